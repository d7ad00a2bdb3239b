#include "kernels/tables.h"

#if defined(__x86_64__)
// A vector is two of the 16 registers: 12 of them are sums, 10 or 8 where bf16 need registers to
// become floats. Few rows take more columns, for as many independent sums.
#define FUSED 1
#define DOTS_PAIRS 0
#define DOTS_BYTES 0
#define VECTOR_BITS 256
#define TILE_COLUMNS(rows) ((rows) == 1 ? 64 : (rows) == 2 ? 32 : 16)
#define TILE_ROWS(kind, columns) ((kind) == FLOATS ? 6 : (kind) == WIDENED ? 5 : 4)
#define TALLEST_TILE 6
#define TILES \
  TILE(1, 1); TILE(2, 1); TILE(3, 1); TILE(4, 1); TILE(5, 1); TILE(6, 1); \
  TILE(1, 2); TILE(2, 2); \
  TILE(1, 3); \
  TILE(1, 4);
// Of int8, 8 registers are sums, and 4 hold bytes of B as pairs of 16 bits.
#define BYTE_TILE_COLUMNS(rows) ((rows) == 1 ? 32 : 16)
#define BYTE_TILE_ROWS(columns) 4
#define TALLEST_BYTE_TILE 4
#define BYTE_TILES \
  BYTE_TILE(1, 1); BYTE_TILE(2, 1); BYTE_TILE(3, 1); BYTE_TILE(4, 1); \
  BYTE_TILE(1, 2);
#define KERNELS apus_avx2_kernels

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "kernels/all.h"
#pragma clang attribute pop
#endif
