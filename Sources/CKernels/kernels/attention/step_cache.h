/// Keys and values of target tokens as decoding steps take them, in rows of words: floats, or pairs
/// of bf16.
///
/// Keys are interleaved: in each group of heads, word p * heads + h is column p of head h or, in
/// pairs, columns 2 p and 2 p + 1. A score is one chain of sums over the columns, and a register then
/// has those of all heads of a group, without any shuffling. Values are head by head; in pairs, a
/// vector of words has the columns of two vectors, the first in the low halves.

enum {
  /// Heads of a large group and of a small one; heads that are left over are groups of their own.
  LARGE_GROUP = LARGEST_HEAD_GROUP,
  SMALL_GROUP = 4,
};

/// The heads of the group that begins where `heads` are left.
INLINE size_t heads_of_group(size_t heads) {
  return heads >= LARGE_GROUP ? LARGE_GROUP : heads >= SMALL_GROUP ? SMALL_GROUP : 1;
}

/// Words of a head's keys, and of its values.
INLINE size_t key_words(element_kind kind, size_t d) { return words_of(kind, d); }

INLINE size_t value_words(element_kind kind, size_t d) {
  return kind == FLOATS ? d : rounded_up(d, 2 * LANES) / 2;
}

typedef float four __attribute__((ext_vector_type(SMALL_GROUP)));
typedef four four_anywhere __attribute__((aligned(4), may_alias));

INLINE four load_four(const float *p) { return *(const four_anywhere *)p; }

INLINE void store_four(float *p, four x) { *(four_anywhere *)p = x; }

/// out[columns, 4] = x[4, columns] transposed; ldo is between the rows of `out`.
INLINE void interleave_four(const float *x, size_t ldx, size_t columns, float *out, size_t ldo) {
  size_t p = 0;
  for (; p + 4 <= columns; p += 4) {
    four rows[4];
    UNROLLED for (size_t i = 0; i < 4; ++i) rows[i] = load_four(x + i * ldx + p);
    const four low = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
    const four high = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
    const four low_rest = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
    const four high_rest = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
    float *to = out + p * ldo;
    store_four(to, __builtin_shufflevector(low, low_rest, 0, 1, 4, 5));
    store_four(to + ldo, __builtin_shufflevector(low, low_rest, 2, 3, 6, 7));
    store_four(to + 2 * ldo, __builtin_shufflevector(high, high_rest, 0, 1, 4, 5));
    store_four(to + 3 * ldo, __builtin_shufflevector(high, high_rest, 2, 3, 6, 7));
  }
  for (; p < columns; ++p) {
    for (size_t i = 0; i < 4; ++i) out[p * ldo + i] = x[i * ldx + p];
  }
}

/// out[columns, heads] = x[heads, columns] transposed, of a group of heads.
static void interleave_group(
    size_t heads, const float *x, size_t ldx, size_t columns, float *out) {
  for (size_t head = 0; head < heads; head += SMALL_GROUP) {
    interleave_four(x + head * ldx, ldx, columns, out + head, heads);
  }
}

/// A group's keys of one token, in pairs.
static void interleave_pairs(size_t heads, const float *x, size_t d, float *out) {
  float words[LARGE_GROUP * LANES];
  for (size_t column = 0; column < d; column += 2 * LANES) {
    const size_t left = d - column, count = smaller(words_of(PAIRS, left), LANES);
    for (size_t head = 0; head < heads; ++head) {
      store(words + head * LANES, load_pairs(x + head * d + column, left));
    }
    float *to = out + column / 2 * heads;
    if (heads > 1) {
      interleave_group(heads, words, LANES, count, to);
    } else {
      memcpy(to, words, count * sizeof(float));
    }
  }
}

static void cache_keys(
    const float *x, size_t ldx, size_t rows, size_t heads, size_t head_dimension,
    const int32_t *slots, int pairs, float *cache, size_t ldc) {
  const size_t d = head_dimension, size = key_words(kind_of(pairs), d);
  for (size_t row = 0; row < rows; ++row) {
    const float *from = x + row * ldx;
    float *to = cache + (size_t)slots[row] * ldc;
    for (size_t left = heads, group; left > 0; left -= group) {
      group = heads_of_group(left);
      if (pairs) {
        interleave_pairs(group, from, d, to);
      } else if (group > 1) {
        interleave_group(group, from, d, d, to);
      } else {
        memcpy(to, from, d * sizeof(float));
      }
      from += group * d;
      to += group * size;
    }
  }
}

static void cache_values(
    const float *x, size_t ldx, size_t rows, size_t heads, size_t head_dimension,
    const int32_t *slots, int pairs, float *cache, size_t ldc) {
  const size_t d = head_dimension;
  for (size_t row = 0; row < rows; ++row) {
    const float *from = x + row * ldx;
    float *to = cache + (size_t)slots[row] * ldc;
    if (!pairs) {
      memcpy(to, from, heads * d * sizeof(float));
      continue;
    }
    for (size_t head = 0; head < heads; ++head, from += d) {
      for (size_t column = 0; column < d; column += 2 * LANES, to += LANES) {
        const size_t left = d - column;
        const vf second =
            left > LANES ? load_upto(from + column + LANES, left - LANES) : (vf)0.0f;
        store(to, pairs_of(load_upto(from + column, left), second));
      }
    }
  }
}
