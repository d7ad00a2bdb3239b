/// Transposes a 16 x 16 block in registers: four rounds, each a perfect shuffle of the rows.
INLINE void transpose_lanes(vf x[LANES]) {
  UNROLLED for (int round = 0; round < 4; ++round) {
    vf y[LANES];
    UNROLLED for (int i = 0; i < LANES / 2; ++i) {
      const vf above = x[i], below = x[i + LANES / 2];
      y[2 * i] = __builtin_shufflevector(
          above, below, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      y[2 * i + 1] = __builtin_shufflevector(
          above, below, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
    UNROLLED for (int i = 0; i < LANES; ++i) x[i] = y[i];
  }
}

/// A matrix in memory.
typedef struct {
  const float *elements;
  size_t ld, rows, columns;
} matrix;

/// Columns of the block at the top left, at most 16 x 16, as rows of 16 lanes; zeros outside.
INLINE void transpose_corner(matrix x, float *out, size_t ldo) {
  vf block[LANES];
  if (x.rows >= LANES) {
    UNROLLED for (int i = 0; i < LANES; ++i) {
      block[i] = load_upto(x.elements + i * x.ld, x.columns);
    }
  } else {
    for (size_t i = 0; i < LANES; ++i) {
      block[i] = i < x.rows ? load_upto(x.elements + i * x.ld, x.columns) : (vf)0.0f;
    }
  }
  transpose_lanes(block);
  if (x.columns >= LANES) {
    UNROLLED for (int i = 0; i < LANES; ++i) store(out + i * ldo, block[i]);
  } else {
    for (size_t i = 0; i < x.columns; ++i) store(out + i * ldo, block[i]);
  }
}

/// out[columns, ldo] = x transposed, its rows filled with zeros to a multiple of 16.
static void transpose(matrix x, float *out, size_t ldo) {
  for (size_t row = 0; row < x.rows; row += LANES) {
    for (size_t column = 0; column < x.columns; column += LANES) {
      const matrix corner = {
          x.elements + row * x.ld + column, x.ld, x.rows - row, x.columns - column};
      transpose_corner(corner, out + column * ldo + row, ldo);
    }
  }
}
