/// Which of many words are not zero: few of those that max(0, .) leaves.

/// How to tell a zero: a word whose bits of `mask` are those of `zero`. With `second_part`, words
/// have two parts, the second so far behind the first, and the bits are those that either has.
typedef struct {
  uint32_t mask, zero;
  size_t second_part;
} zero_test;

typedef _Bool vt __attribute__((ext_vector_type(LANES)));

/// Bit i is that of lane i, of which all bits are alike.
INLINE uint64_t bits_of(vi truth) {
#if defined(__x86_64__) && VECTOR_BITS == 256
  return (uint64_t)_mm256_movemask_ps((__m256)truth.lo) |
         (uint64_t)_mm256_movemask_ps((__m256)truth.hi) << 8;
#else
  const vt lanes = __builtin_convertvector(truth, vt);
  uint16_t bits;
  memcpy(&bits, &lanes, sizeof bits);
  return bits;
#endif
}

INLINE vu load_parts(const uint32_t *words, size_t count, zero_test test) {
  const vu first = (vu)load_upto((const float *)words, count);
  if (test.second_part == 0) return first;
  return first | (vu)load_upto((const float *)words + test.second_part, count);
}

/// Bit i says whether word i of up to 64 is not zero.
INLINE uint64_t nonzero_bits(const uint32_t *words, size_t count, zero_test test) {
  uint64_t bits = 0;
  UNROLLED for (size_t i = 0; i < 64; i += LANES) {
    if (i < count) {
      bits |= bits_of((load_parts(words + i, count - i, test) & test.mask) != test.zero) << i;
    }
  }
  return count < 64 ? bits & ((1ull << count) - 1) : bits;
}

/// The numbers of a row's words that are not zero.
typedef struct {
  const uint16_t *numbers;
  size_t count;
} nonzero_words;

/// Lists them, of up to 2^16 words, in memory for as many.
INLINE nonzero_words list_nonzero(
    const uint32_t *words, size_t count, zero_test test, uint16_t *numbers) {
  size_t found = 0;
  for (size_t i = 0; i < count; i += 64) {
    uint64_t bits = nonzero_bits(words + i, count - i, test);
    for (; bits != 0; bits &= bits - 1) {
      numbers[found++] = (uint16_t)(i + (size_t)__builtin_ctzll(bits));
    }
  }
  return (nonzero_words){numbers, found};
}

enum {
  /// Rows that are looked at to know whether all are mostly zeros.
  SAMPLED_ROWS = 8,
};

/// Whether at most one word in `share` is not zero, in a few of the rows.
INLINE int are_mostly_zeros(
    const uint32_t *words, size_t rows, size_t row_stride, size_t count, zero_test test,
    size_t share) {
  const size_t distance = (rows + SAMPLED_ROWS - 1) / SAMPLED_ROWS;
  size_t found = 0, limit = 0;
  for (size_t row = 0; row < rows; row += distance) {
    limit += count / share;
    for (size_t i = 0; i < count; i += 64) {
      const uint64_t bits = nonzero_bits(words + row * row_stride + i, count - i, test);
      found += (size_t)__builtin_popcountll(bits);
      if (found > limit) return 0;
    }
  }
  return 1;
}
