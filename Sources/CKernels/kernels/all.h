/// Every kernel, for the instruction set of the file that includes this one. That file defines
/// FUSED                  whether multiply-add in one rounding is an instruction
/// DOTS_PAIRS             whether the dot product of pairs of bf16 is one (AVX512-BF16)
/// TILE_COLUMNS(rows)     columns of the widest register tile for so many rows
/// TILE_ROWS(columns)     rows of the tallest tile for so many columns
/// TALLEST_TILE           the most rows of any tile
/// TILES                  the tiles that follow from these, as TILE(rows, vectors)
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
#include "elementwise.h"
#include "matrix/tile.h"
#include "matrix/pack.h"
#include "matrix/matmul.h"
#include "matrix/matmul_transposed.h"
#include "matrix/column_sums.h"
#include "training/dropout.h"
#include "training/norm.h"
#include "training/embedding.h"
#include "training/loss.h"
#include "training/reduce.h"
#include "training/adam.h"
#include "attention/rows.h"
#include "attention/forward.h"
#include "attention/backward.h"
#include "attention/step.h"
// clang-format on

const apus_kernels KERNELS = {
    .pack = pack,
    .matmul = matmul,
    .matmul_transposed = matmul_transposed,
    .pack_bf16 = pack_bf16,
    .matmul_bf16 = matmul_bf16,
    .matmul_transposed_bf16 = matmul_transposed_bf16,
    .add_column_sums = add_column_sums,
    .add = add,
    .scale = scale,
    .relu_backward = relu_backward,
    .sum_of_squares = sum_of_squares,
    .all_finite = all_finite,
    .dropout_apply = dropout_apply,
    .residual_norm = residual_norm,
    .residual_norm_backward = residual_norm_backward,
    .embed = embed,
    .embed_backward = embed_backward,
    .attention = attention,
    .attention_backward = attention_backward,
    .attention_probabilities = attention_probabilities,
    .attention_step = attention_step,
    .cross_entropy = cross_entropy,
    .log_softmax = log_softmax,
    .reduce_lanes = reduce_lanes,
    .adam_update = adam_update,
    .exponential = exponential_of_all,
};
