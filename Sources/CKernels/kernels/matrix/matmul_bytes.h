/// Products with a packed B of int8.

enum {
  /// More rows than this take so long with a panel that the next one can be fetched meanwhile; with
  /// fewer, memory is what all waits for.
  FETCHING_ROWS = 8,
};

/// Rounds a row and stores the integers + 128 as words; returns its scale.
static float round_left_row(const float *x, size_t count, uint32_t *words, size_t part_stride) {
  const int32_t bits = largest_magnitude(x, count);
  const vf magnitude = (vf)(vi)bits;
  const int counts = bits >= negligible_bits && bits < infinity_bits;
  const vf factor = counts ? 127.0f / magnitude : (vf)0.0f;
  for (size_t i = 0; i < count; i += PANEL) {
#if DOTS_BYTES
    // Read back at once, four short stores would hold up a long load.
    (void)part_stride;
    uint8_t *bytes = (uint8_t *)(words + i / BYTE_STEPS);
#else
    uint8_t bytes[PANEL];
#endif
    for (size_t j = 0; j < PANEL; j += LANES) {
      const size_t at = i + j;
      const vf numbers = at < count ? load_upto(x + at, count - at) : (vf)0.0f;
      store_bytes(bytes + j, rounded_by(factor, numbers) + 128);
    }
#if !DOTS_BYTES
    vi groups;
    memcpy(&groups, bytes, sizeof groups);
    store_words_of_bytes(words + i / BYTE_STEPS, groups & 0x00ff00ff);
    store_words_of_bytes(
        words + part_stride + i / BYTE_STEPS, (vi)((vu)groups >> 8) & 0x00ff00ff);
#endif
  }
  return counts ? magnitude[0] / 127.0f : bits < infinity_bits ? 0 : NAN;
}

/// What no tile has fetched yet of the panel after this one: so many lines of each of its groups.
typedef struct {
  const uint32_t *first;
  size_t lines;
} unfetched_panel;

/// Some rows times few enough columns of a panel for the widest tile; a tile fetches a line, or two,
/// with each group.
INLINE void multiply_byte_column(
    byte_product x, size_t rows, size_t tallest, size_t columns, int lines,
    unfetched_panel *next) {
  while (rows > 0) {
    const size_t height = smaller(rows, tallest);
    x.upcoming = next->first;
    x.lines = next->lines > 0 ? lines : 0;
    multiply_byte_tile(&x, height, columns);
    next->first += x.groups * LANES * (size_t)x.lines;
    next->lines -= smaller(next->lines, (size_t)x.lines);
    x = moved_rows(x, height);
    rows -= height;
  }
}

/// Some rows times a panel.
INLINE void multiply_byte_panel(
    byte_product x, size_t rows, size_t columns, unfetched_panel next) {
  const size_t widest = BYTE_TILE_COLUMNS(rows);
  const size_t tallest = even_block(rows, BYTE_TILE_ROWS(smaller(columns, widest)));
  const size_t tiles = (rows + tallest - 1) / tallest * ((columns + widest - 1) / widest);
  const int lines = tiles >= PANEL / LANES ? 1 : 2;
  for (size_t j = 0; j < columns; j += widest) {
    const size_t width = smaller(columns - j, widest);
    multiply_byte_column(moved_columns(x, j), rows, tallest, width, lines, &next);
  }
}

INLINE void multiply_byte_panels(byte_product x, size_t rows, size_t first, size_t end) {
  const size_t panel_size = x.groups * PANEL;
  // A narrow tile reads one line of several, in which processors see no stream to fetch ahead.
  const int fetches = rows > FETCHING_ROWS || BYTE_TILE_COLUMNS(rows) < PANEL;
  for (size_t column = first; column < end; column += PANEL) {
    byte_product panel = moved_columns(x, column);
    panel.b = x.b + column / PANEL * panel_size;
    const unfetched_panel next = {
        panel.b + panel_size, fetches && column + PANEL < end ? PANEL / LANES : 0};
    multiply_byte_panel(panel, rows, smaller(end - column, PANEL), next);
  }
}

static void matmul_int8(
    const float *a, size_t lda, size_t m, size_t k, size_t n, const uint32_t *packed, size_t first,
    size_t end, const float *bias, int relu, float *c, size_t ldc, uint32_t *scratch) {
  const packed_bytes parts = parts_of_packed(packed, k, n);
  const size_t part_stride = row_stride_of(parts.groups);
  float *row_scales = (float *)scratch;
  uint32_t *words = scratch + ROW_BLOCK;
  for (size_t row = 0; row < m; row += ROW_BLOCK) {
    const size_t rows = smaller(m - row, ROW_BLOCK);
    const byte_product x = {
        .a = words, .row_stride = BYTE_PARTS * part_stride, .part_stride = part_stride,
        .b = packed, .groups = parts.groups, .start = parts.starts, .row_scales = row_scales,
        .column_scales = parts.scales, .bias = bias, .c = c + row * ldc, .ldc = ldc,
        .relu = relu};
    for (size_t i = 0; i < rows; ++i) {
      row_scales[i] = round_left_row(
          a + (row + i) * lda, k, words + i * x.row_stride, part_stride);
    }
    if (has_sparse_groups(&x, rows)) {
      multiply_sparse_byte_panels(&x, rows, first, end);
    } else {
      multiply_byte_panels(x, rows, first, end);
    }
  }
}
