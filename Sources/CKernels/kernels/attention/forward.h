/// Scaled dot-product attention ("Attention Is All You Need", equation 1), a block of queries and a
/// block of keys at a time.

#include "softmax.h"
#include "weight_dropout.h"

/// One head of one sequence; the pointers stand at its first row and column.
typedef struct {
  const float *q, *k, *v;
  size_t ldq, ldk, ldv;
  float *out, *log_sums;
  size_t ldo;
  weight_dropout dropout;
} attention_head;

/// Where a block's matrices lie in scratch.
typedef struct {
  float *queries;  ///< [head dimension, QUERY_BLOCK]: transposed
  float *scores;   ///< [KEY_BLOCK, QUERY_BLOCK]
  float *values;
} attention_scratch;

INLINE attention_scratch divide_scratch(const attention_pass *pass, float *scratch) {
  float *scores = scratch + pass->shape->head_dimension * QUERY_BLOCK;
  return (attention_scratch){scratch, scores, scores + KEY_BLOCK * QUERY_BLOCK};
}

/// The place of a block in the sequence.
typedef struct {
  row_block queries, keys;
  int is_first, is_last;  ///< of the blocks of keys that the queries see
} attention_block;

/// The scores of 16 queries become exponentials; earlier sums are to be scaled to `largest`.
INLINE void exponentiate_group(
    const attention_block *block, size_t keys, vf largest, float *scores, size_t ld,
    online_softmax *state, size_t i) {
  const vf before = load(state->largest + i);
  vf sums = exponentiate(scores + i, ld, keys, largest);
  if (!block->is_first) {
    const vf factors = exponential(before - largest);
    store(state->start_factors + i, factors);
    sums += load(state->sums + i) * factors;
  }
  store(state->largest + i, largest);
  store(state->sums + i, sums);
  store(state->end_factors + i, block->is_last ? normalisers(sums) : (vf)1.0f);
}

static void attend_to_keys(
    const attention_pass *pass, const attention_head *head, const attention_block *block,
    const attention_scratch *scratch, online_softmax *state) {
  const row_block queries = block->queries, keys = block->keys;
  const size_t d = pass->shape->head_dimension, ld = rounded_up(queries.count, LANES);
  float largest[QUERY_BLOCK];
  for (size_t i = 0; i < ld; i += LANES) store(largest + i, load(state->largest + i));
  const score_block scores = {
      .transposed = scratch->queries, .scores = scratch->scores, .ld = ld, .largest = largest,
      .scale = pass->shape->scale, .hides = 1};
  score_keys(pass, queries, keys, head->k + keys.first * head->ldk, head->ldk, &scores);
  prefetch_next(head->k, head->ldk, keys, pass->key_rows, d);
  prefetch_next(head->v, head->ldv, keys, pass->key_rows, d);
  for (size_t i = 0; i < ld; i += LANES) {
    const size_t last = queries.first + smaller(i + LANES, queries.count) - 1;
    const size_t seen = keys_seen_in(pass, keys, last);
    exponentiate_group(block, seen, load(largest + i), scratch->scores, ld, state, i);
  }
  drop_weights(pass, &head->dropout, queries, keys, scratch->scores, ld);
  const key_sums sums = {
      .weights = scratch->scores, .ld = ld,
      .y = whole_vectors(
          head->v + keys.first * head->ldv, head->ldv, keys.count, d, scratch->values),
      .start_factors = block->is_first ? NULL : state->start_factors,
      .end_factors = state->end_factors};
  sum_over_keys(pass, queries, keys, &sums, head->out + queries.first * head->ldo, head->ldo);
}

/// Keys are visited at least once, so that queries without any get zeros.
static void attend_block(
    const attention_pass *pass, const attention_head *head, row_block queries,
    const attention_scratch *scratch) {
  const size_t d = pass->shape->head_dimension, heads = pass->shape->heads;
  const size_t seen = keys_seen(pass, queries.first + queries.count - 1);
  online_softmax state;
  begin_softmax(&state, queries.count);
  transpose_rows(
      head->q, head->ldq, queries, d, scratch->queries, rounded_up(queries.count, LANES));
  size_t key = 0;
  do {
    const row_block keys = block_at(key, seen, KEY_BLOCK);
    key += keys.count;
    const attention_block block = {queries, keys, keys.first == 0, key == seen};
    attend_to_keys(pass, head, &block, scratch, &state);
  } while (key < seen);
  store_log_sums(&state, queries.count, head->log_sums + queries.first * heads, heads);
}

static void attend(const attention_pass *pass, const attention_head *head, float *scratch) {
  const attention_scratch parts = divide_scratch(pass, scratch);
  for (size_t row = 0; row < pass->query_rows; row += QUERY_BLOCK) {
    attend_block(pass, head, block_at(row, pass->query_rows, QUERY_BLOCK), &parts);
  }
}

static void attention(
    const apus_attention_shape *shape, apus_dropout dropout, const float *q, size_t ldq,
    const float *k, size_t ldk, const float *v, size_t ldv, float *out, size_t ldo,
    float *log_sums, float *scratch) {
  for (size_t sequence = 0; sequence < shape->sequences; ++sequence) {
    const attention_pass pass = pass_over(shape, sequence);
    const size_t query = (size_t)shape->q_offsets[sequence];
    const size_t key = (size_t)shape->k_offsets[sequence];
    for (size_t i = 0; i < shape->heads; ++i) {
      const size_t column = i * shape->head_dimension;
      const attention_head head = {
          .q = q + query * ldq + column, .ldq = ldq,
          .k = k + key * ldk + column, .ldk = ldk,
          .v = v + key * ldv + column, .ldv = ldv,
          .out = out + query * ldo + column, .ldo = ldo,
          .log_sums = log_sums + query * shape->heads + i,
          .dropout = open_weight_dropout(dropout, i, query)};
      attend(&pass, &head, scratch);
    }
  }
}
