/// Attention of one decoding step over gathered rows of a cache, with the very sums of `attention`:
/// a cached step over up to KEY_BLOCK keys gives the bits of the last row of the full pass.

enum {
  /// Heads whose scores are computed together: one chain of sums does not fill the processor.
  STEP_HEADS = 4,
};

/// The cache as one query row sees it, from some column on.
typedef struct {
  const float *rows;
  size_t ld;
  const int32_t *slots;
  size_t count, d;  ///< rows, and columns of a head
} gathered_rows;

INLINE const float *gathered_row(const gathered_rows *x, size_t i) {
  return x->rows + (size_t)x->slots[i] * x->ld;
}

/// sum += q . k over some dimensions of 16 keys, the keys in the lanes.
INLINE vf add_gathered_products(
    const float *q, const float *const keys[LANES], size_t column, size_t dimensions, vf sum) {
  vf block[LANES];
  UNROLLED for (int i = 0; i < LANES; ++i) block[i] = load_upto(keys[i] + column, dimensions);
  transpose_lanes(block);
  if (dimensions >= LANES) {
    UNROLLED for (int p = 0; p < LANES; ++p) sum = madd((vf)q[p], block[p], sum);
  } else {
    for (size_t p = 0; p < dimensions; ++p) sum = madd((vf)q[p], block[p], sum);
  }
  return sum;
}

/// Scores of 16 keys from `first` on for a few heads, `ld` apart. Lanes beyond the last key repeat
/// it.
INLINE void score_gathered(
    const int heads, const float *q, const gathered_rows *x, size_t first, float scale,
    float *scores, size_t ld) {
  const float *keys[LANES];
  UNROLLED for (size_t i = 0; i < LANES; ++i) {
    keys[i] = gathered_row(x, smaller(first + i, x->count - 1));
  }
  vf sums[STEP_HEADS] = {0.0f};
  for (size_t j = 0; j < x->d; j += LANES) {
    UNROLLED for (int head = 0; head < heads; ++head) {
      const size_t column = (size_t)head * x->d + j;
      sums[head] = add_gathered_products(q + column, keys, column, x->d - j, sums[head]);
    }
  }
  UNROLLED for (int head = 0; head < heads; ++head) {
    store(scores + (size_t)head * ld + first, sums[head] * scale);
  }
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

/// The same for some heads of whole vectors together, whose weights are `ld` apart.
INLINE void weigh_heads_gathered(
    const int heads, const int vectors, const float *weights, size_t ld, gathered_rows values,
    const float *factors, float *out) {
  vf sum[STEP_HEADS][PANEL / LANES] = {{0.0f}};
  for (size_t i = 0; i < values.count; ++i) {
    const float *row = gathered_row(&values, i);
    UNROLLED for (int head = 0; head < heads; ++head) {
      const vf weight = (vf)weights[(size_t)head * ld + i];
      UNROLLED for (int v = 0; v < vectors; ++v) {
        sum[head][v] = madd(weight, load(row + LANES * (head * vectors + v)), sum[head][v]);
      }
    }
  }
  UNROLLED for (int head = 0; head < heads; ++head) {
    UNROLLED for (int v = 0; v < vectors; ++v) {
      store(out + LANES * (head * vectors + v), sum[head][v] * factors[head]);
    }
  }
}

/// The usual sizes of heads fill the registers with sums.
INLINE void weigh_all_gathered(
    const int heads, const float *weights, size_t ld, gathered_rows values, const float *factors,
    float *out) {
  if (heads == STEP_HEADS && values.d == 2 * LANES) {
    weigh_heads_gathered(STEP_HEADS, 2, weights, ld, values, factors, out);
  } else if (heads == STEP_HEADS && values.d == 4 * LANES) {
    weigh_heads_gathered(2, 4, weights, ld, values, factors, out);
    values.rows += 2 * values.d;
    weigh_heads_gathered(2, 4, weights + 2 * ld, ld, values, factors + 2, out + 2 * values.d);
  } else {
    for (int head = 0; head < heads; ++head, values.rows += values.d, out += values.d) {
      weigh_gathered(weights + (size_t)head * ld, values, factors[head], out);
    }
  }
}

/// A few heads of one query row.
INLINE void attend_gathered(
    const int heads, const float *q, gathered_rows keys, gathered_rows values, float scale,
    float *scores, float *out) {
  const size_t count = keys.count, ld = rounded_up(count, LANES);
  float factors[STEP_HEADS];
  for (size_t i = 0; i < count; i += LANES) {
    score_gathered(heads, q, &keys, i, scale, scores, ld);
  }
  exponentiate_scores(scores, (size_t)heads, count, factors);
  weigh_all_gathered(heads, scores, ld, values, factors, out);
}

static void attention_step(
    const float *q, size_t ldq, size_t rows, const float *k, const float *v, size_t ldkv,
    const int32_t *slots, const int32_t *starts, size_t heads, size_t head_dimension,
    float scale, float *out, size_t ldo, float *scratch) {
  for (size_t row = 0; row < rows; ++row) {
    const size_t count = (size_t)(starts[row + 1] - starts[row]);
    for (size_t head = 0; head < heads;) {
      const size_t first = head * head_dimension;
      const gathered_rows keys = {k + first, ldkv, slots + starts[row], count, head_dimension};
      gathered_rows values = keys;
      values.rows = v + first;
      const float *query = q + row * ldq + first;
      float *result = out + row * ldo + first;
      if (heads - head >= STEP_HEADS) {
        attend_gathered(STEP_HEADS, query, keys, values, scale, scratch, result);
        head += STEP_HEADS;
      } else {
        attend_gathered(1, query, keys, values, scale, scratch, result);
        ++head;
      }
    }
  }
}
