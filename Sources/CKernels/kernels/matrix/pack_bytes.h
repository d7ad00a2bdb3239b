/// A right-hand side of int8: panels of groups of four steps, then what a sum of each column needs.

/// Where the parts of a packed matrix lie.
typedef struct {
  size_t groups;      ///< of a panel
  float *scales;      ///< of each column
  int32_t *starts;    ///< -128 times the sum of each column's integers
} packed_bytes;

INLINE packed_bytes parts_of_packed(const uint32_t *packed, size_t k, size_t n) {
  const size_t groups = (k + BYTE_STEPS - 1) / BYTE_STEPS, columns = rounded_up(n, PANEL);
  uint32_t *scales = (uint32_t *)packed + columns * groups;
  return (packed_bytes){groups, (float *)scales, (int32_t *)(scales + columns)};
}

/// Some steps of the columns of a panel, filled with zeros.
typedef struct {
  const float *elements;
  size_t ld, rows, columns;
} panel_rows;

/// The largest magnitudes of a panel's columns.
INLINE void find_magnitudes(
    const float *b, size_t k, size_t columns, size_t row_stride, size_t column_stride,
    vi magnitudes[PANEL / LANES]) {
  for (size_t j = 0; j < PANEL; j += LANES) {
    vi largest = 0;
    if (column_stride == 1 && j < columns) {
      largest = largest_of_columns(b + j, k, row_stride, columns - j);
    } else if (column_stride != 1) {
      for (size_t i = j; i < smaller(j + LANES, columns); ++i) {
        largest[i - j] = largest_magnitude(b + i * column_stride, k);
      }
    }
    magnitudes[j / LANES] = largest;
  }
}

/// A group of steps of 16 columns as words; adds to the sums of the integers.
INLINE vi round_group(panel_rows x, size_t row, size_t column, vf factors, vi *sum) {
  vi words = 0;
  for (size_t step = 0; step < BYTE_STEPS && row + step < x.rows; ++step) {
    const float *numbers = x.elements + (row + step) * x.ld + column;
    const vi q = rounded_by(factors, load_upto(numbers, x.columns - column));
    *sum += q;
    words |= (q & 0xff) << (int)(8 * step);
  }
  return words;
}

static void round_panel(panel_rows x, const rounding *to_integers, uint32_t *words, vi *sums) {
  for (size_t row = 0; row < x.rows; row += BYTE_STEPS) {
    for (size_t j = 0; j < PANEL; j += LANES, words += LANES) {
      const size_t v = j / LANES;
      const vi group =
          j < x.columns ? round_group(x, row, j, to_integers[v].factors, &sums[v]) : (vi)0;
      store_words_of_bytes(words, group);
    }
  }
}

/// The same for the columns of a transposed matrix, some steps at a time.
static void round_transposed_panel(
    const float *b, size_t k, size_t columns, size_t ld, const rounding *to_integers,
    uint32_t *words, vi *sums) {
  float steps[PANEL * PANEL];
  for (size_t row = 0; row < k; row += PANEL) {
    const size_t rows = smaller(k - row, PANEL);
    pack_transposed_panel(b + row, rows, ld, columns, steps);
    round_panel(
        (panel_rows){steps, PANEL, rows, PANEL}, to_integers, words + row / BYTE_STEPS * PANEL,
        sums);
  }
}

static void store_starts(const vi sums[PANEL / LANES], int32_t *starts) {
  for (size_t v = 0; v < PANEL / LANES; ++v) {
    store_words_of_bytes((uint32_t *)starts + v * LANES, sums[v] * -128);
  }
}

