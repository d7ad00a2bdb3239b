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
