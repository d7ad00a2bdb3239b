/// Copies a block of columns of A, whose own rows may lie powers of two apart and so evict each
/// other from the L1 cache.
static void pack_columns(const float *a, size_t lda, size_t rows, size_t columns, float *packed) {
  for (size_t row = 0; row < rows; ++row) {
    for (size_t j = 0; j < columns; j += LANES) {
      store(packed + row * ROW_BLOCK + j, load_upto(a + row * lda + j, columns - j));
    }
  }
}

static void matmul_transposed(
    const float *a, size_t lda, const float *b, size_t ldb, size_t m, size_t k, size_t n,
    float *c, size_t ldc, float *scratch) {
  const size_t block = even_block(m, TRANSPOSED_BLOCK);
  float *panels = scratch;
  float *columns_of_a = scratch + rounded_up(n, PANEL) * block;
  for (size_t row = 0; row < m; row += block) {
    const size_t rows = smaller(m - row, block);
    pack(b + row * ldb, rows, n, ldb, 1, panels);
    for (size_t column = 0; column < k; column += ROW_BLOCK) {
      const size_t columns = smaller(k - column, ROW_BLOCK);
      float *out = c + column * ldc;
      const product x = {
          .a = columns_of_a, .row_stride = 1, .step_stride = ROW_BLOCK,
          .b = panels, .ldb = PANEL, .steps = rows,
          .start = out, .start_stride = ldc, .c = out, .ldc = ldc};
      pack_columns(a + row * lda + column, lda, rows, columns, columns_of_a);
      multiply_panels(x, columns, n, rows * PANEL);
    }
  }
}

/// Rows are added in ascending order, four at a time to spare the traffic of `out`.
static void add_column_sums(const float *x, size_t ldx, size_t m, size_t n, float *out) {
  size_t row = 0;
  for (; row + 4 <= m; row += 4) {
    const float *first = x + row * ldx;
    for (size_t j = 0; j < n; j += LANES) {
      vf sum = load_upto(out + j, n - j);
      UNROLLED for (size_t i = 0; i < 4; ++i) sum += load_upto(first + i * ldx + j, n - j);
      store_upto(out + j, sum, n - j);
    }
  }
  for (; row < m; ++row) add(x + row * ldx, n, out);
}
