#!/bin/sh
# Trains on Multi30k from each seed given, and scores each model, then all of them decoding
# together. Run it in the package's root, with apus and a Python that has sacrebleu and sacremoses
# first in PATH. Names are without spaces.
# shellcheck disable=SC2086
set -eu
folder=$(dirname "$0")
corpus=corpora/multi30k

if [ ! -e $corpus ]; then
  rm -rf $corpus.part
  git clone --quiet --depth 1 https://github.com/multi30k/dataset $corpus.part/dataset
  for name in train val test_2016_flickr; do
    for language in en de; do
      gunzip -c $corpus.part/dataset/data/task1/raw/$name.$language.gz > $corpus.part/$name.$language
    done
  done
  rm -rf $corpus.part/dataset
  mv $corpus.part $corpus
fi

mkdir -p vocab/multi30k
apus tokenizer train --input $corpus/train.en $corpus/train.de --merges 8000 \
  --output vocab/multi30k/tokenizer.json

hypotheses=
models=
for seed in "${@:-1}"; do
  model=models/multi30k-$seed
  apus train --config "$folder/train.yaml" --seed "$seed" --output "$model"
  apus translate --model "$model" --beam 5 --length-penalty 1.4 \
    < $corpus/test_2016_flickr.en > "$model/test_2016_flickr.de"
  hypotheses="$hypotheses $model/test_2016_flickr.de"
  models="$models --model $model"
done
if [ $# -gt 1 ]; then
  apus translate $models --beam 5 --length-penalty 1.4 \
    < $corpus/test_2016_flickr.en > models/multi30k-together.de
  hypotheses="$hypotheses models/multi30k-together.de"
fi
python3 "$folder/score.py" $corpus/test_2016_flickr.de $hypotheses
