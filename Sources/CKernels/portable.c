#include "kernels/tables.h"

#define DOTS_PAIRS 0
#define DOTS_BYTES 0
#define VECTOR_BITS 128
#define KERNELS apus_portable_kernels

#if defined(__aarch64__)
// A vector is four of the 32 registers: 24 of them are sums.
#define FUSED 1
#define TILE_COLUMNS(rows) ((rows) == 1 ? 64 : (rows) <= 3 ? 32 : 16)
#define TILE_ROWS(kind, columns) 6
#define TALLEST_TILE 6
#define TILES \
  TILE(1, 1); TILE(2, 1); TILE(3, 1); TILE(4, 1); TILE(5, 1); TILE(6, 1); \
  TILE(1, 2); TILE(2, 2); TILE(3, 2); \
  TILE(1, 3); \
  TILE(1, 4);
#else
// A vector is four of 16 registers: 8 of them are sums.
#define FUSED 0
#define TILE_COLUMNS(rows) ((rows) == 1 ? 32 : 16)
#define TILE_ROWS(kind, columns) 2
#define TALLEST_TILE 2
#define TILES \
  TILE(1, 1); TILE(2, 1); \
  TILE(1, 2);
#endif

// Of int8, 4 or 8 registers are sums.
#define BYTE_TILE_COLUMNS(rows) 16
#define BYTE_TILE_ROWS(columns) 2
#define TALLEST_BYTE_TILE 2
#define BYTE_TILES BYTE_TILE(1, 1); BYTE_TILE(2, 1);

#include "kernels/all.h"
