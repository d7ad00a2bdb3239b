/// What the passes of attention share: the blocks of one head, their scores and weighted sums.

#include "tiles.h"

/// One sequence of the batch.
typedef struct {
  const apus_attention_shape *shape;
  size_t query_rows, key_rows;  ///< of this sequence
} attention_pass;

INLINE attention_pass pass_over(const apus_attention_shape *shape, size_t sequence) {
  const size_t queries =
      (size_t)(shape->q_offsets[sequence + 1] - shape->q_offsets[sequence]);
  const size_t keys = (size_t)(shape->k_offsets[sequence + 1] - shape->k_offsets[sequence]);
  return (attention_pass){shape, queries, keys};
}

/// The number of keys that query row `row` sees.
INLINE size_t keys_seen(const attention_pass *pass, size_t row) {
  return pass->shape->causal ? smaller(row + 1, pass->key_rows) : pass->key_rows;
}

/// A block of consecutive rows of queries or keys.
typedef struct {
  size_t first, count;
} row_block;

/// The block of at most `limit` rows that begins at `first`.
INLINE row_block block_at(size_t first, size_t rows, size_t limit) {
  return (row_block){first, smaller(rows - first, limit)};
}

/// The number of keys of a block that query row `row` sees.
INLINE size_t keys_seen_in(const attention_pass *pass, row_block keys, size_t row) {
  const size_t seen = keys_seen(pass, row);
  return seen <= keys.first ? 0 : smaller(seen - keys.first, keys.count);
}

/// How many queries of a block do not see key row `key`, in whole groups.
INLINE size_t queries_blind(const attention_pass *pass, row_block queries, size_t key) {
  const int blind = pass->shape->causal && key > queries.first;
  return blind ? (key - queries.first) / ROW_GROUP * ROW_GROUP : 0;
}

/// A head's columns of a row-major matrix, moved into scratch with zeros up to a multiple of 16
/// where its rows could not be read in whole vectors.
typedef struct {
  const float *elements;
  size_t ld;
} head_rows;

static head_rows whole_vectors(const float *x, size_t ld, size_t rows, size_t d, float *scratch) {
  if (d % LANES == 0) return (head_rows){x, ld};
  const size_t width = rounded_up(d, LANES);
  for (size_t row = 0; row < rows; ++row) {
    for (size_t j = 0; j < d; j += LANES) {
      store(scratch + row * width + j, load_upto(x + row * ld + j, d - j));
    }
  }
  return (head_rows){scratch, width};
}

/// Fetches the rows of the block after this one into the L2 cache: the hardware does not foresee
/// rows that lie pages apart.
static void prefetch_next(const float *x, size_t ld, row_block block, size_t rows, size_t d) {
  const size_t next = block.first + block.count, end = smaller(rows, next + block.count);
  for (size_t row = next; row < end; ++row) {
    for (size_t j = 0; j < d; j += LANES) __builtin_prefetch(x + row * ld + j, 0, 2);
  }
}

/// out[d, ld] = a block of rows transposed. Lanes beyond the last row repeat it: nothing reads what
/// becomes of them.
static void transpose_rows(
    const float *x, size_t ldx, row_block rows, size_t d, float *out, size_t ld) {
  for (size_t row = 0; row < rows.count; row += LANES) {
    const float *first = x + (rows.first + row) * ldx;
    const size_t last = rows.count - row - 1;
    for (size_t column = 0; column < d; column += LANES) {
      vf block[LANES];
      UNROLLED for (size_t i = 0; i < LANES; ++i) {
        block[i] = load_upto(first + smaller(i, last) * ldx + column, d - column);
      }
      transpose_lanes(block);
      float *corner = out + column * ld + row;
      if (d - column >= LANES) {
        UNROLLED for (size_t i = 0; i < LANES; ++i) store(corner + i * ld, block[i]);
      } else {
        for (size_t i = 0; i < d - column; ++i) store(corner + i * ld, block[i]);
      }
    }
  }
}

// MARK: - Scores

/// Where the scores of a block of queries are made.
typedef struct {
  const float *transposed;  ///< [head dimension, ld]: the queries, or the gradients of their output
  float *scores;            ///< [keys, ld]
  size_t ld;                ///< queries, rounded up to whole vectors
  float *largest;           ///< [ld]
  float scale;
  int hides;  ///< unseen scores: they become -infinity
} score_block;

