/// The probabilities of one head, for explanation.

/// One head's scores of one sequence, a row for each query.
static void store_scores(
    const attention_pass *pass, const attention_head *head, row_block queries, row_block keys,
    const attention_scratch *scratch, float *p) {
  const size_t ld = rounded_up(queries.count, LANES);
  float largest[QUERY_BLOCK] = {0};
  const score_block scores = {
      .transposed = scratch->queries, .scores = scratch->scores, .ld = ld, .largest = largest,
      .scale = pass->shape->scale, .hides = 1};
  score_keys(pass, queries, keys, head->k + keys.first * head->ldk, head->ldk, &scores);
  for (size_t i = 0; i < queries.count; ++i) {
    float *row = p + (queries.first + i) * pass->key_rows + keys.first;
    const size_t seen = keys_seen_in(pass, keys, queries.first + i);
    for (size_t key = 0; key < seen; ++key) row[key] = scratch->scores[key * ld + i];
  }
}

/// scores[0 ..< seen] become probabilities, the rest of the row zero.
static void normalise_scores(float *scores, size_t seen, size_t count) {
  vf best = -INFINITY, sum = 0.0f;
  for (size_t j = 0; j < seen; j += LANES) {
    best = larger(keep_first(load_upto(scores + j, seen - j), seen - j, -INFINITY), best);
  }
  const float largest = largest_lane(best);
  for (size_t j = 0; j < seen; j += LANES) {
    const vf below = load_upto(scores + j, seen - j) - largest;
    const vf x = exponential(keep_first(below, seen - j, -INFINITY));
    store_upto(scores + j, x, seen - j);
    sum += x;
  }
  scale(normaliser(sum_of_lanes(sum)), seen, scores);
  memset(scores + seen, 0, (count - seen) * sizeof(float));
}

static void attention_probabilities(
    const apus_attention_shape *shape, size_t sequence, size_t head, const float *q, size_t ldq,
    const float *k, size_t ldk, float *p, float *scratch) {
  const attention_pass pass = pass_over(shape, sequence);
  const size_t d = shape->head_dimension;
  const attention_head only = {
      .q = q + (size_t)shape->q_offsets[sequence] * ldq + head * d, .ldq = ldq,
      .k = k + (size_t)shape->k_offsets[sequence] * ldk + head * d, .ldk = ldk};
  const attention_scratch parts = divide_scratch(&pass, scratch);
  for (size_t row = 0; row < pass.query_rows; row += QUERY_BLOCK) {
    const row_block queries = block_at(row, pass.query_rows, QUERY_BLOCK);
    transpose_rows(only.q, ldq, queries, d, parts.queries, rounded_up(queries.count, LANES));
    for (size_t key = 0; key < pass.key_rows; key += KEY_BLOCK) {
      store_scores(
          &pass, &only, queries, block_at(key, pass.key_rows, KEY_BLOCK), &parts, p);
    }
    for (size_t i = row; i < row + queries.count; ++i) {
      normalise_scores(p + i * pass.key_rows, keys_seen(&pass, i), pass.key_rows);
    }
  }
}
