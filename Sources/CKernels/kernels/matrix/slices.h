/// Panels of floats cut into slices: the columns of a narrow tile, one step behind the other.
///
/// Of a step of a panel, a tile of 16 columns reads a quarter, and the quarters of many steps share
/// a quarter of the sets of the L1 cache: they would evict each other before the next rows need
/// them. A slice stays there while all rows are multiplied with it. (Words of two steps of bf16 need
/// half as many lines, which is few enough.)

enum {
  /// Of a slice: it takes half of a small L1 cache.
  SLICE_STEPS = 256,
  /// With so many rows, cutting pays.
  SLICED_ROWS = 24,
};

/// Whether a panel is wider than the tiles of many rows.
#define TILES_ARE_NARROW (TILE_COLUMNS(ROW_BLOCK) == LANES)

INLINE int are_worth_slicing(const element_kind kind, size_t rows) {
  return TILES_ARE_NARROW && kind == FLOATS && rows >= SLICED_ROWS;
}

/// Some steps of up to 64 columns: slice after slice, each with room for all its steps.
INLINE void cut_panel(const float *b, size_t steps, size_t columns, float *slices) {
  for (size_t step = 0; step < steps; ++step, b += PANEL, slices += LANES) {
    for (size_t j = 0; j < columns; j += LANES) store(slices + j * SLICE_STEPS, load(b + j));
  }
}

/// All rows times the slices of some steps.
INLINE void multiply_slices(product x, size_t rows, size_t columns, const float *slices) {
  size_t tiles = 0;
  for (size_t j = 0; j < columns; j += LANES) {
    product slice = moved(x, 0, j);
    slice.b = slices + j * SLICE_STEPS;
    tiles = multiply_column(slice, rows, smaller(columns - j, LANES), tiles);
  }
}

/// The product with a panel; C carries each sum from one block of steps to the next.
static void multiply_sliced_panel(product x, size_t rows, size_t columns) {
  float slices[PANEL * SLICE_STEPS];
  const size_t block = even_block(x.steps, SLICE_STEPS);
  for (size_t done = 0; done < x.steps; done += block) {
    product part = x;
    part.steps = smaller(x.steps - done, block);
    part.a = x.a + done;
    part.ldb = LANES;
    part.relu = x.relu && done + part.steps == x.steps;
    part.upcoming = x.upcoming + done * PANEL;
    cut_panel(x.b + done * PANEL, part.steps, columns, slices);
    multiply_slices(part, rows, columns, slices);
    x.start = x.c;
    x.start_stride = x.ldc;
  }
}