static void pack_int8(
    const float *b, size_t k, size_t n, size_t row_stride, size_t column_stride,
    uint32_t *packed) {
  const packed_bytes parts = parts_of_packed(packed, k, n);
  for (size_t column = 0; column < n; column += PANEL) {
    const size_t columns = smaller(n - column, PANEL);
    const float *first = b + column * column_stride;
    uint32_t *words = packed + column * parts.groups;
    vi magnitudes[PANEL / LANES], sums[PANEL / LANES] = {0};
    rounding to_integers[PANEL / LANES];
    find_magnitudes(first, k, columns, row_stride, column_stride, magnitudes);
    for (size_t v = 0; v < PANEL / LANES; ++v) {
      to_integers[v] = rounding_of(magnitudes[v]);
      store(parts.scales + column + v * LANES, to_integers[v].scales);
    }
    if (column_stride == 1) {
      round_panel((panel_rows){first, row_stride, k, columns}, to_integers, words, sums);
    } else {
      round_transposed_panel(first, k, columns, column_stride, to_integers, words, sums);
    }
    store_starts(sums, parts.starts + column);
  }
}

/// A word of up to four steps.
INLINE uint32_t group_of(const int8_t *b, size_t stride, size_t steps, int32_t *sum) {
  uint32_t word = 0;
  for (size_t step = 0; step < smaller(steps, BYTE_STEPS); ++step) {
    const int8_t q = b[step * stride];
    *sum += q;
    word |= (uint32_t)(uint8_t)q << (8 * step);
  }
  return word;
}

/// The words of four steps of neighbouring columns, with as many as a vector has at a time.
INLINE void join_rows(
    const int8_t *b, size_t ld, size_t columns, uint32_t *words, int32_t *sums) {
  const int8_t *b1 = b + ld, *b2 = b1 + ld, *b3 = b2 + ld;
  for (size_t j = 0; j < columns; ++j) {
    sums[j] += b[j] + b1[j] + b2[j] + b3[j];
    words[j] = (uint32_t)(uint8_t)b[j] | (uint32_t)(uint8_t)b1[j] << 8 |
               (uint32_t)(uint8_t)b2[j] << 16 | (uint32_t)(uint8_t)b3[j] << 24;
  }
}

/// The words of a column whose steps are neighbours, as they stand.
INLINE int32_t copy_column(const int8_t *b, size_t groups, uint32_t *words) {
  int32_t sum = 0;
  for (size_t i = 0; i < groups * BYTE_STEPS; ++i) sum += b[i];
  for (size_t group = 0; group < groups; ++group) {
    memcpy(words + group * PANEL, b + group * BYTE_STEPS, BYTE_STEPS);
  }
  return sum;
}

/// Some columns of a panel; fills the others with zeros.
static void join_panel(
    const int8_t *b, size_t k, size_t columns, size_t row_stride, size_t column_stride,
    uint32_t *words, int32_t *sums) {
  const size_t whole = k / BYTE_STEPS, groups = (k + BYTE_STEPS - 1) / BYTE_STEPS;
  if (columns < PANEL) memset(words, 0, groups * PANEL * sizeof(uint32_t));
  if (column_stride == 1) {
    for (size_t group = 0; group < whole; ++group) {
      join_rows(
          b + group * BYTE_STEPS * row_stride, row_stride, columns, words + group * PANEL, sums);
    }
  } else {
    for (size_t j = 0; j < columns; ++j) {
      sums[j] = copy_column(b + j * column_stride, whole, words + j);
    }
  }
  if (whole == groups) return;
  const int8_t *last = b + whole * BYTE_STEPS * row_stride;
  for (size_t j = 0; j < columns; ++j) {
    words[whole * PANEL + j] =
        group_of(last + j * column_stride, row_stride, k - whole * BYTE_STEPS, &sums[j]);
  }
}

/// The rows or the columns of B are neighbours: one of the strides is 1.
static void pack_quantized(
    const int8_t *b, const float *scales, size_t k, size_t n, size_t row_stride,
    size_t column_stride, uint32_t *packed) {
  const packed_bytes parts = parts_of_packed(packed, k, n);
  for (size_t column = 0; column < n; column += PANEL) {
    const size_t columns = smaller(n - column, PANEL);
    int32_t sums[PANEL] = {0};
    join_panel(
        b + column * column_stride, k, columns, row_stride, column_stride,
        packed + column * parts.groups, sums);
    for (size_t j = 0; j < PANEL; ++j) {
      parts.scales[column + j] = j < columns ? scales[column + j] : 0;
      parts.starts[column + j] = -128 * sums[j];
    }
  }
}
