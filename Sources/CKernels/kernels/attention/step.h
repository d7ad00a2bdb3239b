/// Attention of one decoding step over gathered rows of a cache, which `step_cache.h` has laid out,
/// with the very sums of `attention`: a cached step over up to KEY_BLOCK keys gives the bits of the
/// last row of the full pass.

enum {
  /// Keys whose scores are computed together: a few chains of sums do not fill the processor.
  STEP_KEYS = 8,
};

/// A number of each head of a group; of a small group or a single head, the first ones count.
typedef float group __attribute__((ext_vector_type(LARGE_GROUP)));
typedef uint32_t group_words __attribute__((ext_vector_type(LARGE_GROUP)));
typedef group group_anywhere __attribute__((aligned(4), may_alias));

INLINE group load_group(const int heads, const float *p) {
  if (heads == LARGE_GROUP) return *(const group_anywhere *)p;
  if (heads == 1) return (group)*p;
  const four x = load_four(p);
  return __builtin_shufflevector(x, x, 0, 1, 2, 3, -1, -1, -1, -1);
}

/// The first number of each word's pair, or the second.
INLINE group widened_group(group words, const int high) {
  const group_words bits = (group_words)words;
  return (group)(high ? bits & 0xffff0000u : bits << 16);
}

/// The cache as one query row sees it, from some word on.
typedef struct {
  const float *rows;
  size_t ld;
  const int32_t *slots;
  size_t count, d;  ///< rows, and columns of a head
} gathered_rows;

INLINE const float *gathered_row(const gathered_rows *x, size_t i) {
  return x->rows + (size_t)x->slots[i] * x->ld;
}

// MARK: - The next row

/// The keys and values of the next query row that this one does not see: hypotheses of a sentence
/// have most in common. They are fetched a few lines of the cache at a time, while this row is
/// computed: all at once, they would wait for each other.
typedef struct {
  const gathered_rows *seen;  ///< of this row
  gathered_rows keys;  ///< of the next
  const float *values;
  size_t key_words, words;  ///< of a slot: keys, keys and values
  size_t place, word;  ///< what is fetched next
} upcoming_row;

enum {
  /// Lines that are fetched beside a word of the scores, and beside a key's values.
  LINES_BESIDE_SCORES = 4,
  LINES_BESIDE_VALUES = 8,
};

INLINE void pass_over_seen(upcoming_row *x) {
  while (x->place < x->keys.count && x->place < x->seen->count &&
         x->keys.slots[x->place] == x->seen->slots[x->place]) {
    ++x->place;
  }
}

/// Fetches up to so many lines.
INLINE void fetch_lines(upcoming_row *x, size_t count) {
  for (; count > 0 && x->place < x->keys.count; --count) {
    const float *keys = gathered_row(&x->keys, x->place) + x->word;
    const float *values = x->values + (size_t)x->keys.slots[x->place] * x->keys.ld;
    const int is_key = x->word < x->key_words;
    __builtin_prefetch(is_key ? keys : values + (x->word - x->key_words));
    x->word += LANES;
    if (x->word < x->words) continue;
    x->word = 0;
    ++x->place;
    pass_over_seen(x);
  }
}

// MARK: - Scores

/// One column of some keys: the chains of sums go on.
INLINE void add_scores(
    const int number, group query, const group *keys, group sums[STEP_KEYS]) {
  UNROLLED for (int i = 0; i < number; ++i) sums[i] = MADD(query, keys[i], sums[i]);
}

/// One word of some keys: the next `columns` of them, of which pairs have two but for the last of an
/// odd number.
INLINE void add_word_of_scores(
    const element_kind kind, const int heads, const int number, const int columns,
    const float *q, const float *const keys[STEP_KEYS], size_t word, group sums[STEP_KEYS]) {
  group words[STEP_KEYS], numbers[STEP_KEYS];
  UNROLLED for (int i = 0; i < number; ++i) {
    words[i] = load_group(heads, keys[i] + word * (size_t)heads);
  }
  const float *first = q + word * steps_per_word(kind) * (size_t)heads;
  UNROLLED for (int column = 0; column < columns; ++column) {
    UNROLLED for (int i = 0; i < number; ++i) {
      numbers[i] = kind == FLOATS ? words[i] : widened_group(words[i], column);
    }
    add_scores(number, load_group(heads, first + column * heads), numbers, sums);
  }
}

