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
  ROW_BLOCK = 192,
  /// Steps of the inner dimension after which a product goes through memory: a panel of so many
  /// steps and a block of rows fit in the L2 cache together.
  INNER_BLOCK = 2048,
  /// The same for a transposed product, whose operands are both packed.
  TRANSPOSED_BLOCK = 512,
  /// Query rows whose attention probabilities exist at a time.
  QUERY_BLOCK = 48,
  /// Rows of attention that are computed alike: as far as the last of them sees.
  ROW_GROUP = 16,
};

static inline size_t rounded_up(size_t count, size_t step) {
  return (count + step - 1) / step * step;
}

static inline size_t smaller(size_t x, size_t y) { return x < y ? x : y; }

/// The length of equal blocks, none longer than `limit`, that cover `count`.
static inline size_t even_block(size_t count, size_t limit) {
  const size_t blocks = (count + limit - 1) / limit;
  return blocks < 2 ? count : (count + blocks - 1) / blocks;
}

#endif
