/// Cross-attention of one decoding step: a few queries of each sequence over keys that are the same
/// in every step, and so were transposed once. Sums are those of `attention`: a score is one chain
/// over ascending columns, an output one over ascending keys.

static void transpose_keys(const float *keys, size_t ldk, size_t count, size_t d, float *out) {
  const size_t ld = rounded_up(count, LANES);
  transpose((matrix){keys, ldk, count, d}, out, ld);
}

/// C[rows, columns] = A B times a factor for each row. The steps of A are adjacent.
typedef struct {
  operands factors;
  const float *row_factors;
  float *c;
  size_t ldc;
} scaled_product;

INLINE void scaled_tile(
    const int rows, const int vectors, const scaled_product *x, size_t columns) {
  tile_sums sum = {{0.0f}};
  operands factors = x->factors;
  factors.step_stride = 1;
  add_products(rows, vectors, factors, factors.row_stride, sum);
  scale_sums(rows, vectors, x->row_factors, sum);
  keep_sums(rows, vectors, sum, x->c, x->ldc, columns);
}

#define TILE(ROWS, VECTORS) \
  case 8 * ROWS + VECTORS: \
    scaled_tile(ROWS, VECTORS, x, columns); \
    break

static void multiply_scaled_tile(const scaled_product *x, size_t rows, size_t columns) {
  switch (8 * rows + vectors_of(columns)) { TILES }
}

#undef TILE

static void multiply_scaled(scaled_product x, size_t rows, size_t columns) {
  const size_t widest = TILE_COLUMNS(rows);
  for (size_t column = 0; column < columns; column += widest) {
    const size_t width = smaller(columns - column, widest);
    const size_t tallest = even_block(rows, TILE_ROWS(width));
    scaled_product tile = x;
    tile.factors.b += column;
    tile.c += column;
    for (size_t row = 0; row < rows; row += tallest) {
      const size_t height = smaller(rows - row, tallest);
      multiply_scaled_tile(&tile, height, width);
      tile.factors.a += height * tile.factors.row_stride;
      tile.row_factors += height;
      tile.c += height * tile.ldc;
    }
  }
}

/// One head of a few queries of one sequence; the pointers stand at its first row and column.
typedef struct {
  const float *q, *keys;
  head_rows values;
  size_t rows, count;  ///< of the queries, of the keys
  float *out, *means;  ///< means may be NULL
} memory_head;

/// Adds the probabilities of a head to the sums of the heads before it; the last one divides them.
static void add_probabilities(
    const apus_memory_step *x, const memory_head *head, size_t number, const float *weights,
    const float *factors) {
  const size_t ld = rounded_up(head->count, LANES);
  const float share = number + 1 == x->heads ? 1 / (float)x->heads : 1;
  for (size_t row = 0; row < head->rows; ++row) {
    float *means = head->means + row * x->ldm;
    for (size_t i = 0; i < head->count; i += LANES) {
      const size_t left = head->count - i;
      const vf before = number == 0 ? (vf)0.0f : load_upto(means + i, left);
      const vf sum = before + load(weights + row * ld + i) * factors[row];
      store_upto(means + i, sum * share, left);
    }
  }
}

static void attend_to_memory(
    const apus_memory_step *x, const memory_head *head, size_t number, float *scores) {
  const size_t ld = rounded_up(head->count, LANES);
  float factors[MEMORY_ROWS];
  for (size_t i = 0; i < MEMORY_ROWS; ++i) factors[i] = x->scale;
  const scaled_product score = {
      .factors = {.a = head->q, .row_stride = x->ldq, .b = head->keys, .ldb = ld,
                  .steps = x->head_dimension},
      .row_factors = factors, .c = scores, .ldc = ld};
  multiply_scaled(score, head->rows, ld);
  exponentiate_scores(scores, head->rows, head->count, factors);
  if (head->means != NULL) add_probabilities(x, head, number, scores, factors);
  const scaled_product sum = {
      .factors = {.a = scores, .row_stride = ld, .b = head->values.elements,
                  .ldb = head->values.ld, .steps = head->count},
      .row_factors = factors, .c = head->out, .ldc = x->ldo};
  multiply_scaled(sum, head->rows, x->head_dimension);
}

/// All heads of one sequence, whose transposed keys are given.
static void attend_to_sequence(
    const apus_memory_step *x, size_t sequence, const float *keys, float *scratch) {
  const size_t first = (size_t)x->q_offsets[sequence];
  const size_t end = (size_t)x->q_offsets[sequence + 1];
  const size_t key = (size_t)x->k_offsets[sequence];
  const size_t count = (size_t)x->k_offsets[sequence + 1] - key, d = x->head_dimension;
  float *values = scratch + MEMORY_ROWS * rounded_up(count, LANES);
  for (size_t number = 0; number < x->heads && first < end; ++number) {
    const size_t column = number * d;
    memory_head head = {
        .keys = keys + column * rounded_up(count, LANES), .count = count,
        .values = whole_vectors(x->v + key * x->ldv + column, x->ldv, count, d, values)};
    for (size_t row = first; row < end; row += head.rows) {
      head.rows = smaller(end - row, MEMORY_ROWS);
      head.q = x->q + row * x->ldq + column;
      head.out = x->out + row * x->ldo + column;
      head.means = x->means == NULL ? NULL : x->means + row * x->ldm;
      attend_to_memory(x, &head, number, scratch);
    }
  }
}

static void attention_memory(const apus_memory_step *step, float *scratch) {
  const float *keys = step->keys;
  for (size_t i = 0; i < step->sequences; ++i) {
    attend_to_sequence(step, i, keys, scratch);
    const size_t count = (size_t)(step->k_offsets[i + 1] - step->k_offsets[i]);
    keys += rounded_up(count, LANES) * step->heads * step->head_dimension;
  }
}
