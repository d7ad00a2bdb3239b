/// The register tile that every matrix product runs on.

/// C[rows, columns] = start + A[rows, steps] B[steps, columns], then max(0, .) when `relu`.
///
/// The steps are words: floats, or pairs of bf16 in the place of floats. A[i, p] is
/// a[i * row_stride + p * step_stride], B[p, j] is b[p * ldb + j] and readable up to a multiple of
/// 16 columns. `start` (NULL for zeros) is where each sum begins: C itself, or a bias with
/// start_stride 0.
typedef struct {
  element_kind kind;
  const float *a;
  size_t row_stride, step_stride;
  const float *b;
  size_t ldb, steps;
  /// Whether the last word of a widened product holds one step alone.
  int ends_alone;
  const float *start;
  size_t start_stride;
  float *c;
  size_t ldc;
  int relu;
  /// What the caches need next: 16 words of it are fetched with each step. NULL for nothing.
  const float *upcoming;
} product;

/// Where the sums of a tile begin.
INLINE void load_start(
    const int rows, const int vectors, const product *x, size_t columns,
    vf sum[TALLEST_TILE][PANEL / LANES]) {
  const float *start = x->start;
  const size_t stride = x->start_stride, last = LANES * (size_t)(vectors - 1);
  UNROLLED for (int i = 0; i < rows; ++i) {
    UNROLLED for (int v = 0; v < vectors - 1; ++v) sum[i][v] = load(start + i * stride + LANES * v);
    sum[i][vectors - 1] = load_upto(start + i * stride + last, columns - last);
  }
}

/// Stores the sums of a tile, none below `floor` (unless NaN).
INLINE void store_sums(
    const int rows, const int vectors, const product *x, size_t columns,
    const vf sum[TALLEST_TILE][PANEL / LANES]) {
  const vf floor = x->relu ? (vf)0.0f : (vf)-INFINITY;
  const size_t ldc = x->ldc, last = LANES * (size_t)(vectors - 1);
  float *c = x->c;
  UNROLLED for (int i = 0; i < rows; ++i) {
    UNROLLED for (int v = 0; v < vectors - 1; ++v) {
      store(c + i * ldc + LANES * v, larger(floor, sum[i][v]));
    }
    store_upto(c + i * ldc + last, larger(floor, sum[i][vectors - 1]), columns - last);
  }
}

/// One step of the inner dimension.
INLINE vf add_product(const element_kind kind, vf left, vf right, vf sum) {
  return kind == PAIRS ? add_dot(left, right, sum) : madd(left, right, sum);
}

/// Each element is one chain of sums over ascending steps, so its bits do not depend on the tile.
INLINE void tile(
    const element_kind kind, const int rows, const int vectors, const product *x,
    size_t columns) {
  vf sum[TALLEST_TILE][PANEL / LANES] = {{0.0f}};
  if (x->start != NULL) load_start(rows, vectors, x, columns, sum);
  const float *a[TALLEST_TILE], *b = x->b, *upcoming = x->upcoming;
  UNROLLED for (int i = 0; i < rows; ++i) a[i] = x->a + i * x->row_stride;
  const size_t ldb = x->ldb, end = x->steps * x->step_stride;
  for (size_t p = 0; p < end; p += x->step_stride) {
    vf right[PANEL / LANES];
    UNROLLED for (int v = 0; v < vectors; ++v) right[v] = load(b + LANES * v);
    UNROLLED for (int i = 0; i < rows; ++i) {
      const vf left = (vf)a[i][p];
      UNROLLED for (int v = 0; v < vectors; ++v) sum[i][v] = add_product(kind, left, right[v], sum[i][v]);
    }
    b += ldb;
    __builtin_prefetch(upcoming, 0, 2);
    upcoming += LANES;
  }
  store_sums(rows, vectors, x, columns, sum);
}

/// One step of a widened product: the low halves of B's words, or the high ones.
INLINE void add_widened(
    const int rows, const int vectors, const float *const a[TALLEST_TILE], size_t step,
    const float *b, const int high, vf sum[TALLEST_TILE][PANEL / LANES]) {
  vf right[PANEL / LANES];
  UNROLLED for (int v = 0; v < vectors; ++v) {
    const vu words = (vu)load(b + LANES * v);
    right[v] = (vf)(high ? words & 0xffff0000u : words << 16);
  }
  UNROLLED for (int i = 0; i < rows; ++i) {
    const vf left = (vf)a[i][step];
    UNROLLED for (int v = 0; v < vectors; ++v) sum[i][v] = madd(left, right[v], sum[i][v]);
  }
}

