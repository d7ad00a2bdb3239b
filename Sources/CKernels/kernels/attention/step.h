/// Attention of one decoding step over gathered rows of a cache, with the very sums of `attention`:
/// a cached step over up to KEY_BLOCK keys gives the bits of the last row of the full pass.
///
/// Cached keys are interleaved: in each group of heads, column p * STEP_HEADS + h is dimension p of
/// head h. A score is one chain of sums over the dimensions, and a register then has those of all
/// heads of a group, without any shuffling.

enum {
  /// Heads of a group; heads that are left over are groups of their own.
  STEP_HEADS = 4,
  /// Keys whose scores are computed together: a few chains of sums do not fill the processor.
  STEP_KEYS = 8,
};

/// A number of each head of a group.
typedef float group __attribute__((ext_vector_type(STEP_HEADS)));
typedef group group_anywhere __attribute__((aligned(4), may_alias));

INLINE group load_group(const float *p) { return *(const group_anywhere *)p; }

INLINE void store_group(float *p, group x) { *(group_anywhere *)p = x; }

/// out[dimensions, STEP_HEADS] = x[STEP_HEADS, dimensions] transposed.
static void interleave_group(const float *x, size_t dimensions, float *out) {
  size_t p = 0;
  for (; p + STEP_HEADS <= dimensions; p += STEP_HEADS) {
    group rows[STEP_HEADS];
    UNROLLED for (size_t i = 0; i < STEP_HEADS; ++i) rows[i] = load_group(x + i * dimensions + p);
    const group low = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
    const group high = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
    const group low_rest = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
    const group high_rest = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
    float *columns = out + p * STEP_HEADS;
    store_group(columns, __builtin_shufflevector(low, low_rest, 0, 1, 4, 5));
    store_group(columns + 4, __builtin_shufflevector(low, low_rest, 2, 3, 6, 7));
    store_group(columns + 8, __builtin_shufflevector(high, high_rest, 0, 1, 4, 5));
    store_group(columns + 12, __builtin_shufflevector(high, high_rest, 2, 3, 6, 7));
  }
  for (; p < dimensions; ++p) {
    for (size_t i = 0; i < STEP_HEADS; ++i) out[p * STEP_HEADS + i] = x[i * dimensions + p];
  }
}

static void interleave_keys(
    const float *x, size_t ldx, size_t rows, size_t heads, size_t head_dimension,
    const int32_t *slots, float *cache, size_t ldc) {
  const size_t size = STEP_HEADS * head_dimension, columns = heads * head_dimension;
  for (size_t row = 0; row < rows; ++row) {
    const float *from = x + row * ldx;
    float *to = cache + (size_t)slots[row] * ldc;
    size_t column = 0;
    for (; column + size <= columns; column += size) {
      interleave_group(from + column, head_dimension, to + column);
    }
    memcpy(to + column, from + column, (columns - column) * sizeof(float));
  }
}

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

/// Scores of some keys from `first` on for a group of heads, or for one head; `ld` is between heads.
/// There is room for whole vectors of scores, and the last key is repeated in it.
INLINE void score_gathered_keys(
    const int heads, const int number, const float *q, const gathered_rows *x, size_t first,
    float scale, float *scores, size_t ld) {
  const float *keys[STEP_KEYS];
  group sums[STEP_KEYS] = {0.0f};
  UNROLLED for (int i = 0; i < number; ++i) {
    keys[i] = gathered_row(x, smaller(first + (size_t)i, x->count - 1));
  }
  for (size_t p = 0; p < x->d; ++p) {
    const size_t at = p * (size_t)heads;
    const group query = heads == STEP_HEADS ? load_group(q + at) : (group)q[at];
    UNROLLED for (int i = 0; i < number; ++i) {
      const group key = heads == STEP_HEADS ? load_group(keys[i] + at) : (group)keys[i][at];
      sums[i] = MADD(query, key, sums[i]);
    }
  }
  UNROLLED for (int i = 0; i < number; ++i) {
    const group score = sums[i] * scale;
    UNROLLED for (int head = 0; head < heads; ++head) {
      scores[(size_t)head * ld + first + (size_t)i] = score[head];
    }
  }
}

INLINE void score_gathered(
    const int heads, const float *q, const gathered_rows *x, float scale, float *scores,
    size_t ld) {
  size_t first = 0;
  for (; x->count - first > STEP_KEYS / 2; first += STEP_KEYS) {
    score_gathered_keys(heads, STEP_KEYS, q, x, first, scale, scores, ld);
    if (x->count - first <= STEP_KEYS) return;
  }
  score_gathered_keys(heads, STEP_KEYS / 2, q, x, first, scale, scores, ld);
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

/// A group of heads of one query row, or one head.
INLINE void attend_gathered(
    const int heads, const float *q, gathered_rows keys, gathered_rows values, float scale,
    float *scores, float *out) {
  const size_t count = keys.count, ld = rounded_up(count, LANES);
  float factors[STEP_HEADS];
  if (heads == STEP_HEADS) {
    float *interleaved = scores + STEP_HEADS * ld;
    interleave_group(q, keys.d, interleaved);
    q = interleaved;
  }
  if (count > 0) score_gathered(heads, q, &keys, scale, scores, ld);
  exponentiate_scores(scores, (size_t)heads, count, factors);
  weigh_all_gathered(heads, scores, ld, values, factors, out);
}

/// Fetches the keys and values of a row's history, but for those at the same places in the history
/// before it: hypotheses of a sentence have most in common.
static void fetch_history(
    gathered_rows keys, const float *values, const gathered_rows *before, size_t columns) {
  for (size_t i = 0; i < keys.count; ++i) {
    if (i < before->count && keys.slots[i] == before->slots[i]) continue;
    const size_t start = (size_t)keys.slots[i] * keys.ld;
    for (size_t column = 0; column < columns; column += LANES) {
      __builtin_prefetch(keys.rows + start + column);
      __builtin_prefetch(values + start + column);
    }
  }
}

static void attention_step(
    const float *q, size_t ldq, size_t rows, const float *k, const float *v, size_t ldkv,
    const int32_t *slots, const int32_t *starts, size_t heads, size_t head_dimension,
    float scale, float *out, size_t ldo, float *scratch) {
  const size_t columns = heads * head_dimension;
  for (size_t row = 0; row < rows; ++row) {
    gathered_rows keys = {
        k, ldkv, slots + starts[row], (size_t)(starts[row + 1] - starts[row]), head_dimension};
    if (row + 1 < rows) {
      const gathered_rows next = {
          k, ldkv, slots + starts[row + 1], (size_t)(starts[row + 2] - starts[row + 1]),
          head_dimension};
      fetch_history(next, v, &keys, columns);
    }
    for (size_t column = 0; column < columns;) {
      const int is_group = columns - column >= STEP_HEADS * head_dimension;
      gathered_rows values = keys;
      keys.rows = k + column;
      values.rows = v + column;
      const float *query = q + row * ldq + column;
      float *result = out + row * ldo + column;
      if (is_group) {
        attend_gathered(STEP_HEADS, query, keys, values, scale, scratch, result);
        column += STEP_HEADS * head_dimension;
      } else {
        attend_gathered(1, query, keys, values, scale, scratch, result);
        column += head_dimension;
      }
    }
  }
}
