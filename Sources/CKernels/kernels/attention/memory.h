/// Cross-attention of one decoding step: a few queries of each sequence over keys and values that
/// `memory_layout.h` has laid out. Sums are those of `attention`: a score is one chain over ascending
/// columns, an output one over ascending keys.

/// C[rows, columns] = A B times a factor for each row. The steps of A are adjacent.
typedef struct {
  element_kind kind;  ///< FLOATS or WIDENED
  operands factors;
  const float *row_factors;
  float *c;
  size_t ldc;
} scaled_product;

enum {
  /// How far ahead memories are fetched: they are read once a step, in the order of their words.
  FETCHED_WORDS = 1024,
};

INLINE void fetch_words(const int vectors, const float *b) {
  UNROLLED for (int v = 0; v < vectors; ++v) __builtin_prefetch(b + FETCHED_WORDS + LANES * v);
}

/// sum += A[rows, steps] B[steps, columns]; one chain as ever.
INLINE void add_fetched_products(
    const int rows, const int vectors, operands x, tile_sums sum) {
  operands one = x;
  one.steps = 1;
  for (size_t step = 0; step < x.steps; ++step, one.a += x.step_stride, one.b += x.ldb) {
    fetch_words(vectors, one.b);
    add_products(rows, vectors, one, x.row_stride, sum);
  }
}

/// The same where a word of B has two steps.
INLINE void add_widened_products(
    const int rows, const int vectors, operands x, tile_sums sum) {
  const float *a[MOST_ROWS], *b = x.b;
  UNROLLED for (int i = 0; i < rows; ++i) a[i] = x.a + i * x.row_stride;
  size_t step = 0;
  for (; step + 2 <= x.steps; step += 2, b += x.ldb) {
    fetch_words(vectors, b);
    add_widened(rows, vectors, a, step, b, 0, sum);
    add_widened(rows, vectors, a, step + 1, b, 1, sum);
  }
  if (step < x.steps) add_widened(rows, vectors, a, step, b, 0, sum);
}

INLINE void scaled_tile(
    const element_kind kind, const int rows, const int vectors, const scaled_product *x,
    size_t columns) {
  tile_sums sum = {{0.0f}};
  operands factors = x->factors;
  factors.step_stride = 1;
  if (kind == WIDENED) {
    add_widened_products(rows, vectors, factors, sum);
  } else {
    add_fetched_products(rows, vectors, factors, sum);
  }
  scale_sums(rows, vectors, x->row_factors, sum);
  keep_sums(rows, vectors, sum, x->c, x->ldc, columns);
}

#define TILE(ROWS, VECTORS) \
  case 8 * ROWS + VECTORS: \
    scaled_tile(kind, ROWS, VECTORS, x, columns); \
    break

INLINE void choose_scaled_tile(
    const element_kind kind, const scaled_product *x, size_t rows, size_t columns) {
  switch (8 * rows + vectors_of(columns)) { TILES }
}

static void multiply_scaled_tile(const scaled_product *x, size_t rows, size_t columns) {
  if (x->kind == WIDENED) {
    choose_scaled_tile(WIDENED, x, rows, columns);
  } else {
    choose_scaled_tile(FLOATS, x, rows, columns);
  }
}

#undef TILE

static void multiply_scaled(scaled_product x, size_t rows, size_t columns) {
  const size_t widest = TILE_COLUMNS(rows);
  for (size_t column = 0; column < columns; column += widest) {
    const size_t width = smaller(columns - column, widest);
    const size_t tallest = even_block(rows, TILE_ROWS(x.kind, width));
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
  const float *q, *keys, *values;
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
      .kind = kind_of(x->pairs),
      .factors = {.a = head->q, .row_stride = x->ldq, .b = head->keys, .ldb = ld,
                  .steps = x->head_dimension},
      .row_factors = factors, .c = scores, .ldc = ld};
  multiply_scaled(score, head->rows, ld);
  exponentiate_scores(scores, head->rows, head->count, factors);
  if (head->means != NULL) add_probabilities(x, head, number, scores, factors);
  const scaled_product sum = {
      .kind = kind_of(x->pairs),
      .factors = {.a = scores, .row_stride = ld, .b = head->values,
                  .ldb = rounded_up(x->head_dimension, LANES), .steps = head->count},
      .row_factors = factors, .c = head->out, .ldc = x->ldo};
  multiply_scaled(sum, head->rows, x->head_dimension);
}

/// A sequence's queries, and its keys and values as they are laid out.
typedef struct {
  size_t first_row, end_row, count;
  const float *keys, *values;
} memory_sequence;

static void attend_to_sequence(
    const apus_memory_step *x, const memory_sequence *sequence, float *scratch) {
  const size_t count = sequence->count, d = x->head_dimension, ld = rounded_up(count, LANES);
  const element_kind kind = kind_of(x->pairs);
  for (size_t number = 0; number < x->heads; ++number) {
    const size_t column = number * d;
    memory_head head = {
        .keys = sequence->keys + number * words_of(kind, d) * ld,
        .values = sequence->values + number * words_of(kind, count) * rounded_up(d, LANES),
        .count = count};
    for (size_t row = sequence->first_row; row < sequence->end_row; row += head.rows) {
      head.rows = smaller(sequence->end_row - row, MEMORY_ROWS);
      head.q = x->q + row * x->ldq + column;
      head.out = x->out + row * x->ldo + column;
      head.means = x->means == NULL ? NULL : x->means + row * x->ldm;
      attend_to_memory(x, &head, number, scratch);
    }
  }
}

static void attention_memory(const apus_memory_step *step, float *scratch) {
  const element_kind kind = kind_of(step->pairs);
  const size_t heads = step->heads, d = step->head_dimension;
  memory_sequence sequence = {.keys = step->keys, .values = step->values};
  for (size_t i = 0; i < step->sequences; ++i) {
    sequence.first_row = (size_t)step->q_offsets[i];
    sequence.end_row = (size_t)step->q_offsets[i + 1];
    sequence.count = (size_t)(step->k_offsets[i + 1] - step->k_offsets[i]);
    if (sequence.first_row < sequence.end_row) attend_to_sequence(step, &sequence, scratch);
    sequence.keys += heads * words_of(kind, d) * rounded_up(sequence.count, LANES);
    sequence.values += heads * words_of(kind, sequence.count) * rounded_up(d, LANES);
  }
}
