/// The kernels of every instruction set side by side, so that tests and benchmarks can call a twin
/// without changing which one the process uses.
#ifndef APUS_CKERNELS_TWINS_H
#define APUS_CKERNELS_TWINS_H

#include "CKernels.h"

/// One instruction set's kernels; each member does what the function `apus_…` of its name does.
typedef struct {
  __typeof__(apus_pack) *pack;
  __typeof__(apus_matmul) *matmul;
  __typeof__(apus_matmul_transposed) *matmul_transposed;
  __typeof__(apus_pack_bf16) *pack_bf16;
  __typeof__(apus_pack_stored_bf16) *pack_stored_bf16;
  __typeof__(apus_matmul_bf16) *matmul_bf16;
  __typeof__(apus_matmul_widened) *matmul_widened;
  __typeof__(apus_matmul_transposed_bf16) *matmul_transposed_bf16;
  __typeof__(apus_pack_int8) *pack_int8;
  __typeof__(apus_pack_quantized) *pack_quantized;
  __typeof__(apus_quantize) *quantize;
  __typeof__(apus_matmul_int8) *matmul_int8;
  __typeof__(apus_select_columns) *select_columns;
  __typeof__(apus_add_column_sums) *add_column_sums;

  __typeof__(apus_add) *add;
  __typeof__(apus_scale) *scale;
  __typeof__(apus_round_to_bf16) *round_to_bf16;
  __typeof__(apus_relu_backward) *relu_backward;
  __typeof__(apus_sum_of_squares) *sum_of_squares;
  __typeof__(apus_all_finite) *all_finite;

  __typeof__(apus_dropout_apply) *dropout_apply;
  __typeof__(apus_residual_norm) *residual_norm;
  __typeof__(apus_residual_norm_backward) *residual_norm_backward;
  __typeof__(apus_embed) *embed;
  __typeof__(apus_embed_backward) *embed_backward;
  __typeof__(apus_embed_packed) *embed_packed;
  __typeof__(apus_embed_packed_bf16) *embed_packed_bf16;
  __typeof__(apus_embed_packed_int8) *embed_packed_int8;

  __typeof__(apus_attention) *attention;
  __typeof__(apus_attention_backward) *attention_backward;
  __typeof__(apus_attention_probabilities) *attention_probabilities;
  __typeof__(apus_cache_keys) *cache_keys;
  __typeof__(apus_cache_values) *cache_values;
  __typeof__(apus_attention_step) *attention_step;
  __typeof__(apus_lay_out_keys) *lay_out_keys;
  __typeof__(apus_lay_out_values) *lay_out_values;
  __typeof__(apus_attention_memory) *attention_memory;

  __typeof__(apus_cross_entropy) *cross_entropy;
  __typeof__(apus_log_softmax) *log_softmax;
  __typeof__(apus_likeliest) *likeliest;
  __typeof__(apus_reduce_lanes) *reduce_lanes;
  __typeof__(apus_adam_update) *adam_update;

  /// y[i] = exp(x[i]), the exponential that softmax and the loss use.
  void (*exponential)(const float *x, size_t count, float *y);
} apus_kernels;

/// The kernels of a level of `apus_instruction_set`, or NULL where this machine lacks it.
const apus_kernels *apus_kernels_of(int level);

#endif
