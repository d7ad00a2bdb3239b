/// Packing of bf16 as files hold them: numbers that need no rounding.

/// 16 numbers at any address, or as many as there are.
INLINE vf load_halves_upto(const uint8_t *b, size_t count) {
  typedef uint16_t halves __attribute__((ext_vector_type(LANES)));
  halves x = 0;
  if (__builtin_expect(count >= LANES, 1)) {
    memcpy(&x, b, sizeof x);
  } else {
    memcpy(&x, b, count * sizeof(uint16_t));
  }
  return (vf)(__builtin_convertvector(x, vu) << 16);
}

/// A row's pairs of neighbours, as `round_row` makes them.
INLINE void pair_row(const uint8_t *b, size_t count, float *words) {
  for (size_t i = 0; i < count; i += 2 * LANES) {
    vu x = 0;
    memcpy(&x, b + i * sizeof(uint16_t), smaller(count - i, 2 * LANES) * sizeof(uint16_t));
    store(words + i / 2, pairs_of((vf)(x << 16), (vf)(x & 0xffff0000u)));
  }
}

static void pack_stored_rows(
    const uint8_t *b, size_t k, size_t n, size_t row_stride, float *packed) {
  const size_t panel_size = words_of(PAIRS, k) * PANEL;
  for (size_t row = 0; row < k; row += 2) {
    const uint8_t *first = b + row * row_stride * sizeof(uint16_t);
    const uint8_t *second = first + row_stride * sizeof(uint16_t);
    for (size_t column = 0; column < rounded_up(n, PANEL); column += LANES) {
      const size_t count = column < n ? n - column : 0, at = column * sizeof(uint16_t);
      const vf x = count > 0 ? load_halves_upto(first + at, count) : (vf)0.0f;
      const vf y = count > 0 && row + 1 < k ? load_halves_upto(second + at, count) : (vf)0.0f;
      float *words = packed + column / PANEL * panel_size + row / 2 * PANEL + column % PANEL;
      store(words, pairs_of(x, y));
    }
  }
}

static void pack_stored_columns(
    const uint8_t *b, size_t k, size_t n, size_t column_stride, float *packed) {
  const size_t panel_size = words_of(PAIRS, k) * PANEL;
  float words[PANEL * PANEL];
  for (size_t column = 0; column < n; column += PANEL) {
    const size_t columns = smaller(n - column, PANEL);
    float *panel = packed + column / PANEL * panel_size;
    for (size_t row = 0; row < k; row += 2 * PANEL) {
      const size_t steps = smaller(k - row, 2 * PANEL);
      for (size_t j = 0; j < columns; ++j) {
        const size_t at = (column + j) * column_stride + row;
        pair_row(b + at * sizeof(uint16_t), steps, words + j * PANEL);
      }
      pack_transposed_panel(
          words, words_of(PAIRS, steps), PANEL, columns, panel + row / 2 * PANEL);
    }
  }
}

static void pack_stored_bf16(
    const void *b, size_t k, size_t n, size_t row_stride, size_t column_stride,
    uint32_t *packed) {
  if (column_stride == 1) {
    pack_stored_rows(b, k, n, row_stride, (float *)packed);
  } else {
    pack_stored_columns(b, k, n, column_stride, (float *)packed);
  }
}
