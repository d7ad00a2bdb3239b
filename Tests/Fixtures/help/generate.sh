#!/bin/sh
# Writes the help of every command as it is now. Run it in the package's root after
# `swift build -c release`, and read the difference before committing it.
set -eu
folder=$(dirname "$0")
export COLUMNS=80
for command in "apus" "apus tokenizer" "apus tokenizer train" "apus tokenizer encode" \
  "apus tokenizer decode" "apus normalize" "apus train" "apus translate" "apus score" \
  "apus average" "apus doctor" "translate"
do
  name=$(echo "$command" | tr ' ' '-')
  .build/release/$command --help > "$folder/$name.txt"
done