/// As `tile`, in the same order of sums as one of floats; the steps of A are floats.
INLINE void widened_tile(
    const int rows, const int vectors, const product *x, size_t columns) {
  vf sum[TALLEST_TILE][PANEL / LANES] = {{0.0f}};
  if (x->start != NULL) load_start(rows, vectors, x, columns, sum);
  const float *a[TALLEST_TILE], *b = x->b, *upcoming = x->upcoming;
  UNROLLED for (int i = 0; i < rows; ++i) a[i] = x->a + i * x->row_stride;
  const size_t ldb = x->ldb, end = 2 * (x->steps - (size_t)x->ends_alone);
  for (size_t p = 0; p < end; p += 2) {
    add_widened(rows, vectors, a, p, b, 0, sum);
    add_widened(rows, vectors, a, p + 1, b, 1, sum);
    b += ldb;
    __builtin_prefetch(upcoming, 0, 2);
    upcoming += LANES;
  }
  if (x->ends_alone) add_widened(rows, vectors, a, end, b, 0, sum);
  store_sums(rows, vectors, x, columns, sum);
}

#define TILE(ROWS, VECTORS) \
  case 8 * ROWS + VECTORS: \
    if (kind == WIDENED) { \
      widened_tile(ROWS, VECTORS, x, columns); \
    } else { \
      tile(kind, ROWS, VECTORS, x, columns); \
    } \
    break

INLINE void choose_tile(
    const element_kind kind, const product *x, size_t rows, size_t columns) {
  switch (8 * rows + (columns + LANES - 1) / LANES) { TILES }
}

/// The product for no more rows and columns than a tile has.
static void multiply_tile(const product *x, size_t rows, size_t columns) {
  switch (x->kind) {
    case FLOATS: choose_tile(FLOATS, x, rows, columns); break;
    case PAIRS: choose_tile(PAIRS, x, rows, columns); break;
    case WIDENED: choose_tile(WIDENED, x, rows, columns); break;
  }
}

#undef TILE

INLINE product moved(product x, size_t rows, size_t columns) {
  x.a += rows * x.row_stride;
  x.b += columns;
  x.c += rows * x.ldc + columns;
  if (x.start != NULL) x.start += rows * x.start_stride + columns;
  return x;
}

/// Fetches a tile of C while the tile before it is computed: C is often too large for the caches.
INLINE void prefetch_tile(const float *c, size_t ldc, size_t rows, size_t columns) {
  for (size_t i = 0; i < rows; ++i) {
    const float *row = c + i * ldc;
    for (size_t j = 0; j < columns; j += LANES) __builtin_prefetch(row + j, 1);
    // A row that begins within a line of the cache ends in one more.
    __builtin_prefetch(row + columns - 1, 1);
  }
}

/// The part of the next panel that is fetched during a tile: the first few tiles fetch all of it.
/// The others fetch what is there already, which costs less than a branch in the tile.
INLINE const float *upcoming_part(const product *x, const float *upcoming, size_t tiles) {
  const int fetches = upcoming != NULL && tiles < PANEL / LANES;
  return fetches ? upcoming + tiles * x->steps * LANES : x->b;
}

/// The product for some rows and few enough columns for the widest tile, after some tiles of the
/// same panel; returns with how many it is after these.
INLINE size_t multiply_column(product x, size_t rows, size_t columns, size_t tiles) {
  const size_t tallest = even_block(rows, TILE_ROWS(x.kind, columns));
  // A short product is over before a fetch is.
  const int prefetches = x.steps >= 2 * PANEL;
  const float *upcoming = x.upcoming;
  for (; rows > 0; ++tiles) {
    const size_t height = smaller(rows, tallest);
    const product next = moved(x, height, 0);
    rows -= height;
    if (prefetches) prefetch_tile(next.c, x.ldc, smaller(rows, height), columns);
    x.upcoming = upcoming_part(&x, upcoming, tiles);
    multiply_tile(&x, height, columns);
    x = next;
  }
  return tiles;
}

/// The product for any number of rows and columns.
static void multiply(product x, size_t rows, size_t columns) {
  const size_t widest = TILE_COLUMNS(rows);
  size_t tiles = 0;
  for (size_t column = 0; column < columns; column += widest) {
    const size_t width = smaller(columns - column, widest);
    tiles = multiply_column(moved(x, 0, column), rows, width, tiles);
  }
}