/// Scores of some keys from `first` on for a group of heads; `ld` is between heads. There is room for
/// whole vectors of scores, and the last key is repeated in it.
INLINE void score_gathered_keys(
    const element_kind kind, const int heads, const int number, const float *q,
    const gathered_rows *x, size_t first, float scale, float *scores, size_t ld,
    upcoming_row *next) {
  const float *keys[STEP_KEYS];
  group sums[STEP_KEYS] = {0.0f};
  UNROLLED for (int i = 0; i < number; ++i) {
    keys[i] = gathered_row(x, smaller(first + (size_t)i, x->count - 1));
  }
  const size_t columns = steps_per_word(kind), words = x->d / columns;
  for (size_t word = 0; word < words; ++word) {
    add_word_of_scores(kind, heads, number, (int)columns, q, keys, word, sums);
    fetch_lines(next, LINES_BESIDE_SCORES);
  }
  if (words * columns < x->d) add_word_of_scores(kind, heads, number, 1, q, keys, words, sums);
  UNROLLED for (int i = 0; i < number; ++i) {
    const group score = sums[i] * scale;
    UNROLLED for (int head = 0; head < heads; ++head) {
      scores[(size_t)head * ld + first + (size_t)i] = score[head];
    }
  }
}

INLINE void score_gathered(
    const element_kind kind, const int heads, const float *q, const gathered_rows *x, float scale,
    float *scores, size_t ld, upcoming_row *next) {
  size_t first = 0;
  for (; x->count - first > STEP_KEYS / 2; first += STEP_KEYS) {
    score_gathered_keys(kind, heads, STEP_KEYS, q, x, first, scale, scores, ld, next);
    if (x->count - first <= STEP_KEYS) return;
  }
  score_gathered_keys(kind, heads, STEP_KEYS / 2, q, x, first, scale, scores, ld, next);
}

// MARK: - Weighted sums

/// Vectors of a head's values from a cached row, of which `left` columns are to come.
INLINE void load_values(
    const element_kind kind, const int vectors, const float *row, size_t left,
    vf values[PANEL / LANES]) {
  if (kind == FLOATS) {
    const size_t last = LANES * (size_t)(vectors - 1);
    UNROLLED for (int v = 0; v < vectors - 1; ++v) values[v] = load(row + LANES * v);
    values[vectors - 1] = load_upto(row + last, left - last);
    return;
  }
  UNROLLED for (int v = 0; v < vectors; ++v) {
    const vu words = (vu)load(row + LANES * (v / 2));
    values[v] = (vf)(v % 2 ? words & 0xffff0000u : words << 16);
  }
}

/// Up to 64 columns of the weighted sums of some heads, whose weights are `ld` apart; of `values.d`
/// columns all heads have as many vectors.
INLINE void weigh_heads_gathered(
    const element_kind kind, const int heads, const int vectors, const float *weights, size_t ld,
    gathered_rows values, const float *factors, float *out, size_t head_size,
    upcoming_row *next) {
  vf sum[SMALL_GROUP][PANEL / LANES] = {{0.0f}};
  for (size_t i = 0; i < values.count; ++i) {
    const float *row = gathered_row(&values, i);
    fetch_lines(next, LINES_BESIDE_VALUES);
    UNROLLED for (int head = 0; head < heads; ++head) {
      vf numbers[PANEL / LANES];
      load_values(kind, vectors, row + (size_t)head * head_size, values.d, numbers);
      const vf weight = (vf)weights[(size_t)head * ld + i];
      UNROLLED for (int v = 0; v < vectors; ++v) {
        sum[head][v] = madd(weight, numbers[v], sum[head][v]);
      }
    }
  }
  const size_t last = LANES * (size_t)(vectors - 1);
  UNROLLED for (int head = 0; head < heads; ++head) {
    float *to = out + (size_t)head * values.d;
    UNROLLED for (int v = 0; v < vectors - 1; ++v) {
      store(to + LANES * v, sum[head][v] * factors[head]);
    }
    store_upto(to + last, sum[head][vectors - 1] * factors[head], values.d - last);
  }
}

/// out[d] = factor * weights times the gathered rows of one head.
static void weigh_gathered(
    const element_kind kind, const float *weights, gathered_rows values, const float *factor,
    float *out, upcoming_row *next) {
  for (; values.d > 3 * LANES; values.d -= smaller(values.d, PANEL)) {
    weigh_heads_gathered(kind, 1, 4, weights, 0, values, factor, out, 0, next);
    values.rows += value_words(kind, PANEL);
    out += PANEL;
  }
  switch ((values.d + LANES - 1) / LANES) {
    case 1: weigh_heads_gathered(kind, 1, 1, weights, 0, values, factor, out, 0, next); break;
    case 2: weigh_heads_gathered(kind, 1, 2, weights, 0, values, factor, out, 0, next); break;
    case 3: weigh_heads_gathered(kind, 1, 3, weights, 0, values, factor, out, 0, next); break;
  }
}

