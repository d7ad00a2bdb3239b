#!/bin/sh
# Writes the help of every command as it is now. Run it in the package's root after
# `swift build -c release`, and read the difference before committing it.
set -eu
folder=$(dirname "$0")
export COLUMNS=80
for command in "apus" "apus tokenizer" "apus tokenizer train" "apus tokenizer encode" \
  "apus tokenizer decode" "apus tokenizer inspect" "apus tokenizer vocabulary" \
  "apus tokenizer import" "apus tokenizer export" "apus subword-nmt" \
  "apus subword-nmt learn-bpe" "apus subword-nmt apply-bpe" "apus subword-nmt get-vocab" \
  "apus subword-nmt learn-joint-bpe-and-vocab" "apus subword-nmt decode" "apus bench" \
  "apus bench tokenizer" "apus normalize" "apus split-sentences" "apus split-words" \
  "apus truecaser" "apus truecaser train" "apus truecaser detruecase" "apus train" \
  "apus translate" "apus rescore" "apus score" "apus average" "apus quantize" \
  "apus shortlist" "apus doctor" "translate"
do
  name=$(echo "$command" | tr ' ' '-')
  .build/release/$command --help > "$folder/$name.txt"
done
