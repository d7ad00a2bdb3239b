/// The pullback of attention, a block of keys and a block of queries at a time
/// (FlashAttention 2, Dao 2023, section 3.1.2).

#include "probabilities.h"

/// One head of one sequence; the pointers stand at its first row and column.
typedef struct {
  const float *q, *k, *v, *out, *log_sums, *dout;
  size_t ldq, ldk, ldv, ldo, lddo;
  float *dq, *dk, *dv;
  size_t lddq, lddk, lddv;
  weight_dropout dropout;
} attention_gradient;

/// Where a block's matrices lie in scratch.
typedef struct {
  float *queries_transposed, *dout_transposed;  ///< [head dimension, QUERY_BLOCK]
  float *probabilities, *gradients;             ///< [KEY_BLOCK, QUERY_BLOCK]
  float *keys, *queries, *dout;                 ///< in whole vectors
} gradient_scratch;

INLINE gradient_scratch divide_gradient_scratch(const attention_pass *pass, float *scratch) {
  const size_t d = pass->shape->head_dimension, width = rounded_up(d, LANES);
  gradient_scratch parts = {.queries_transposed = scratch};
  parts.dout_transposed = parts.queries_transposed + d * QUERY_BLOCK;
  parts.probabilities = parts.dout_transposed + d * QUERY_BLOCK;
  parts.gradients = parts.probabilities + KEY_BLOCK * QUERY_BLOCK;
  parts.queries = parts.gradients + KEY_BLOCK * QUERY_BLOCK;
  parts.dout = parts.queries + QUERY_BLOCK * width;
  parts.keys = parts.dout + QUERY_BLOCK * width;
  return parts;
}

// MARK: - Softmax

INLINE float dot_of_rows(const float *x, const float *y, size_t d) {
  vf sum = 0.0f;
  for (size_t j = 0; j < d; j += LANES) {
    sum = madd(load_upto(x + j, d - j), load_upto(y + j, d - j), sum);
  }
  return sum_of_lanes(sum);
}

/// What softmax left of each query of a block.
typedef struct {
  float log_sums[QUERY_BLOCK];
  float means[QUERY_BLOCK];  ///< of the gradients, weighted by the probabilities
  int has_means;             ///< else the block has every key, and so what they are made of
} softmax_rows;

static void gather_rows(
    const attention_pass *pass, const attention_gradient *head, row_block queries,
    softmax_rows *rows) {
  rows->has_means = pass->key_rows > KEY_BLOCK;
  const size_t padded = rounded_up(queries.count, LANES);
  for (size_t i = 0; i < padded; ++i) {
    const size_t row = queries.first + smaller(i, queries.count - 1);
    rows->log_sums[i] = head->log_sums[row * pass->shape->heads];
    if (!rows->has_means) continue;
    // The sum of P dP over the keys is dout . out, with dropout as well.
    rows->means[i] = dot_of_rows(
        head->dout + row * head->lddo, head->out + row * head->ldo, pass->shape->head_dimension);
  }
}

/// Scores become probabilities, in place, for 16 queries; returns the means of the gradients.
INLINE vf recall_probabilities(
    float *scores, const float *gradients, size_t ld, size_t keys, vf log_sums) {
  vf means = 0.0f;
  for (size_t key = 0; key < keys; ++key) {
    const vf p = exponential(load(scores + key * ld) - log_sums);
    store(scores + key * ld, p);
    means = madd(p, load(gradients + key * ld), means);
  }
  return means;
}

