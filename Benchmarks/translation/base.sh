#!/bin/sh
# Trains a model of the preset `base` on Multi30k to race with, and prints how long its translations
# are. Run it in the package's root, with apus first in PATH; a run that was stopped goes on.
set -eu
folder=$(dirname "$0")
corpus=corpora/multi30k
tokenizer=vocab/multi30k/tokenizer.json
model=models/multi30k-base

if [ ! -e $corpus ]; then
  echo "base.sh: there is no $corpus; Benchmarks/multi30k/run.sh fetches it" >&2
  exit 1
fi
if [ ! -e $tokenizer ]; then
  mkdir -p vocab/multi30k
  apus tokenizer train --input $corpus/train.en $corpus/train.de --merges 8000 --output $tokenizer
fi

apus train --config "$folder/base.yaml"
apus translate --model $model --precision bf16 --beam 1 \
  < $corpus/test_2016_flickr.en > $model/test_2016_flickr.de

count() {
  apus tokenizer encode --tokenizer $tokenizer < "$1" | wc -w
}
echo "tokens of the translation: $(count $model/test_2016_flickr.de)," \
  "of the reference: $(count $corpus/test_2016_flickr.de)"
