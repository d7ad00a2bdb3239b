/// Attention of one decoding step over gathered rows of a cache, with the very sums of `attention`:
/// a cached step over up to KEY_BLOCK keys gives the bits of the last row of the full pass.

/// The cache as one head and one query row see it.
typedef struct {
  const float *rows;  ///< at the head's first column
  size_t ld;
  const int32_t *slots;
  size_t count, d;
} gathered_rows;

INLINE const float *gathered_row(const gathered_rows *x, size_t i) {
  return x->rows + (size_t)x->slots[i] * x->ld;
}

/// q . k for 16 keys from `first` on, the keys in the lanes.
INLINE vf gathered_scores(const float *q, const gathered_rows *keys, size_t first) {
  vf sum = 0.0f;
  for (size_t j = 0; j < keys->d; j += LANES) {
    const size_t dimensions = smaller(keys->d - j, LANES);
    vf block[LANES];
    if (keys->count - first >= LANES) {
      UNROLLED for (size_t i = 0; i < LANES; ++i) {
        block[i] = load_upto(gathered_row(keys, first + i) + j, dimensions);
      }
    } else {
      for (size_t i = 0; i < LANES; ++i) {
        block[i] = first + i < keys->count
                       ? load_upto(gathered_row(keys, first + i) + j, dimensions)
                       : (vf)0.0f;
      }
    }
    transpose_lanes(block);
    if (dimensions == LANES) {
      UNROLLED for (size_t p = 0; p < LANES; ++p) sum = madd((vf)q[j + p], block[p], sum);
    } else {
      for (size_t p = 0; p < dimensions; ++p) sum = madd((vf)q[j + p], block[p], sum);
    }
  }
  return sum;
}

/// scores[i] = exp(scale * q . k[i] - largest); returns the sum.
static float exponentiate_gathered(
    const float *q, const gathered_rows *keys, float scale, float *scores) {
  const size_t count = keys->count;
  vf best = -INFINITY;
  for (size_t i = 0; i < count; i += LANES) {
    const vf scaled = gathered_scores(q, keys, i) * scale;
    store_upto(scores + i, scaled, count - i);
    best = larger(keep_first(scaled, count - i, -INFINITY), best);
  }
  const float largest = largest_lane(best);
  vf sum = 0.0f;
  for (size_t i = 0; i < count; i += LANES) {
    const vf below = load_upto(scores + i, count - i) - largest;
    const vf x = exponential(keep_first(below, count - i, -INFINITY));
    store_upto(scores + i, x, count - i);
    sum += x;
  }
  return sum_of_lanes(sum);
}

/// Up to 64 columns of the weighted sum of rows.
INLINE void weigh_columns_gathered(
    const int vectors, const float *weights, gathered_rows values, float factor, float *out) {
  vf sum[PANEL / LANES] = {0.0f};
  const size_t last = LANES * (size_t)(vectors - 1);
  for (size_t i = 0; i < values.count; ++i) {
    const float *row = gathered_row(&values, i);
    const vf weight = (vf)weights[i];
    UNROLLED for (int v = 0; v < vectors - 1; ++v) {
      sum[v] = madd(weight, load(row + LANES * v), sum[v]);
    }
    sum[vectors - 1] = madd(weight, load_upto(row + last, values.d - last), sum[vectors - 1]);
  }
  UNROLLED for (int v = 0; v < vectors - 1; ++v) store(out + LANES * v, sum[v] * factor);
  store_upto(out + last, sum[vectors - 1] * factor, values.d - last);
}

/// out[d] = factor * weights times the gathered rows.
static void weigh_gathered(
    const float *weights, gathered_rows values, float factor, float *out) {
  for (; values.d > 3 * LANES; values.d -= smaller(values.d, PANEL)) {
    weigh_columns_gathered(4, weights, values, factor, out);
    values.rows += PANEL;
    out += PANEL;
  }
  switch ((values.d + LANES - 1) / LANES) {
    case 1: weigh_columns_gathered(1, weights, values, factor, out); break;
    case 2: weigh_columns_gathered(2, weights, values, factor, out); break;
    case 3: weigh_columns_gathered(3, weights, values, factor, out); break;
  }
}

static void attention_step(
    const float *q, size_t ldq, size_t rows, const float *k, const float *v, size_t ldkv,
    const int32_t *slots, const int32_t *starts, size_t heads, size_t head_dimension,
    float scale, float *out, size_t ldo, float *scratch) {
  for (size_t row = 0; row < rows; ++row) {
    const size_t count = (size_t)(starts[row + 1] - starts[row]);
    for (size_t head = 0; head < heads; ++head) {
      const size_t first = head * head_dimension;
      const gathered_rows keys = {k + first, ldkv, slots + starts[row], count, head_dimension};
      gathered_rows values = keys;
      values.rows = v + first;
      const float sum = exponentiate_gathered(q + row * ldq + first, &keys, scale, scratch);
      weigh_gathered(scratch, values, normaliser(sum), out + row * ldo + first);
    }
  }
}
