/// Products with a transposed A, both operands packed a block of rows at a time.

/// Columns of A as rows of words, `ld` words apart.
INLINE void transpose_columns(
    const element_kind kind, const float *a, size_t lda, size_t rows, size_t columns, float *out,
    size_t ld) {
  if (kind == FLOATS) {
    transpose((matrix){a, lda, rows, columns}, out, ld);
    return;
  }
  float words[PANEL * PANEL];
  for (size_t row = 0; row < rows; row += 2 * PANEL) {
    const size_t steps = smaller(rows - row, 2 * PANEL);
    for (size_t j = 0; j < columns; j += PANEL) {
      const size_t count = smaller(columns - j, PANEL);
      pack_rows(kind, a + row * lda + j, lda, steps, count, words, 0);
      const matrix pairs = {words, PANEL, words_of(kind, steps), count};
      transpose(pairs, out + j * ld + row / 2, ld);
    }
  }
}

INLINE void multiply_transposed(
    const element_kind kind, const float *a, size_t lda, const float *b, size_t ldb, size_t m,
    size_t k, size_t n, float *c, size_t ldc, float *scratch) {
  const size_t words = even_block(words_of(kind, m), TRANSPOSED_BLOCK);
  const size_t block = words * steps_per_word(kind), ld = row_stride_of(words);
  float *panels = scratch;
  float *columns_of_a = scratch + rounded_up(n, PANEL) * words;
  for (size_t row = 0; row < m; row += block) {
    const size_t rows = smaller(m - row, block), steps = words_of(kind, rows);
    pack_rows(kind, b + row * ldb, ldb, rows, n, panels, steps * PANEL);
    for (size_t column = 0; column < k; column += ROW_BLOCK) {
      const size_t columns = smaller(k - column, ROW_BLOCK);
      float *out = c + column * ldc;
      const product x = {
          .kind = kind, .a = columns_of_a, .row_stride = ld, .step_stride = 1,
          .b = panels, .ldb = PANEL, .steps = steps,
          .start = out, .start_stride = ldc, .c = out, .ldc = ldc};
      transpose_columns(kind, a + row * lda + column, lda, rows, columns, columns_of_a, ld);
      multiply_panels(x, columns, n, steps * PANEL);
    }
  }
}

static void matmul_transposed(
    const float *a, size_t lda, const float *b, size_t ldb, size_t m, size_t k, size_t n,
    float *c, size_t ldc, float *scratch) {
  multiply_transposed(FLOATS, a, lda, b, ldb, m, k, n, c, ldc, scratch);
}

static void matmul_transposed_bf16(
    const float *a, size_t lda, const float *b, size_t ldb, size_t m, size_t k, size_t n,
    float *c, size_t ldc, uint32_t *scratch) {
  multiply_transposed(PAIRS, a, lda, b, ldb, m, k, n, c, ldc, (float *)scratch);
}