/// From scores and dP to P and dS = P (dP - mean) scale, in place.
static void differentiate_scores(
    const attention_pass *pass, row_block queries, row_block keys, const softmax_rows *rows,
    const gradient_scratch *scratch) {
  const size_t ld = rounded_up(queries.count, LANES);
  for (size_t i = 0; i < ld; i += LANES) {
    const size_t last = queries.first + smaller(i + LANES, queries.count) - 1;
    const size_t seen = keys_seen_in(pass, keys, last);
    float *p = scratch->probabilities + i, *gradients = scratch->gradients + i;
    const vf sums = recall_probabilities(p, gradients, ld, seen, load(rows->log_sums + i));
    const vf means = rows->has_means ? load(rows->means + i) : sums;
    for (size_t key = 0; key < seen; ++key) {
      const vf centred = load(gradients + key * ld) - means;
      store(gradients + key * ld, load(p + key * ld) * centred * pass->shape->scale);
    }
  }
}

// MARK: - Sums over queries

static void multiply_gradient(gradient_sum x, size_t rows, size_t columns) {
  const size_t widest = TILE_COLUMNS(rows);
  for (size_t column = 0; column < columns; column += widest) {
    const size_t width = smaller(columns - column, widest);
    const size_t tallest = even_block(rows, TILE_ROWS(FLOATS, width));
    gradient_sum tile = x;
    tile.factors.b += column;
    tile.c += column;
    for (size_t row = 0; row < rows; row += tallest) {
      const size_t height = smaller(rows - row, tallest);
      multiply_gradient_tile(&tile, height, width);
      tile.factors.a += height * tile.factors.row_stride;
      tile.c += height * tile.ldc;
    }
  }
}

/// out[keys, d] = weights [keys, queries] times rows of y [queries, d], added to what earlier
/// blocks of queries left there.
static void sum_over_queries(
    const attention_pass *pass, row_block queries, row_block keys, const float *weights,
    head_rows y, float *out, size_t ldo) {
  const size_t ld = rounded_up(queries.count, LANES);
  for (size_t key = 0, count; key < keys.count; key += count) {
    count = keys_alike(pass, queries, keys, key);
    const size_t row = keys.first + key, blind = queries_blind(pass, queries, row);
    const gradient_sum sum = {
        .factors = {.a = weights + key * ld + blind, .row_stride = ld,
                    .b = y.elements + blind * y.ld, .ldb = y.ld,
                    .steps = queries.count - blind},
        .accumulates = pass->shape->causal ? row < queries.first : queries.first > 0,
        .c = out + key * ldo, .ldc = ldo};
    multiply_gradient(sum, count, pass->shape->head_dimension);
  }
}

// MARK: - Blocks

/// The weights of a block, which are P after dropout, and dS.
static void differentiate_softmax(
    const attention_pass *pass, const attention_gradient *head, row_block queries,
    row_block keys, const gradient_scratch *scratch) {
  const size_t ld = rounded_up(queries.count, LANES);
  float unused[QUERY_BLOCK] = {0};
  softmax_rows rows;
  gather_rows(pass, head, queries, &rows);
  score_block block = {
      .transposed = scratch->queries_transposed, .scores = scratch->probabilities, .ld = ld,
      .largest = unused, .scale = pass->shape->scale, .hides = 1};
  score_keys(pass, queries, keys, head->k + keys.first * head->ldk, head->ldk, &block);
  block.transposed = scratch->dout_transposed;
  block.scores = scratch->gradients;
  block.scale = 1;
  block.hides = 0;
  score_keys(pass, queries, keys, head->v + keys.first * head->ldv, head->ldv, &block);
  drop_weights(pass, &head->dropout, queries, keys, scratch->gradients, ld);
  differentiate_scores(pass, queries, keys, &rows, scratch);
  drop_weights(pass, &head->dropout, queries, keys, scratch->probabilities, ld);
}