/// The sums of a group of heads. The usual sizes of heads fill the registers with sums.
INLINE void weigh_group_gathered(
    const element_kind kind, const int heads, const float *weights, size_t ld,
    gathered_rows values, const float *factors, float *out, upcoming_row *next) {
  const size_t d = values.d, size = value_words(kind, d);
  const int together = heads == 1 ? 1 : d == 2 * LANES ? 4 : d == 4 * LANES ? 2 : 1;
  for (int head = 0; head < heads; head += together) {
    if (together == 4) {
      weigh_heads_gathered(kind, 4, 2, weights, ld, values, factors, out, size, next);
    } else if (together == 2) {
      weigh_heads_gathered(kind, 2, 4, weights, ld, values, factors, out, size, next);
    } else {
      weigh_gathered(kind, weights, values, factors, out, next);
    }
    weights += (size_t)together * ld;
    values.rows += (size_t)together * size;
    factors += together;
    out += (size_t)together * d;
  }
}

// MARK: - A step

/// A group of heads of one query row.
INLINE void attend_gathered(
    const element_kind kind, const int heads, const float *q, gathered_rows keys,
    gathered_rows values, float scale, float *scores, float *out, upcoming_row *next) {
  const size_t count = keys.count, ld = rounded_up(count, LANES);
  float factors[LARGE_GROUP];
  if (heads > 1) {
    float *interleaved = scores + (size_t)heads * ld;
    interleave_group((size_t)heads, q, keys.d, keys.d, interleaved);
    q = interleaved;
  }
  if (count > 0) score_gathered(kind, heads, q, &keys, scale, scores, ld, next);
  exponentiate_scores(scores, (size_t)heads, count, factors);
  weigh_group_gathered(kind, heads, scores, ld, values, factors, out, next);
}

/// All heads of one query row.
INLINE void attend_row_gathered(
    const element_kind kind, const apus_cached_step *x, size_t row, gathered_rows keys,
    float *scratch, upcoming_row *next) {
  const size_t d = x->head_dimension;
  gathered_rows values = keys;
  values.rows = x->values;
  const float *query = x->q + row * x->ldq;
  float *out = x->out + row * x->ldo;
  for (size_t left = x->heads, heads; left > 0; left -= heads) {
    heads = heads_of_group(left);
    switch (heads) {
      case LARGE_GROUP:
        attend_gathered(kind, LARGE_GROUP, query, keys, values, x->scale, scratch, out, next);
        break;
      case SMALL_GROUP:
        attend_gathered(kind, SMALL_GROUP, query, keys, values, x->scale, scratch, out, next);
        break;
      default: attend_gathered(kind, 1, query, keys, values, x->scale, scratch, out, next);
    }
    query += heads * d;
    out += heads * d;
    keys.rows += heads * key_words(kind, d);
    values.rows += heads * value_words(kind, d);
  }
}

INLINE gathered_rows history_of(const apus_cached_step *x, size_t row) {
  const size_t count = (size_t)(x->starts[row + 1] - x->starts[row]);
  return (gathered_rows){x->keys, x->ld, x->slots + x->starts[row], count, x->head_dimension};
}

/// What has to be fetched for a row while the one before it is computed.
INLINE upcoming_row upcoming_row_of(
    const apus_cached_step *x, size_t row, const gathered_rows *seen) {
  const element_kind kind = kind_of(x->pairs);
  const size_t keys = x->heads * key_words(kind, x->head_dimension);
  const size_t values = x->heads * value_words(kind, x->head_dimension);
  upcoming_row result = {
      .seen = seen, .keys = row < x->rows ? history_of(x, row) : (gathered_rows){0},
      .values = x->values, .key_words = keys, .words = keys + values};
  pass_over_seen(&result);
  return result;
}

static void attention_step(const apus_cached_step *step, float *scratch) {
  for (size_t row = 0; row < step->rows; ++row) {
    const gathered_rows keys = history_of(step, row);
    upcoming_row next = upcoming_row_of(step, row + 1, &keys);
    if (step->pairs) {
      attend_row_gathered(WIDENED, step, row, keys, scratch, &next);
    } else {
      attend_row_gathered(FLOATS, step, row, keys, scratch, &next);
    }
    fetch_lines(&next, SIZE_MAX);
  }
}
