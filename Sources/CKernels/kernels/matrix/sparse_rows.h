/// Products with an A that is mostly zeros: the steps of a row that are zero are passed over.
///
/// The others are added in their order, so where B is finite the bits are those of all steps, but
/// for the sign of a zero (and, of pairs, denormal sums).

enum {
  /// Panels whose sums stay in registers while the steps of a row are added.
  SPARSE_PANELS = VECTOR_BITS == 512 ? 4 : 1,
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

/// What the words of B hold: a step of floats or of pairs, or of a widened product two neighbouring
/// steps, or two neighbouring vectors of columns.
typedef enum { ONE_STEP, TWO_STEPS, TWO_VECTORS } word_content;

/// Where the words of a block of B stand.
typedef struct {
  size_t step_size;  ///< words from one step, or from two that share words, to the next
  size_t panel_size;  ///< words from one panel to the next
} sparse_layout;

/// Vector v of a step of a panel.
INLINE vf sparse_vector(
    const word_content content, const float *words, const int v, const uint32_t shift) {
  if (content == ONE_STEP) return load(words + LANES * v);
  if (content == TWO_STEPS) return (vf)((vu)load(words + LANES * v) << shift & 0xffff0000u);
  const vu pairs = (vu)load(words + LANES * (v / 2));
  return (vf)(v % 2 == 0 ? pairs << 16 : pairs & 0xffff0000u);
}

/// A step of one row with some panels of B.
INLINE void add_sparse_step(
    const element_kind kind, const word_content content, const int panels, const int vectors,
    const product *x, sparse_layout layout, size_t step,
    vf sum[SPARSE_PANELS][PANEL / LANES]) {
  const vf left = (vf)x->a[step];
  const float *b = x->b + step / (content == TWO_STEPS ? 2 : 1) * layout.step_size;
  const uint32_t shift = step % 2 == 0 ? 16 : 0;
  UNROLLED for (int panel = 0; panel < panels; ++panel) {
    UNROLLED for (int v = 0; v < vectors; ++v) {
      const vf right = sparse_vector(content, b + (size_t)panel * layout.panel_size, v, shift);
      sum[panel][v] = add_product(kind, left, right, sum[panel][v]);
    }
  }
}

/// One row times some panels, of so many vectors.
INLINE void sparse_tile(
    const element_kind kind, const word_content content, const int panels, const int vectors,
    const product *x, size_t columns, sparse_layout layout, nonzero_words steps) {
  vf sum[SPARSE_PANELS][PANEL / LANES] = {{0.0f}};
  UNROLLED for (int i = 0; i < panels; ++i) {
    const product panel = moved(*x, 0, PANEL * (size_t)i);
    if (x->start != NULL) load_start(1, vectors, &panel, columns - PANEL * (size_t)i, &sum[i]);
  }
  for (size_t i = 0; i < steps.count; ++i) {
    add_sparse_step(kind, content, panels, vectors, x, layout, steps.numbers[i], sum);
  }
  UNROLLED for (int i = 0; i < panels; ++i) {
    const product panel = moved(*x, 0, PANEL * (size_t)i);
    store_sums(1, vectors, &panel, columns - PANEL * (size_t)i, &sum[i]);
  }
}

/// For as many panels as a tile has, or one, or some of its columns.
INLINE void choose_sparse_tile(
    const element_kind kind, const word_content content, const product *x, size_t columns,
    sparse_layout layout, nonzero_words steps) {
  switch ((columns + LANES - 1) / LANES) {
    case 1: sparse_tile(kind, content, 1, 1, x, columns, layout, steps); break;
    case 2: sparse_tile(kind, content, 1, 2, x, columns, layout, steps); break;
    case 3: sparse_tile(kind, content, 1, 3, x, columns, layout, steps); break;
    case 4: sparse_tile(kind, content, 1, 4, x, columns, layout, steps); break;
    default: sparse_tile(kind, content, SPARSE_PANELS, 4, x, columns, layout, steps); break;
  }
}

/// One row times all panels.
INLINE void multiply_sparse_row(
    const element_kind kind, const word_content content, const product *x, size_t columns,
    sparse_layout layout, nonzero_words steps) {
  for (size_t column = 0; column < columns;) {
    const size_t width = sparse_width(columns - column);
    product part = moved(*x, 0, column);
    part.b = x->b + column / PANEL * layout.panel_size;
    choose_sparse_tile(kind, content, &part, width, layout, steps);
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

/// Whether `pair_columns` pays; a block has no more than SPARSE_WORDS then.
INLINE int are_worth_pairing(size_t rows, size_t columns) {
  return rows >= PAIRED_ROWS && rounded_up(columns, PANEL) * PANEL <= SPARSE_WORDS;
}

/// Pairs the numbers of a widened block by columns, step after step: a row then reads half as much
/// for a step that it does not pass over, and all of it is of that step.
static sparse_layout pair_columns(const product *x, size_t columns, size_t panel_size, float *out) {
  const sparse_layout layout = {rounded_up(columns, PANEL) / 2, PANEL / 2};
  for (size_t panel = 0; panel * PANEL < columns; ++panel) {
    const float *from = x->b + panel * panel_size;
    float *to = out + panel * layout.panel_size;
    for (size_t word = 0; word < x->steps; ++word, from += PANEL, to += 2 * layout.step_size) {
      UNROLLED for (int v = 0; v < PANEL / LANES; v += 2) {
        const vu first = (vu)load(from + LANES * v), second = (vu)load(from + LANES * (v + 1));
        const vf low = (vf)((first & 0xffffu) | second << 16);
        store(to + LANES * (v / 2), low);
        store(to + layout.step_size + LANES * (v / 2), (vf)(first >> 16 | (second & 0xffff0000u)));
      }
    }
  }
  return layout;
}

/// As `multiply_panels`, for no more words than `sparse_block`.
INLINE void multiply_sparse_block(
    const element_kind kind, const word_content content, product x, size_t rows, size_t columns,
    size_t panel_size, sparse_layout layout) {
  uint16_t numbers[2 * INNER_BLOCK];
  const size_t count = kind == WIDENED ? 2 * x.steps - (size_t)x.ends_alone : x.steps;
  const int fetches = x.upcoming != NULL && rows >= FETCHED_ROWS;
  for (size_t row = 0; row < rows; ++row) {
    const product one = moved(x, row, 0);
    const uint32_t *words = (const uint32_t *)one.a;
    const nonzero_words steps = list_nonzero(words, count, test_of(kind), numbers);
    if (fetches) fetch_upcoming(&x, columns, panel_size, row, rows);
    multiply_sparse_row(kind, content, &one, columns, layout, steps);
  }
}

/// The same; `scratch` has room for a block of a widened product that is worth pairing.
INLINE void multiply_sparse_rows(
    const element_kind kind, product x, size_t rows, size_t columns, size_t panel_size,
    float *scratch) {
  const sparse_layout layout = {PANEL, panel_size};
  if (kind != WIDENED) {
    multiply_sparse_block(kind, ONE_STEP, x, rows, columns, panel_size, layout);
  } else if (!are_worth_pairing(rows, columns)) {
    multiply_sparse_block(kind, TWO_STEPS, x, rows, columns, panel_size, layout);
  } else {
    const sparse_layout paired = pair_columns(&x, columns, panel_size, scratch);
    x.b = scratch;
    multiply_sparse_block(kind, TWO_VECTORS, x, rows, columns, panel_size, paired);
  }
}
