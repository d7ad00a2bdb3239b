/// Keys and values as cross-attention of decoding steps takes them: they are the same in every step,
/// and so are laid out once.
///
/// Both lie head by head, as attention reads them. Keys are transposed; a word of them holds one
/// column of a key or, in pairs of bf16, two. A word of values holds the number of one key, or of
/// two.

/// One head of a sequence in floats: out[d, count rounded up to 16].
INLINE void transpose_keys(const float *keys, size_t ldk, size_t count, size_t d, float *out) {
  transpose((matrix){keys, ldk, count, d}, out, rounded_up(count, LANES));
}

/// The same in pairs, which are made before they are transposed.
static void transpose_keys_in_pairs(
    const float *keys, size_t ldk, size_t count, size_t d, float *out) {
  enum { KEYS = LANES };
  const size_t ld = rounded_up(count, LANES);
  float words[KEYS * PANEL];
  for (size_t key = 0; key < count; key += KEYS) {
    const size_t rows = smaller(count - key, KEYS);
    for (size_t column = 0; column < d; column += 2 * PANEL) {
      const size_t columns = smaller(d - column, 2 * PANEL);
      for (size_t i = 0; i < rows; ++i) {
        round_row(keys + (key + i) * ldk + column, columns, words + i * PANEL);
      }
      const matrix block = {words, PANEL, rows, words_of(PAIRS, columns)};
      transpose(block, out + column / 2 * ld + key, ld);
    }
  }
}

static void lay_out_keys(
    const float *keys, size_t ldk, size_t count, size_t heads, size_t head_dimension, int pairs,
    float *out) {
  const size_t head_size =
      words_of(kind_of(pairs), head_dimension) * rounded_up(count, LANES);
  for (size_t head = 0; head < heads; ++head) {
    const float *columns = keys + head * head_dimension;
    if (pairs) {
      transpose_keys_in_pairs(columns, ldk, count, head_dimension, out + head * head_size);
    } else {
      transpose_keys(columns, ldk, count, head_dimension, out + head * head_size);
    }
  }
}

/// One head, in rows of whole vectors.
INLINE void lay_out_values_of_head(
    const element_kind kind, const float *v, size_t ldv, size_t count, size_t d, float *out) {
  for (size_t key = 0; key < count; key += steps_per_word(kind)) {
    for (size_t column = 0; column < d; column += LANES, out += LANES) {
      const float *first = v + key * ldv + column;
      store(out, load_words(kind, first, ldv, count - key, d - column));
    }
  }
}

static void lay_out_values(
    const float *v, size_t ldv, size_t count, size_t heads, size_t head_dimension, int pairs,
    float *out) {
  const size_t d = head_dimension;
  const size_t head_size = words_of(kind_of(pairs), count) * rounded_up(d, LANES);
  for (size_t head = 0; head < heads; ++head, v += d, out += head_size) {
    if (pairs) {
      lay_out_values_of_head(PAIRS, v, ldv, count, d, out);
    } else {
      lay_out_values_of_head(FLOATS, v, ldv, count, d, out);
    }
  }
}
