#!/bin/sh
# run.sh [--more-text] [SEED...]
# Trains on Multi30k from each seed given, and scores each model, then all of them decoding
# together. Run it in the package's root, with apus and a Python that has sacrebleu and sacremoses
# first in PATH. Names are without spaces.
#
# With --more-text models learn from three times the text (Nguyen et al., 2020): the training text,
# its English side with the German of a first model, and its German side with the English of another
# one. That text is made once for all seeds.
# shellcheck disable=SC2086
set -eu
folder=$(dirname "$0")
corpus=corpora/multi30k
more=corpora/multi30k-more
name=multi30k
training=
search="--beam 5 --length-penalty 1.4"
if [ "${1:-}" = --more-text ]; then
  shift
  name=multi30k-more
  training="--train $corpus/train $more/en-de $more/de-en --lr-decay-end 18000 --max-updates 15000"
fi

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

# One side of the text, and what a first model makes of it: first FROM TO
first() {
  apus train --config "$folder/train.yaml" --src "$1" --tgt "$2" \
    --warmup 2000 --lr-decay-end 7000 --max-updates 6000 --output models/multi30k-first-$1-$2
  cp $corpus/train.$1 $more.part/$1-$2.$1
  apus translate --model models/multi30k-first-$1-$2 $search \
    < $corpus/train.$1 > $more.part/$1-$2.$2
}

if [ "$training" ] && [ ! -e $more ]; then
  mkdir -p $more.part
  first en de
  first de en
  mv $more.part $more
fi

hypotheses=
models=
for seed in "${@:-1}"; do
  model=models/$name-$seed
  apus train --config "$folder/train.yaml" $training --seed "$seed" --output "$model"
  apus translate --model "$model" $search \
    < $corpus/test_2016_flickr.en > "$model/test_2016_flickr.de"
  hypotheses="$hypotheses $model/test_2016_flickr.de"
  models="$models --model $model"
done
if [ $# -gt 1 ]; then
  apus translate $models $search < $corpus/test_2016_flickr.en > models/$name-together.de
  hypotheses="$hypotheses models/$name-together.de"
fi
python3 "$folder/score.py" $corpus/test_2016_flickr.de $hypotheses
