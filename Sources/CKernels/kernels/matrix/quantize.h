/// Numbers become integers with a scale.

INLINE void store_bytes_upto(uint8_t *p, vi x, size_t count) {
  if (__builtin_expect(count >= LANES, 1)) {
    store_bytes(p, x);
    return;
  }
  uint8_t bytes[LANES];
  store_bytes(bytes, x);
  for (size_t i = 0; i < count; ++i) p[i] = bytes[i];
}

/// Lines that are rows.
static void quantize_rows(
    const float *x, size_t rows, size_t columns, size_t ld, uint8_t *q, float *scales) {
  for (size_t row = 0; row < rows; ++row, x += ld, q += columns) {
    const rounding to_integers = rounding_of((vi)largest_magnitude(x, columns));
    scales[row] = to_integers.scales[0];
    for (size_t j = 0; j < columns; j += LANES) {
      const vf numbers = load_upto(x + j, columns - j);
      store_bytes_upto(q + j, rounded_by(to_integers.factors, numbers), columns - j);
    }
  }
}

/// The largest magnitudes of up to 16 columns.
INLINE vi largest_of_columns(const float *x, size_t rows, size_t ld, size_t columns) {
  vi best = 0;
  for (size_t row = 0; row < rows; ++row) {
    best = larger_bits(magnitude_bits(load_upto(x + row * ld, columns)), best);
  }
  return best;
}

/// Lines that are columns.
static void quantize_columns(
    const float *x, size_t rows, size_t columns, size_t ld, uint8_t *q, float *scales) {
  for (size_t j = 0; j < columns; j += LANES) {
    const size_t left = columns - j;
    const rounding to_integers = rounding_of(largest_of_columns(x + j, rows, ld, left));
    store_upto(scales + j, to_integers.scales, left);
    for (size_t row = 0; row < rows; ++row) {
      const vf numbers = load_upto(x + row * ld + j, left);
      store_bytes_upto(q + row * columns + j, rounded_by(to_integers.factors, numbers), left);
    }
  }
}

static void quantize(
    const float *x, size_t lines, size_t count, size_t line_stride, size_t step_stride, int8_t *q,
    float *scales) {
  if (step_stride == 1) {
    quantize_rows(x, lines, count, line_stride, (uint8_t *)q, scales);
  } else {
    quantize_columns(x, count, lines, step_stride, (uint8_t *)q, scales);
  }
}
