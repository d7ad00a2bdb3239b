/// The register tiles of AVX-512, with and without bf16 and VNNI.
///
/// 24 of the 32 registers are sums, up to 4 hold a row of B and one an element of A. A tall tile is
/// for few columns only: rows a power of two apart evict each other from the L1 cache.
#define TILE_COLUMNS(rows) 64
#define TILE_ROWS(kind, columns) ((columns) <= 32 ? 12 : 6)
#define TALLEST_TILE 12
#define TILES \
  TILE(1, 1); TILE(2, 1); TILE(3, 1); TILE(4, 1); TILE(5, 1); TILE(6, 1); \
  TILE(7, 1); TILE(8, 1); TILE(9, 1); TILE(10, 1); TILE(11, 1); TILE(12, 1); \
  TILE(1, 2); TILE(2, 2); TILE(3, 2); TILE(4, 2); TILE(5, 2); TILE(6, 2); \
  TILE(7, 2); TILE(8, 2); TILE(9, 2); TILE(10, 2); TILE(11, 2); TILE(12, 2); \
  TILE(1, 3); TILE(2, 3); TILE(3, 3); TILE(4, 3); TILE(5, 3); TILE(6, 3); \
  TILE(1, 4); TILE(2, 4); TILE(3, 4); TILE(4, 4); TILE(5, 4); TILE(6, 4);

// Of int8: without VNNI, two registers hold bytes of B as pairs of 16 bits in the place of one.
#define BYTE_TILE_COLUMNS(rows) 64
#define BYTE_TILE_ROWS(columns) (DOTS_BYTES ? 6 : 4)
#define TALLEST_BYTE_TILE 6
#define BYTE_TILE_ROWS_OF(VECTORS) \
  BYTE_TILE(1, VECTORS); BYTE_TILE(2, VECTORS); BYTE_TILE(3, VECTORS); \
  BYTE_TILE(4, VECTORS); BYTE_TILE(5, VECTORS); BYTE_TILE(6, VECTORS);
#define BYTE_TILES \
  BYTE_TILE_ROWS_OF(1) BYTE_TILE_ROWS_OF(2) BYTE_TILE_ROWS_OF(3) BYTE_TILE_ROWS_OF(4)