static void multiply_scores(score_product x, size_t rows, size_t columns) {
  const size_t widest = TILE_COLUMNS(rows);
  for (size_t column = 0; column < columns; column += widest) {
    const size_t width = smaller(columns - column, widest);
    const size_t tallest = even_block(rows, SCORE_ROWS(width));
    score_product tile = x;
    tile.factors.b += column;
    tile.scores += column;
    tile.largest += column;
    tile.hidden -= (int32_t)column;
    for (size_t row = 0; row < rows; row += tallest) {
      const size_t height = smaller(rows - row, tallest);
      multiply_score_tile(&tile, height, width);
      tile.factors.a += height * tile.factors.row_stride;
      tile.scores += height * tile.ld;
      tile.hidden += (int32_t)height;
    }
  }
}

/// The length of the keys from `key` on that the same queries of a block see: one group of them on
/// the diagonal.
INLINE size_t keys_alike(
    const attention_pass *pass, row_block queries, row_block keys, size_t key) {
  const size_t rest = keys.count - key, row = keys.first + key;
  if (!pass->shape->causal) return rest;
  return smaller(rest, row < queries.first ? queries.first - row : ROW_GROUP);
}

/// The scores of a block, a row for each key: rows of `x` times the transposed matrix. Groups of
/// queries that do not see a key are left out, single ones among a group get -infinity.
static void score_keys(
    const attention_pass *pass, row_block queries, row_block keys, const float *x, size_t ldx,
    const score_block *block) {
  for (size_t key = 0, count; key < keys.count; key += count) {
    count = keys_alike(pass, queries, keys, key);
    const size_t blind = queries_blind(pass, queries, keys.first + key);
    const ptrdiff_t ahead = (ptrdiff_t)(keys.first + key) - (ptrdiff_t)(queries.first + blind);
    const score_product product = {
        .factors = {.a = x + key * ldx, .row_stride = ldx, .b = block->transposed + blind,
                    .ldb = block->ld, .steps = pass->shape->head_dimension},
        .scale = block->scale,
        .hidden = pass->shape->causal && block->hides ? (int32_t)ahead : nothing_hidden,
        .scores = block->scores + key * block->ld + blind, .ld = block->ld,
        .largest = block->largest + blind};
    if (blind < block->ld) multiply_scores(product, count, block->ld - blind);
  }
}

// MARK: - Sums over keys

/// What is added up for each query: rows of `y`, weighted by a row of weights for each key.
typedef struct {
  const float *weights;
  size_t ld;
  head_rows y;
  const float *start_factors, *end_factors;  ///< of `weighted_sum`, for each query
} key_sums;

static void multiply_weighted(weighted_sum x, size_t rows, size_t columns) {
  const size_t widest = TILE_COLUMNS(rows);
  for (size_t column = 0; column < columns; column += widest) {
    weighted_sum tile = x;
    tile.factors.b += column;
    tile.c += column;
    multiply_weighted_tile(&tile, rows, smaller(columns - column, widest));
  }
}

/// out[queries, d] = the sums, each group of rows over the keys that it sees.
static void sum_over_keys(
    const attention_pass *pass, row_block queries, row_block keys, const key_sums *x, float *out,
    size_t ldo) {
  const size_t d = pass->shape->head_dimension;
  const size_t tallest = TILE_ROWS(FLOATS, smaller(d, TILE_COLUMNS(ROW_GROUP)));
  for (size_t group = 0; group < queries.count; group += ROW_GROUP) {
    const size_t rows = smaller(queries.count - group, ROW_GROUP);
    const size_t step = even_block(rows, tallest);
    for (size_t row = group; row < group + rows; row += step) {
      const size_t height = smaller(group + rows - row, step);
      const weighted_sum sum = {
          .factors = {.a = x->weights + row, .step_stride = x->ld, .b = x->y.elements,
                      .ldb = x->y.ld,
                      .steps = keys_seen_in(pass, keys, queries.first + row + height - 1)},
          .start_factors = x->start_factors == NULL ? NULL : x->start_factors + row,
          .end_factors = x->end_factors + row, .c = out + row * ldo, .ldc = ldo};
      multiply_weighted(sum, height, d);
    }
  }
}
