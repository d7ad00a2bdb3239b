/// Every kernel, for the instruction set of the file that includes this one. That file defines
/// FUSED                  whether multiply-add in one rounding is an instruction
/// DOTS_PAIRS             whether the dot product of pairs of bf16 is one (AVX512-BF16)
/// DOTS_BYTES             whether that of groups of four bytes is one (AVX512-VNNI)
/// VECTOR_BITS            of a register
/// TILE_COLUMNS(rows)     columns of the widest register tile for so many rows
/// TILE_ROWS(kind, columns)  rows of the tallest tile for so many columns of B of that kind
/// TALLEST_TILE           the most rows of any tile
/// TILES                  the tiles that follow from these, as TILE(rows, vectors)
/// BYTE_TILE_COLUMNS(rows), BYTE_TILE_ROWS(columns), TALLEST_BYTE_TILE, BYTE_TILES
///                        the same of products of int8
/// KERNELS                the name of the table

// Where a sum is rounded is part of the result: the compiler is not to decide it.
#pragma clang fp contract(off)
// Vectors are passed between inlined functions only.
#pragma clang diagnostic ignored "-Wpsabi"

// The order follows from who calls whom.
// clang-format off
#include "vector/lanes.h"
#include "vector/exponential.h"
#include "vector/transpose.h"
#include "vector/pairs.h"
#include "vector/bytes.h"
#include "vector/nonzero.h"
#include "elementwise.h"
#include "matrix/tile.h"
#include "matrix/slices.h"
#include "matrix/panels.h"
#include "matrix/pack.h"
#include "matrix/pack_stored.h"
#include "matrix/sparse_rows.h"
#include "matrix/matmul.h"
#include "matrix/matmul_transposed.h"
#include "matrix/column_sums.h"
#include "matrix/quantize.h"
#include "matrix/pack_bytes.h"
#include "matrix/byte_tile.h"
#include "matrix/sparse_byte_rows.h"
#include "matrix/matmul_bytes.h"
#include "matrix/select.h"
#include "training/dropout.h"
#include "training/norm.h"
#include "training/embedding.h"
#include "training/loss.h"
#include "training/reduce.h"
#include "training/adam.h"
#include "attention/rows.h"
#include "attention/forward.h"
#include "attention/backward.h"
#include "attention/step_cache.h"
#include "attention/step.h"
#include "attention/memory_layout.h"
#include "attention/memory.h"
#include "decoding/embed_packed.h"
#include "decoding/likeliest.h"
// clang-format on

const apus_kernels KERNELS = {
    .pack = pack,
    .matmul = matmul,
    .matmul_transposed = matmul_transposed,
    .pack_bf16 = pack_bf16,
    .pack_stored_bf16 = pack_stored_bf16,
    .matmul_bf16 = matmul_bf16,
    .matmul_widened = matmul_widened,
    .matmul_transposed_bf16 = matmul_transposed_bf16,
    .pack_int8 = pack_int8,
    .pack_quantized = pack_quantized,
    .quantize = quantize,
    .matmul_int8 = matmul_int8,
    .select_columns = select_columns,
    .add_column_sums = add_column_sums,
    .add = add,
    .scale = scale,
    .round_to_bf16 = round_to_bf16,
    .relu_backward = relu_backward,
    .sum_of_squares = sum_of_squares,
    .all_finite = all_finite,
    .dropout_apply = dropout_apply,
    .residual_norm = residual_norm,
    .residual_norm_backward = residual_norm_backward,
    .embed = embed,
    .embed_backward = embed_backward,
    .embed_packed = embed_packed,
    .embed_packed_bf16 = embed_packed_bf16,
    .embed_packed_int8 = embed_packed_int8,
    .attention = attention,
    .attention_backward = attention_backward,
    .attention_probabilities = attention_probabilities,
    .cache_keys = cache_keys,
    .cache_values = cache_values,
    .attention_step = attention_step,
    .lay_out_keys = lay_out_keys,
    .lay_out_values = lay_out_values,
    .attention_memory = attention_memory,
    .cross_entropy = cross_entropy,
    .log_softmax = log_softmax,
    .likeliest = likeliest,
    .reduce_lanes = reduce_lanes,
    .adam_update = adam_update,
    .exponential = exponential_of_all,
};
