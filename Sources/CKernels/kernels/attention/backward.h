/// The pullback of attention, a block of query rows at a time.

/// One head of one sequence; the pointers stand at its first row and column.
typedef struct {
  const float *q, *k, *v, *out, *log_sums, *dout;
  size_t ldq, ldk, ldv, ldo, lddo;
  float *dq, *dk, *dv;
  size_t lddq, lddk, lddv;
} attention_gradient;

/// Where a head's matrices lie in scratch.
typedef struct {
  float *keys_transposed, *values_transposed;  ///< [d, keys]
  float *probabilities, *gradients;            ///< [block, keys]
  head_rows queries, keys, dout;
} gradient_scratch;

INLINE float dot_of_rows(const float *x, const float *y, size_t d) {
  vf sum = 0.0f;
  for (size_t j = 0; j < d; j += LANES) {
    sum = madd(load_upto(x + j, d - j), load_upto(y + j, d - j), sum);
  }
  return sum_of_lanes(sum);
}

/// One query's row of the block.
typedef struct {
  float *scores, *gradients;
  size_t seen, width;  ///< of keys; the rows are zero between the two
  float log_sum;
  float mean;  ///< of the gradients, weighted by the probabilities: dout . out
} score_row;

/// From scores and dP to P and dS = P (dP - mean) scale, in place.
INLINE void differentiate_scores(const score_row *row, float scale) {
  const size_t seen = row->seen;
  for (size_t j = 0; j < seen; j += LANES) {
    const vf exponent = load(row->scores + j) * scale - row->log_sum;
    const vf p = exponential(keep_first(exponent, seen - j, -INFINITY));
    const vf centred = keep_first(load(row->gradients + j) - row->mean, seen - j, 0.0f);
    store(row->scores + j, p);
    store(row->gradients + j, p * centred * scale);
  }
  for (size_t j = rounded_up(seen, LANES); j < row->width; j += LANES) {
    store(row->scores + j, (vf)0.0f);
    store(row->gradients + j, (vf)0.0f);
  }
}

/// out[keys, d] += weights[block, keys] transposed, times rows of y [block, d].
static void weigh_columns(
    const attention_pass *pass, row_block block, const float *weights, head_rows y, float *out,
    size_t ldo) {
  const size_t seen = keys_seen(pass, block.first + block.count - 1);
  for (size_t key = 0; key < seen; key += ROW_GROUP) {
    // Causal queries before the key have weight 0.
    const size_t blind = pass->shape->causal && key > block.first ? key - block.first : 0;
    float *first = out + key * ldo;
    const product sums = {
        .a = weights + blind * pass->keys + key, .row_stride = 1, .step_stride = pass->keys,
        .b = y.elements + (block.first + blind) * y.ld, .ldb = y.ld,
        .steps = block.count - blind, .start = first, .start_stride = ldo,
        .c = first, .ldc = ldo};
    multiply(sums, smaller(seen - key, ROW_GROUP), pass->shape->head_dimension);
  }
}

static void attend_block_backward(
    const attention_pass *pass, const attention_gradient *head, row_block block,
    const gradient_scratch *scratch) {
  const size_t d = pass->shape->head_dimension, heads = pass->shape->heads;
  const size_t last = block.first + block.count - 1;
  const float *q = head->q + block.first * head->ldq;
  const float *dout = head->dout + block.first * head->lddo;
  const float *out = head->out + block.first * head->ldo;
  float *p = scratch->probabilities, *ds = scratch->gradients;
  multiply_seen(pass, block, q, head->ldq, scratch->keys_transposed, p);
  multiply_seen(pass, block, dout, head->lddo, scratch->values_transposed, ds);
  for (size_t i = 0; i < block.count; ++i) {
    const score_row row = {
        .scores = p + i * pass->keys, .gradients = ds + i * pass->keys,
        .seen = keys_seen(pass, block.first + i),
        .width = rounded_up(keys_seen(pass, last), LANES),
        .log_sum = head->log_sums[(block.first + i) * heads],
        .mean = dot_of_rows(dout + i * head->lddo, out + i * head->ldo, d)};
    differentiate_scores(&row, pass->shape->scale);
  }
  weigh_rows(pass, block, ds, scratch->keys, head->dq + block.first * head->lddq, head->lddq);
  weigh_columns(pass, block, ds, scratch->queries, head->dk, head->lddk);
  weigh_columns(pass, block, p, scratch->dout, head->dv, head->lddv);
}

