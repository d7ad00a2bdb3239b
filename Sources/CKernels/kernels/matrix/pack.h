/// Copies up to 64 columns of `rows` rows into a panel, filled with zeros.
INLINE void pack_panel(const float *b, size_t rows, size_t ld, size_t columns, float *panel) {
  for (size_t row = 0; row < rows; ++row) {
    UNROLLED for (size_t j = 0; j < PANEL; j += LANES) {
      const vf x = j < columns ? load_upto(b + row * ld + j, columns - j) : (vf)0.0f;
      store(panel + row * PANEL + j, x);
    }
  }
}

/// The same from the transposed matrix: `columns` rows of `rows` elements.
static void pack_transposed_panel(
    const float *b, size_t rows, size_t ld, size_t columns, float *panel) {
  if (columns < PANEL) memset(panel, 0, rows * PANEL * sizeof(float));
  const matrix source = {b, ld, columns, rows};
  transpose(source, panel, PANEL);
}

static void pack(
    const float *b, size_t k, size_t n, size_t row_stride, size_t column_stride, float *packed) {
  for (size_t column = 0; column < n; column += PANEL) {
    const size_t columns = smaller(n - column, PANEL);
    const float *first = b + column * column_stride;
    float *panel = packed + column * k;
    if (column_stride == 1) {
      pack_panel(first, k, row_stride, columns, panel);
    } else {
      pack_transposed_panel(first, k, column_stride, columns, panel);
    }
  }
}
