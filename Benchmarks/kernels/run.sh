#!/bin/sh
# Builds the kernels as the package does, without flags for the machine, and times them on one
# thread.
# run.sh [LEVEL [REPEATS]]: 0 portable, 1 AVX2, 2 AVX-512.
set -e
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../Sources/CKernels
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
clang -std=gnu17 -O2 -fPIC -fno-omit-frame-pointer -Wall -Wextra -I "$sources/include" \
  "$here"/*.c "$sources"/*.c -lm -o "$build/kernels"
"$build/kernels" "$@"
