/// Operands in the order in which the register tile reads them, words of either kind.

/// Up to 16 words of a step from its `count` columns: a row, or for pairs a row and the next.
INLINE vf load_words(
    const element_kind kind, const float *b, size_t ld, size_t rows, size_t count) {
  if (kind == FLOATS) return load_upto(b, count);
  return pairs_of(load_upto(b, count), rows > 1 ? load_upto(b + ld, count) : (vf)0.0f);
}

/// One step of a panel: up to 64 columns, filled with zeros.
INLINE void pack_step(
    const element_kind kind, const float *b, size_t ld, size_t rows, size_t columns,
    float *words) {
  UNROLLED for (size_t j = 0; j < PANEL; j += LANES) {
    const vf x = j < columns ? load_words(kind, b + j, ld, rows, columns - j) : (vf)0.0f;
    store(words + j, x);
  }
}

/// All panels, row by row: that is how memory is fetched fastest.
INLINE void pack_rows(
    const element_kind kind, const float *b, size_t ld, size_t rows, size_t columns,
    float *packed, size_t panel_stride) {
  for (size_t row = 0; row < rows; row += steps_per_word(kind)) {
    float *words = packed + row / steps_per_word(kind) * PANEL;
    for (size_t column = 0; column < columns; column += PANEL) {
      pack_step(kind, b + row * ld + column, ld, rows - row, columns - column, words);
      words += panel_stride;
    }
  }
}

/// A panel from the transposed matrix: `columns` rows of `rows` elements.
static void pack_transposed_panel(
    const float *b, size_t rows, size_t ld, size_t columns, float *panel) {
  if (columns < PANEL) memset(panel, 0, rows * PANEL * sizeof(float));
  const matrix source = {b, ld, columns, rows};
  transpose(source, panel, PANEL);
}

/// The same as pairs, which are made before they are transposed.
static void pack_transposed_pairs(
    const float *b, size_t rows, size_t ld, size_t columns, float *panel) {
  float words[PANEL * PANEL];
  for (size_t row = 0; row < rows; row += 2 * PANEL) {
    const size_t steps = smaller(rows - row, 2 * PANEL);
    for (size_t j = 0; j < columns; ++j) {
      round_row(b + j * ld + row, steps, words + j * PANEL);
    }
    pack_transposed_panel(
        words, words_of(PAIRS, steps), PANEL, columns, panel + row / 2 * PANEL);
  }
}

/// All panels of B[k, n], `panel_stride` words from each other.
INLINE void pack_panels(
    const element_kind kind, const float *b, size_t k, size_t n, size_t row_stride,
    size_t column_stride, float *packed, size_t panel_stride) {
  if (column_stride == 1) {
    pack_rows(kind, b, row_stride, k, n, packed, panel_stride);
    return;
  }
  for (size_t column = 0; column < n; column += PANEL) {
    const size_t columns = smaller(n - column, PANEL);
    const float *first = b + column * column_stride;
    float *panel = packed + column / PANEL * panel_stride;
    if (kind == PAIRS) {
      pack_transposed_pairs(first, k, column_stride, columns, panel);
    } else {
      pack_transposed_panel(first, k, column_stride, columns, panel);
    }
  }
}

static void pack(
    const float *b, size_t k, size_t n, size_t row_stride, size_t column_stride, float *packed,
    size_t panel_stride) {
  pack_panels(FLOATS, b, k, n, row_stride, column_stride, packed, panel_stride);
}

static void pack_bf16(
    const float *b, size_t k, size_t n, size_t row_stride, size_t column_stride,
    uint32_t *packed, size_t panel_stride) {
  pack_panels(PAIRS, b, k, n, row_stride, column_stride, (float *)packed, panel_stride);
}
