#!/bin/sh
# Builds the kernels as the package does, without flags for the machine, and times them on one
# thread.
# run.sh [--instruction-set portable|avx2|avx512|avx512_vnni|avx512_bf16] [--repeats COUNT]
#        [--openblas PATH]    the library to compare products with, as libopenblas.so.0
set -e
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../Sources/CKernels
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
clang -std=gnu17 -O2 -fPIC -fno-omit-frame-pointer -Wall -Wextra -I "$sources/include" \
  "$here"/*.c "$sources"/*.c -lm -ldl -o "$build/kernels"
"$build/kernels" "$@"
