/// Products with a packed B.

/// Rows of A as pairs in `words`, and the product with these.
static product with_rounded_rows(product x, size_t rows, size_t steps, float *words) {
  const float *a = x.a;
  const size_t ld = row_stride_of(words_of(PAIRS, steps));
  for (size_t row = 0; row < rows; ++row) round_row(a + row * x.row_stride, steps, words + row * ld);
  x.a = words;
  x.row_stride = ld;
  return x;
}

/// Rows of C, the inner dimension (k steps) in blocks; C carries each sum from one to the next.
INLINE void multiply_rows(
    const element_kind kind, product x, size_t rows, size_t k, size_t n, float *scratch) {
  const size_t words = words_of(kind, k);
  const int relu = x.relu, is_sparse = has_sparse_rows(kind, &x, rows, k);
  const size_t block = even_block(words, is_sparse ? sparse_block(n) : INNER_BLOCK);
  size_t done = 0;
  do {
    const size_t step = done * steps_per_word(kind);
    product part = x;
    part.steps = smaller(words - done, block);
    part.a = x.a + step;
    part.b = x.b + done * PANEL;
    if (kind == PAIRS) {
      part = with_rounded_rows(part, rows, smaller(k - step, 2 * part.steps), scratch);
    }
    done += part.steps;
    part.relu = relu && done == words;
    part.ends_alone = kind == WIDENED && done == words && k % 2 == 1;
    if (is_sparse) {
      part.upcoming = done < words ? part.b + part.steps * PANEL : NULL;
      multiply_sparse_rows(kind, part, rows, n, words * PANEL, scratch);
    } else {
      multiply_panels(part, rows, n, words * PANEL);
    }
    x.start = x.c;
    x.start_stride = x.ldc;
  } while (done < words);
}

INLINE void multiply_packed(
    product x, size_t m, size_t k, size_t n, const float *bias, int accumulate, float *scratch) {
  x.start = accumulate ? x.c : bias;
  x.start_stride = accumulate ? x.ldc : 0;
  for (size_t row = 0; row < m; row += ROW_BLOCK) {
    const size_t rows = smaller(m - row, ROW_BLOCK);
    multiply_rows(x.kind, moved(x, row, 0), rows, k, n, scratch);
  }
}

static void matmul(
    const float *a, size_t lda, size_t m, size_t k, size_t n, const float *packed,
    const float *bias, int relu, int accumulate, float *c, size_t ldc) {
  const product x = {
      .kind = FLOATS, .a = a, .row_stride = lda, .step_stride = 1, .b = packed, .ldb = PANEL,
      .c = c, .ldc = ldc, .relu = relu};
  multiply_packed(x, m, k, n, bias, accumulate, NULL);
}

static void matmul_widened(
    const float *a, size_t lda, size_t m, size_t k, size_t n, const uint32_t *packed,
    const float *bias, int relu, int accumulate, float *c, size_t ldc, uint32_t *scratch) {
  const product x = {
      .kind = WIDENED, .a = a, .row_stride = lda, .step_stride = 1, .b = (const float *)packed,
      .ldb = PANEL, .c = c, .ldc = ldc, .relu = relu};
  multiply_packed(x, m, k, n, bias, accumulate, (float *)scratch);
}

static void matmul_bf16(
    const float *a, size_t lda, size_t m, size_t k, size_t n, const uint32_t *packed,
    const float *bias, int relu, int accumulate, float *c, size_t ldc, uint32_t *scratch) {
  const product x = {
      .kind = PAIRS, .a = a, .row_stride = lda, .step_stride = 1, .b = (const float *)packed,
      .ldb = PANEL, .c = c, .ldc = ldc, .relu = relu};
  multiply_packed(x, m, k, n, bias, accumulate, (float *)scratch);
}