static void attend_block_backward(
    const attention_pass *pass, const attention_gradient *head, row_block queries,
    row_block keys, head_rows whole_keys, const gradient_scratch *scratch) {
  static const float ones[QUERY_BLOCK] = {[0 ... QUERY_BLOCK - 1] = 1};
  const size_t d = pass->shape->head_dimension, ld = rounded_up(queries.count, LANES);
  const float *q = head->q + queries.first * head->ldq;
  const float *dout = head->dout + queries.first * head->lddo;
  transpose_rows(head->q, head->ldq, queries, d, scratch->queries_transposed, ld);
  transpose_rows(head->dout, head->lddo, queries, d, scratch->dout_transposed, ld);
  differentiate_softmax(pass, head, queries, keys, scratch);
  prefetch_next(head->q, head->ldq, queries, pass->query_rows, d);
  prefetch_next(head->dout, head->lddo, queries, pass->query_rows, d);
  prefetch_next(head->out, head->ldo, queries, pass->query_rows, d);
  prefetch_next(head->dq, head->lddq, queries, pass->query_rows, d);
  const key_sums sums = {
      .weights = scratch->gradients, .ld = ld, .y = whole_keys,
      .start_factors = keys.first == 0 ? NULL : ones, .end_factors = ones};
  sum_over_keys(pass, queries, keys, &sums, head->dq + queries.first * head->lddq, head->lddq);
  sum_over_queries(
      pass, queries, keys, scratch->gradients,
      whole_vectors(q, head->ldq, queries.count, d, scratch->queries),
      head->dk + keys.first * head->lddk, head->lddk);
  sum_over_queries(
      pass, queries, keys, scratch->probabilities,
      whole_vectors(dout, head->lddo, queries.count, d, scratch->dout),
      head->dv + keys.first * head->lddv, head->lddv);
}

static void attend_to_keys_backward(
    const attention_pass *pass, const attention_gradient *head, row_block keys,
    const gradient_scratch *scratch) {
  const size_t blind = pass->shape->causal ? keys.first / QUERY_BLOCK * QUERY_BLOCK : 0;
  const head_rows whole = whole_vectors(
      head->k + keys.first * head->ldk, head->ldk, keys.count, pass->shape->head_dimension,
      scratch->keys);
  for (size_t row = blind; row < pass->query_rows; row += QUERY_BLOCK) {
    const row_block queries = block_at(row, pass->query_rows, QUERY_BLOCK);
    const size_t seen = keys_seen_in(pass, keys, row + queries.count - 1);
    attend_block_backward(
        pass, head, queries, (row_block){keys.first, seen}, whole, scratch);
  }
}

static void clear_rows(float *x, size_t ld, size_t rows, size_t columns) {
  for (size_t i = 0; i < rows; ++i) memset(x + i * ld, 0, columns * sizeof(float));
}

static void attend_backward(
    const attention_pass *pass, const attention_gradient *head, float *scratch) {
  const size_t queries = pass->query_rows, d = pass->shape->head_dimension;
  const size_t seen = queries == 0 ? 0 : keys_seen(pass, queries - 1);
  const size_t unseen = pass->key_rows - seen;
  const gradient_scratch parts = divide_gradient_scratch(pass, scratch);
  for (size_t key = 0; key < seen; key += KEY_BLOCK) {
    attend_to_keys_backward(pass, head, block_at(key, seen, KEY_BLOCK), &parts);
  }
  if (seen == 0) clear_rows(head->dq, head->lddq, queries, d);
  clear_rows(head->dk + seen * head->lddk, head->lddk, unseen, d);
  clear_rows(head->dv + seen * head->lddv, head->lddv, unseen, d);
}

static void attention_backward(
    const apus_attention_shape *shape, apus_dropout dropout, const float *q, size_t ldq,
    const float *k, size_t ldk, const float *v, size_t ldv, const float *out, size_t ldo,
    const float *log_sums, const float *dout, size_t lddo, float *dq, size_t lddq, float *dk,
    size_t lddk, float *dv, size_t lddv, float *scratch) {
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
          .dv = dv + key * lddv + column, .lddv = lddv,
          .dropout = open_weight_dropout(dropout, i, query)};
      attend_backward(&pass, &head, scratch);
    }
  }
}