static gradient_scratch prepare_gradient(
    const attention_pass *pass, const attention_gradient *head, float *scratch) {
  const size_t d = pass->shape->head_dimension, width = rounded_up(d, LANES);
  gradient_scratch parts;
  parts.keys_transposed = scratch;
  parts.values_transposed = parts.keys_transposed + d * pass->keys;
  parts.probabilities = parts.values_transposed + d * pass->keys;
  parts.gradients = parts.probabilities + QUERY_BLOCK * pass->keys;
  float *rest = parts.gradients + QUERY_BLOCK * pass->keys;
  parts.keys = whole_vectors(head->k, head->ldk, pass->key_rows, d, rest);
  rest += pass->keys * width;
  parts.queries = whole_vectors(head->q, head->ldq, pass->query_rows, d, rest);
  rest += pass->query_rows * width;
  parts.dout = whole_vectors(head->dout, head->lddo, pass->query_rows, d, rest);
  transpose((matrix){head->k, head->ldk, pass->key_rows, d}, parts.keys_transposed, pass->keys);
  transpose((matrix){head->v, head->ldv, pass->key_rows, d}, parts.values_transposed, pass->keys);
  return parts;
}

static void clear_rows(float *x, size_t ld, size_t rows, size_t columns) {
  for (size_t i = 0; i < rows; ++i) memset(x + i * ld, 0, columns * sizeof(float));
}

static void attend_backward(
    const attention_pass *pass, const attention_gradient *head, float *scratch) {
  const gradient_scratch parts = prepare_gradient(pass, head, scratch);
  clear_rows(head->dk, head->lddk, pass->key_rows, pass->shape->head_dimension);
  clear_rows(head->dv, head->lddv, pass->key_rows, pass->shape->head_dimension);
  for (size_t row = 0; row < pass->query_rows; row += QUERY_BLOCK) {
    const row_block block = {row, smaller(pass->query_rows - row, QUERY_BLOCK)};
    attend_block_backward(pass, head, block, &parts);
  }
}

static void attention_backward(
    const apus_attention_shape *shape, const float *q, size_t ldq, const float *k, size_t ldk,
    const float *v, size_t ldv, const float *out, size_t ldo, const float *log_sums,
    const float *dout, size_t lddo, float *dq, size_t lddq, float *dk, size_t lddk, float *dv,
    size_t lddv, float *scratch) {
  for (size_t sequence = 0; sequence < shape->sequences; ++sequence) {
    const attention_pass pass = pass_over(shape, sequence);
    const size_t query = (size_t)shape->q_offsets[sequence];
    const size_t key = (size_t)shape->k_offsets[sequence];
    for (size_t i = 0; i < shape->heads; ++i) {
      const size_t column = i * shape->head_dimension;
      const attention_gradient head = {
          .q = q + query * ldq + column, .ldq = ldq,
          .k = k + key * ldk + column, .ldk = ldk,
          .v = v + key * ldv + column, .ldv = ldv,
          .out = out + query * ldo + column, .ldo = ldo,
          .log_sums = log_sums + query * shape->heads + i,
          .dout = dout + query * lddo + column, .lddo = lddo,
          .dq = dq + query * lddq + column, .lddq = lddq,
          .dk = dk + key * lddk + column, .lddk = lddk,
          .dv = dv + key * lddv + column, .lddv = lddv};
      attend_backward(&pass, &head, scratch);
    }
  }
}
