/// The register tiles of attention. Scores are held transposed, a row for each key and a lane for
/// each query, so that softmax is the same arithmetic in every lane and no key needs padding.

/// A[i, p] is a[i * row_stride + p * step_stride], B[p, j] is b[p * ldb + j] and readable up to a
/// multiple of 16 columns.
typedef struct {
  const float *a;
  size_t row_stride, step_stride;
  const float *b;
  size_t ldb, steps;
} operands;

// Scores of few queries: one column of vectors needs more rows for as many independent sums.
#if TALLEST_TILE >= 12
#define SCORE_ROWS(columns) ((columns) <= LANES ? 16 : TILE_ROWS(FLOATS, columns))
#define NARROW_TILES TILE(13, 1); TILE(14, 1); TILE(15, 1); TILE(16, 1);
#define MOST_ROWS 16
#else
#define SCORE_ROWS(columns) TILE_ROWS(FLOATS, columns)
#define NARROW_TILES
#define MOST_ROWS TALLEST_TILE
#endif

typedef vf tile_sums[MOST_ROWS][PANEL / LANES];

/// sum += A[rows, steps] B[steps, columns]: each element one chain over ascending steps.
INLINE void add_products(
    const int rows, const int vectors, operands x, const size_t row_stride, tile_sums sum) {
  const float *b = x.b;
  for (size_t step = 0; step < x.steps; ++step) {
    vf right[PANEL / LANES];
    UNROLLED for (int v = 0; v < vectors; ++v) right[v] = load(b + LANES * v);
    UNROLLED for (int i = 0; i < rows; ++i) {
      const vf left = (vf)x.a[i * row_stride];
      UNROLLED for (int v = 0; v < vectors; ++v) sum[i][v] = madd(left, right[v], sum[i][v]);
    }
    x.a += x.step_stride;
    b += x.ldb;
  }
}

// MARK: - Scores

/// scores[rows, columns] = scale * A B, and the largest of each column so far. The steps of A are
/// adjacent.
typedef struct {
  operands factors;
  float scale;
  int32_t hidden;  ///< row i is -infinity in the columns before hidden + i
  float *scores;
  size_t ld;
  float *largest;  ///< [columns]
} score_product;

/// No column is hidden in any row.
static const int32_t nothing_hidden = INT32_MIN / 2;

INLINE void hide_columns(const int rows, const int vectors, int32_t hidden, tile_sums scores) {
  UNROLLED for (int i = 0; i < rows; ++i) {
    UNROLLED for (int v = 0; v < vectors; ++v) {
      const vi unseen = lane_numbers < (vi)(hidden + i - LANES * v);
      scores[i][v] = pick(unseen, (vf)-INFINITY, scores[i][v]);
    }
  }
}

INLINE void score_tile(const int rows, const int vectors, const score_product *x) {
  tile_sums sum = {{0.0f}};
  operands factors = x->factors;
  factors.step_stride = 1;
  add_products(rows, vectors, factors, factors.row_stride, sum);
  UNROLLED for (int i = 0; i < rows; ++i) {
    UNROLLED for (int v = 0; v < vectors; ++v) sum[i][v] *= x->scale;
  }
  if (x->hidden + rows > 1) hide_columns(rows, vectors, x->hidden, sum);
  UNROLLED for (int v = 0; v < vectors; ++v) {
    vf largest = load(x->largest + LANES * v);
    UNROLLED for (int i = 0; i < rows; ++i) {
      store(x->scores + i * x->ld + LANES * v, sum[i][v]);
      largest = larger(sum[i][v], largest);
    }
    store(x->largest + LANES * v, largest);
  }
}

// MARK: - Weighted sums

/// C[rows, columns] = (start_factors[row] * C + A B) * end_factors[row], where C counts as zero if
/// start_factors are NULL. The rows of A are adjacent.
typedef struct {
  operands factors;
  const float *start_factors, *end_factors;
  float *c;
  size_t ldc;
} weighted_sum;

INLINE void load_sums(
    const int rows, const int vectors, const float *c, size_t ldc, size_t columns, tile_sums sum) {
  const size_t last = LANES * (size_t)(vectors - 1);
  UNROLLED for (int i = 0; i < rows; ++i) {
    UNROLLED for (int v = 0; v < vectors - 1; ++v) sum[i][v] = load(c + i * ldc + LANES * v);
    sum[i][vectors - 1] = load_upto(c + i * ldc + last, columns - last);
  }
}

INLINE void scale_sums(
    const int rows, const int vectors, const float *factors, tile_sums sum) {
  UNROLLED for (int i = 0; i < rows; ++i) {
    UNROLLED for (int v = 0; v < vectors; ++v) sum[i][v] *= factors[i];
  }
}

INLINE void keep_sums(
    const int rows, const int vectors, tile_sums sum, float *c, size_t ldc, size_t columns) {
  const size_t last = LANES * (size_t)(vectors - 1);
  UNROLLED for (int i = 0; i < rows; ++i) {
    UNROLLED for (int v = 0; v < vectors - 1; ++v) store(c + i * ldc + LANES * v, sum[i][v]);
    store_upto(c + i * ldc + last, sum[i][vectors - 1], columns - last);
  }
}

INLINE void weighted_tile(
    const int rows, const int vectors, const weighted_sum *x, size_t columns) {
  tile_sums sum = {{0.0f}};
  if (x->start_factors != NULL) {
    load_sums(rows, vectors, x->c, x->ldc, columns, sum);
    scale_sums(rows, vectors, x->start_factors, sum);
  }
  add_products(rows, vectors, x->factors, 1, sum);
  scale_sums(rows, vectors, x->end_factors, sum);
  keep_sums(rows, vectors, sum, x->c, x->ldc, columns);
}

// MARK: - Gradients

/// C[rows, columns] = A B, or += when `accumulates`. The steps of A are adjacent.
typedef struct {
  operands factors;
  int accumulates;
  float *c;
  size_t ldc;
} gradient_sum;

INLINE void gradient_tile(
    const int rows, const int vectors, const gradient_sum *x, size_t columns) {
  tile_sums sum = {{0.0f}};
  if (x->accumulates) load_sums(rows, vectors, x->c, x->ldc, columns, sum);
  operands factors = x->factors;
  factors.step_stride = 1;
  add_products(rows, vectors, factors, factors.row_stride, sum);
  keep_sums(rows, vectors, sum, x->c, x->ldc, columns);
}

// MARK: - Choice of a tile

INLINE size_t vectors_of(size_t columns) { return (columns + LANES - 1) / LANES; }

#define TILE(ROWS, VECTORS) \
  case 8 * ROWS + VECTORS: \
    score_tile(ROWS, VECTORS, x); \
    break

static void multiply_score_tile(const score_product *x, size_t rows, size_t columns) {
  switch (8 * rows + vectors_of(columns)) { TILES NARROW_TILES }
}

#undef TILE
#define TILE(ROWS, VECTORS) \
  case 8 * ROWS + VECTORS: \
    weighted_tile(ROWS, VECTORS, x, columns); \
    break

static void multiply_weighted_tile(const weighted_sum *x, size_t rows, size_t columns) {
  switch (8 * rows + vectors_of(columns)) { TILES }
}

#undef TILE
#define TILE(ROWS, VECTORS) \
  case 8 * ROWS + VECTORS: \
    gradient_tile(ROWS, VECTORS, x, columns); \
    break

static void multiply_gradient_tile(const gradient_sum *x, size_t rows, size_t columns) {
  switch (8 * rows + vectors_of(columns)) { TILES }
}

#undef TILE
