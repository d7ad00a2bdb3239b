/// What the passes of attention share: one head's matrices and the rows of its probabilities.

/// One sequence of the batch.
typedef struct {
  const apus_attention_shape *shape;
  size_t query_rows, key_rows;  ///< of this sequence
  size_t keys;                  ///< distance between rows of scores: key_rows rounded up
} attention_pass;

INLINE attention_pass pass_over(const apus_attention_shape *shape, size_t sequence) {
  const size_t queries =
      (size_t)(shape->q_offsets[sequence + 1] - shape->q_offsets[sequence]);
  const size_t keys = (size_t)(shape->k_offsets[sequence + 1] - shape->k_offsets[sequence]);
  const attention_pass pass = {shape, queries, keys, rounded_up(keys, LANES)};
  return pass;
}

/// The number of keys that query row `row` sees.
INLINE size_t keys_seen(const attention_pass *pass, size_t row) {
  return pass->shape->causal ? smaller(row + 1, pass->key_rows) : pass->key_rows;
}

/// A head's columns of a row-major matrix, moved into scratch with zeros up to a multiple of 16
/// where its rows could not be read in whole vectors.
typedef struct {
  const float *elements;
  size_t ld;
} head_rows;

static head_rows whole_vectors(const float *x, size_t ld, size_t rows, size_t d, float *scratch) {
  if (d % LANES == 0) return (head_rows){x, ld};
  const size_t width = rounded_up(d, LANES);
  for (size_t row = 0; row < rows; ++row) {
    for (size_t j = 0; j < d; j += LANES) {
      store(scratch + row * width + j, load_upto(x + row * ld + j, d - j));
    }
  }
  return (head_rows){scratch, width};
}

/// A block of consecutive query rows.
typedef struct {
  size_t first, count;
} row_block;

INLINE size_t group_size(row_block block, size_t i) {
  return smaller(block.count - i, ROW_GROUP);
}

/// How many keys are computed for a row of a block: as many as the last row of its group sees.
INLINE size_t keys_computed(const attention_pass *pass, row_block block, size_t i) {
  const size_t group = i / ROW_GROUP * ROW_GROUP;
  return keys_seen(pass, block.first + group + group_size(block, group) - 1);
}

/// out[block, keys] = rows of x times the transposed matrix [d, keys], as far as is seen.
static void multiply_seen(
    const attention_pass *pass, row_block block, const float *x, size_t ldx,
    const float *transposed, float *out) {
  for (size_t i = 0; i < block.count; i += ROW_GROUP) {
    const product scores = {
        .a = x + i * ldx, .row_stride = ldx, .step_stride = 1, .b = transposed,
        .ldb = pass->keys, .steps = pass->shape->head_dimension, .c = out + i * pass->keys,
        .ldc = pass->keys};
    const size_t width = rounded_up(keys_computed(pass, block, i), LANES);
    multiply(scores, group_size(block, i), width);
  }
}

/// out[block, d] = weights [block, keys] times rows of y [keys, d].
static void weigh_rows(
    const attention_pass *pass, row_block block, const float *weights, head_rows y, float *out,
    size_t ldo) {
  for (size_t i = 0; i < block.count; i += ROW_GROUP) {
    const product sums = {
        .a = weights + i * pass->keys, .row_stride = pass->keys, .step_stride = 1,
        .b = y.elements, .ldb = y.ld, .steps = keys_computed(pass, block, i),
        .c = out + i * ldo, .ldc = ldo};
    multiply(sums, group_size(block, i), pass->shape->head_dimension);
  }
}

typedef struct {
  float largest, sum;
} softmax_sums;

/// scores[0 ..< width] become exp(scale * score - largest), and 0 from `seen` on.
INLINE softmax_sums exponentiate_scores(float *scores, size_t seen, size_t width, float scale) {
  vf best = -INFINITY;
  for (size_t j = 0; j < seen; j += LANES) {
    best = larger(keep_first(load(scores + j) * scale, seen - j, -INFINITY), best);
  }
  const float largest = largest_lane(best);
  vf sum = 0.0f;
  for (size_t j = 0; j < seen; j += LANES) {
    const vf below = load(scores + j) * scale - largest;
    const vf x = exponential(keep_first(below, seen - j, -INFINITY));
    store(scores + j, x);
    sum += x;
  }
  for (size_t j = rounded_up(seen, LANES); j < width; j += LANES) store(scores + j, (vf)0.0f);
  return (softmax_sums){largest, sum_of_lanes(sum)};
}

/// 1 / sum, or 0 for a row that sees no key.
INLINE float normaliser(float sum) { return sum == 0 ? 0 : 1 / sum; }
