/// The inner dimension in blocks; C carries each sum from one to the next.
static void matmul(
    const float *a, size_t lda, size_t m, size_t k, size_t n, const float *packed,
    const float *bias, int relu, int accumulate, float *c, size_t ldc) {
  const size_t block = even_block(k, INNER_BLOCK);
  product x = {
      .a = a, .row_stride = lda, .step_stride = 1, .b = packed, .ldb = PANEL,
      .start = accumulate ? c : bias, .start_stride = accumulate ? ldc : 0, .c = c, .ldc = ldc};
  size_t done = 0;
  do {
    x.steps = smaller(k - done, block);
    x.a = a + done;
    x.b = packed + done * PANEL;
    done += x.steps;
    x.relu = relu && done == k;
    multiply_panels(x, m, n, k * PANEL);
    x.start = c;
    x.start_stride = ldc;
  } while (done < k);
}
