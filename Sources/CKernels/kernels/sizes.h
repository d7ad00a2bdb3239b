/// Block sizes that fix the order of sums and the size of scratch: the same for every instruction
/// set, because the results of the twins are compared bit for bit.
#ifndef APUS_SIZES_H
#define APUS_SIZES_H

#include <stddef.h>

enum {
  /// Lanes of the vector type, on every instruction set.
  LANES = 16,
  /// Columns of a panel of a packed matrix.
  PANEL = 64,
  /// Rows of A (of its transpose) that a panel is multiplied with before the next panel: they stay
  /// in the L2 cache.
  ROW_BLOCK = 256,
  /// Words of the inner dimension after which a product goes through memory: a panel of so many
  /// fits in the L2 cache.
  INNER_BLOCK = 2048,
  /// The same for a transposed product, whose operands are both packed.
  TRANSPOSED_BLOCK = 512,
  /// Words of B that are multiplied with all rows before the next are, where zeros are passed over:
  /// both fit in the L2 cache.
  SPARSE_WORDS = 1 << 16,
  /// With so many rows, it pays to pair the numbers of such a block's words by columns.
  PAIRED_ROWS = 64,
  /// Queries and keys of a block of attention: its scores, and what they are made of, stay in the
  /// caches. The first divides the second.
  QUERY_BLOCK = 64,
  KEY_BLOCK = 128,
  /// Queries of attention that are computed alike: over the keys that the last of them sees.
  ROW_GROUP = 16,
  /// Heads of a decoding step whose scores are computed together.
  LARGEST_HEAD_GROUP = 8,
  /// Queries of a decoding step that attend together: what a register tile has at most.
  MEMORY_ROWS = 16,
  /// Logits whose largest decides whether they are looked at one by one.
  CHOICE_BLOCK = 128,
};

/// What one word (32 bits) of an operand is: a float, or the bf16 of two neighbouring steps of the
/// inner dimension, the first in the low half. Of a widened product that is so of B alone, whose
/// numbers are multiplied as floats.
typedef enum { FLOATS, PAIRS, WIDENED } element_kind;

static inline size_t steps_per_word(element_kind kind) { return kind == FLOATS ? 1 : 2; }

/// Words that hold `steps` steps; a last step alone gets a partner of zero.
static inline size_t words_of(element_kind kind, size_t steps) {
  return kind == FLOATS ? steps : (steps + 1) / 2;
}

/// Of the keys and values that decoding steps attend to.
static inline element_kind kind_of(int pairs) { return pairs ? WIDENED : FLOATS; }

static inline size_t rounded_up(size_t count, size_t step) {
  return (count + step - 1) / step * step;
}

static inline size_t smaller(size_t x, size_t y) { return x < y ? x : y; }

/// The length of equal blocks, none longer than `limit`, that cover `count`.
static inline size_t even_block(size_t count, size_t limit) {
  const size_t blocks = (count + limit - 1) / limit;
  return blocks < 2 ? count : (count + blocks - 1) / blocks;
}

/// The distance between rows of words copied from A: powers of two would evict each other from the
/// L1 cache.
static inline size_t row_stride_of(size_t words) { return rounded_up(words, LANES) + LANES; }

#endif
