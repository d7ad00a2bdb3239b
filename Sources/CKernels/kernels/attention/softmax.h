/// Softmax over blocks of keys (FlashAttention 2, Dao 2023, section 3.1): what is summed so far is
/// scaled anew when a block has a larger score. A lane for each query.

/// The state of a block of queries.
typedef struct {
  float largest[QUERY_BLOCK], sums[QUERY_BLOCK];
  float start_factors[QUERY_BLOCK];  ///< what the sums of earlier blocks are multiplied by
  float end_factors[QUERY_BLOCK];    ///< 1 / sum after the last block
} online_softmax;

INLINE void begin_softmax(online_softmax *state, size_t count) {
  for (size_t i = 0; i < count; i += LANES) {
    store(state->largest + i, (vf)-INFINITY);
    store(state->sums + i, (vf)0.0f);
  }
}

/// exp(score - largest) of 16 queries for each key, in place; returns the sums. Their order is that
/// of lanes of keys, as `sum_of_lanes` adds them.
INLINE vf exponentiate(float *scores, size_t ld, size_t keys, vf largest) {
  vf sums[LANES] = {0.0f};
  for (size_t key = 0; key < keys; ++key) {
    const vf x = exponential(load(scores + key * ld) - largest);
    store(scores + key * ld, x);
    sums[key % LANES] += x;
  }
  UNROLLED for (size_t half = LANES / 2; half > 0; half /= 2) {
    UNROLLED for (size_t i = 0; i < half; ++i) sums[i] += sums[i + half];
  }
  return sums[0];
}

/// 1 / sum, or 0 for a row that sees no key.
INLINE float normaliser(float sum) { return sum == 0 ? 0 : 1 / sum; }

INLINE vf normalisers(vf sums) { return pick(sums == 0.0f, (vf)0.0f, 1.0f / sums); }

/// The logarithms of the sums of exponentials, `ld` apart.
INLINE void store_log_sums(const online_softmax *state, size_t count, float *log_sums, size_t ld) {
  for (size_t i = 0; i < count; i += LANES) {
    float lanes[LANES];
    store(lanes, load(state->largest + i) + logarithm(load(state->sums + i)));
    const size_t rows = smaller(count - i, LANES);
    for (size_t row = 0; row < rows; ++row) log_sums[(i + row) * ld] = lanes[row];
  }
}

/// exp(score - largest) of the scores of one query in place, up to whole vectors; returns their
/// sum, the very one of `exponentiate`.
INLINE float exponentiate_row(float *scores, size_t count) {
  vf best = -INFINITY, sum = 0.0f;
  for (size_t i = 0; i < count; i += LANES) {
    best = larger(keep_first(load(scores + i), count - i, -INFINITY), best);
  }
  const float largest = largest_lane(best);
  for (size_t i = 0; i < count; i += LANES) {
    const vf below = load(scores + i) - largest;
    const vf x = exponential(keep_first(below, count - i, -INFINITY));
    store(scores + i, x);
    sum += x;
  }
  return sum_of_lanes(sum);
}

/// The same for rows of scores in whole vectors, whose normalisers go to `factors`.
INLINE void exponentiate_scores(float *scores, size_t rows, size_t count, float *factors) {
  const size_t ld = rounded_up(count, LANES);
  for (size_t row = 0; row < rows; ++row) {
    factors[row] = normaliser(exponentiate_row(scores + row * ld, count));
  }
}
