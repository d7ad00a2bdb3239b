/// Products with an A that is mostly zeros: the steps of a row that are zero are passed over.
///
/// The others are added in their order, so where B is finite the bits are those of all steps, but
/// for the sign of a zero (and, of pairs, denormal sums).

enum {
  /// Panels whose sums stay in registers while the steps of a row are added.
  SPARSE_PANELS = VECTOR_BITS == 512 ? 4 : 1,
  /// Words of B that are multiplied with all rows before the next are: both fit in the L2 cache.
  SPARSE_WORDS = 1 << 16,
  /// With so many rows, hardly a word is passed over by all.
  FETCHED_ROWS = 32,
};

/// The words of B's columns that a block has.
INLINE size_t sparse_block(size_t columns) {
  const size_t block = SPARSE_WORDS / rounded_up(columns, PANEL);
  return block < PANEL ? PANEL : smaller(block, INNER_BLOCK);
}

/// The columns of the next tile, when so many are left.
INLINE size_t sparse_width(size_t columns) {
  const size_t widest = SPARSE_PANELS * PANEL;
  return columns >= widest ? widest : smaller(columns, PANEL);
}

/// Numbers are zero whatever their sign is.
INLINE zero_test test_of(const element_kind kind) {
  return (zero_test){.mask = kind == PAIRS ? 0x7fff7fff : 0x7fffffff};
}

/// Whether passing over zeros takes less time than all steps, whose B several rows share.
INLINE int has_sparse_rows(const element_kind kind, const product *x, size_t rows, size_t steps) {
  // One of the two of a pair is enough for it not to be zero.
  const size_t share = kind == PAIRS ? 8 : 4;
  return are_mostly_zeros(
      (const uint32_t *)x->a, rows, x->row_stride, steps, test_of(FLOATS), share);
}

/// A step of one row with some panels of B.
INLINE void add_sparse_step(
    const element_kind kind, const int panels, const int vectors, const product *x,
    size_t panel_size, size_t step, vf sum[SPARSE_PANELS][PANEL / LANES]) {
  const vf left = (vf)x->a[step];
  const float *b = x->b + step / (kind == WIDENED ? 2 : 1) * PANEL;
  const uint32_t shift = step % 2 == 0 ? 16 : 0;
  UNROLLED for (int panel = 0; panel < panels; ++panel) {
    UNROLLED for (int v = 0; v < vectors; ++v) {
      const vf words = load(b + (size_t)panel * panel_size + LANES * v);
      const vf right = kind == WIDENED ? (vf)((vu)words << shift & 0xffff0000u) : words;
      sum[panel][v] = add_product(kind, left, right, sum[panel][v]);
    }
  }
}

/// One row times some panels, of so many vectors.
INLINE void sparse_tile(
    const element_kind kind, const int panels, const int vectors, const product *x,
    size_t columns, size_t panel_size, nonzero_words steps) {
  vf sum[SPARSE_PANELS][PANEL / LANES] = {{0.0f}};
  UNROLLED for (int i = 0; i < panels; ++i) {
    const product panel = moved(*x, 0, PANEL * (size_t)i);
    if (x->start != NULL) load_start(1, vectors, &panel, columns - PANEL * (size_t)i, &sum[i]);
  }
  for (size_t i = 0; i < steps.count; ++i) {
    add_sparse_step(kind, panels, vectors, x, panel_size, steps.numbers[i], sum);
  }
  UNROLLED for (int i = 0; i < panels; ++i) {
    const product panel = moved(*x, 0, PANEL * (size_t)i);
    store_sums(1, vectors, &panel, columns - PANEL * (size_t)i, &sum[i]);
  }
}

/// For as many panels as a tile has, or one, or some of its columns.
INLINE void choose_sparse_tile(
    const element_kind kind, const product *x, size_t columns, size_t panel_size,
    nonzero_words steps) {
  switch ((columns + LANES - 1) / LANES) {
    case 1: sparse_tile(kind, 1, 1, x, columns, 0, steps); break;
    case 2: sparse_tile(kind, 1, 2, x, columns, 0, steps); break;
    case 3: sparse_tile(kind, 1, 3, x, columns, 0, steps); break;
    case 4: sparse_tile(kind, 1, 4, x, columns, 0, steps); break;
    default: sparse_tile(kind, SPARSE_PANELS, 4, x, columns, panel_size, steps); break;
  }
}

/// One row times all panels.
INLINE void multiply_sparse_row(
    const element_kind kind, const product *x, size_t columns, size_t panel_size,
    nonzero_words steps) {
  for (size_t column = 0; column < columns;) {
    const size_t width = sparse_width(columns - column);
    product part = moved(*x, 0, column);
    part.b = x->b + column / PANEL * panel_size;
    choose_sparse_tile(kind, &part, width, panel_size, steps);
    column += width;
  }
}

/// Fetches the part of the next words of all panels that belongs to one of some rows.
INLINE void fetch_upcoming(
    const product *x, size_t columns, size_t panel_size, size_t row, size_t rows) {
  const size_t first = x->steps * row / rows * PANEL, end = x->steps * (row + 1) / rows * PANEL;
  for (size_t column = 0; column < columns; column += PANEL) {
    const float *panel = x->upcoming + column / PANEL * panel_size;
    for (size_t i = first; i < end; i += LANES) __builtin_prefetch(panel + i, 0, 2);
  }
}

/// As `multiply_panels`, for no more words than `sparse_block`.
INLINE void multiply_sparse_rows(
    const element_kind kind, product x, size_t rows, size_t columns, size_t panel_size) {
  uint16_t numbers[2 * INNER_BLOCK];
  const size_t count = kind == WIDENED ? 2 * x.steps - (size_t)x.ends_alone : x.steps;
  const int fetches = x.upcoming != NULL && rows >= FETCHED_ROWS;
  for (size_t row = 0; row < rows; ++row) {
    const product one = moved(x, row, 0);
    const uint32_t *words = (const uint32_t *)one.a;
    const nonzero_words steps = list_nonzero(words, count, test_of(kind), numbers);
    if (fetches) fetch_upcoming(&x, columns, panel_size, row, rows);
    multiply_sparse_row(kind, &one, columns, panel_size, steps);
  }
}
