/// Products of int8 with an A that is mostly zeros and nowhere negative, as max(0, .) leaves it:
/// the groups of a row that are zero are passed over. Sums of integers stay the same.

enum {
  /// More would not fit in the L2 cache with the columns of a tile.
  MOST_SPARSE_GROUPS = 4096,
};

/// A group of zeros in A, in each of its words.
static const uint32_t zero_group = DOTS_BYTES ? 0x80808080 : 0x00800080;

INLINE zero_test test_of_groups(const byte_product *x) {
  return (zero_test){
      .mask = UINT32_MAX, .zero = zero_group, .second_part = DOTS_BYTES ? 0 : x->part_stride};
}

/// Whether no integer of some rows is negative: with 128, all have its bit.
INLINE int are_positive(const byte_product *x, size_t rows) {
  vu common = zero_group;
  for (size_t row = 0; row < rows; ++row) {
    const uint32_t *words = x->a + row * x->row_stride;
    for (size_t part = 0; part < BYTE_PARTS; ++part, words += x->part_stride) {
      for (size_t i = 0; i < x->groups; i += LANES) common &= (vu)load_words_of_bytes(words + i);
    }
  }
  return __builtin_reduce_and(common) == zero_group;
}

/// Whether the groups that are zero can be passed over, and that takes less time than all.
INLINE int has_sparse_groups(const byte_product *x, size_t rows) {
  return x->groups <= MOST_SPARSE_GROUPS &&
         are_mostly_zeros(x->a, rows, x->row_stride, x->groups, test_of_groups(x), 4) &&
         are_positive(x, rows);
}

/// The left factors without the 128, which `start` would take away again.
INLINE byte_factors plain_factors(const uint32_t *group, size_t part_stride) {
  byte_factors left = left_factors(group, part_stride);
#if DOTS_BYTES
  left.groups ^= (vi)zero_group;
#else
  left.even ^= (vi)zero_group;
  left.odd ^= (vi)zero_group;
#endif
  return left;
}

/// One row times some panels, of so many vectors.
INLINE void sparse_byte_tile(
    const int panels, const int vectors, const byte_product *x, size_t columns, size_t panel_size,
    nonzero_words groups) {
  byte_sums sum[SPARSE_PANELS];
  UNROLLED for (int i = 0; i < panels; ++i) {
    UNROLLED for (int v = 0; v < vectors; ++v) sum[i][0][v] = 0;
  }
  for (size_t g = 0; g < groups.count; ++g) {
    const size_t group = groups.numbers[g];
    const byte_factors left = plain_factors(x->a + group, x->part_stride);
    const uint32_t *b = x->b + group * PANEL;
    UNROLLED for (int i = 0; i < panels; ++i) {
      UNROLLED for (int v = 0; v < vectors; ++v) {
        const vi words = load_words_of_bytes(b + (size_t)i * panel_size + LANES * v);
        sum[i][0][v] = add_byte_dots(left, signed_factors(words), sum[i][0][v]);
      }
    }
  }
  UNROLLED for (int i = 0; i < panels; ++i) {
    const byte_product panel = moved_columns(*x, PANEL * (size_t)i);
    store_byte_sums(1, vectors, &panel, columns - PANEL * (size_t)i, sum[i]);
  }
}

INLINE void choose_sparse_byte_tile(
    const byte_product *x, size_t columns, size_t panel_size, nonzero_words groups) {
  switch ((columns + LANES - 1) / LANES) {
    case 1: sparse_byte_tile(1, 1, x, columns, 0, groups); break;
    case 2: sparse_byte_tile(1, 2, x, columns, 0, groups); break;
    case 3: sparse_byte_tile(1, 3, x, columns, 0, groups); break;
    case 4: sparse_byte_tile(1, 4, x, columns, 0, groups); break;
    default: sparse_byte_tile(SPARSE_PANELS, 4, x, columns, panel_size, groups); break;
  }
}

/// Some rows times a panel, or as many as a tile has.
INLINE void multiply_sparse_byte_column(
    byte_product x, size_t rows, size_t columns, size_t panel_size) {
  uint16_t numbers[MOST_SPARSE_GROUPS];
  for (size_t row = 0; row < rows; ++row, x = moved_rows(x, 1)) {
    const nonzero_words groups = list_nonzero(x.a, x.groups, test_of_groups(&x), numbers);
    choose_sparse_byte_tile(&x, columns, panel_size, groups);
  }
}

/// As `multiply_byte_panels`.
static void multiply_sparse_byte_panels(
    const byte_product *x, size_t rows, size_t first, size_t end) {
  const size_t panel_size = x->groups * PANEL;
  for (size_t column = first; column < end;) {
    const size_t width = sparse_width(end - column);
    byte_product part = moved_columns(*x, column);
    part.b = x->b + column / PANEL * panel_size;
    multiply_sparse_byte_column(part, rows, width, panel_size);
    column += width;
  }
}
