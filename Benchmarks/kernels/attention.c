#include "timing.h"

/// `sequences` sequences of `length` tokens, eight heads.
static void time_length(
    const apus_kernels *kernels, size_t length, size_t head_dimension, int causal) {
  enum { heads = 8 };
  const size_t sequences = length < 512 ? 512 / length : 1;
  const size_t tokens = sequences * length, d = heads * head_dimension;
  int32_t *offsets = calloc(sequences + 1, sizeof(int32_t));
  for (size_t i = 0; i <= sequences; ++i) offsets[i] = (int32_t)(i * length);
  const apus_attention_shape shape = {
      offsets, offsets, sequences, heads, head_dimension, causal, 0.125f};
  float *qkv = numbers(3 * tokens * d), *out = numbers(tokens * d), *dout = numbers(tokens * d);
  float *dqkv = numbers(3 * tokens * d), *log_sums = numbers(tokens * heads);
  float *scratch = numbers(apus_attention_scratch(&shape));
  TIME(forward, kernels->attention(&shape, qkv, 3 * d, qkv + d, 3 * d, qkv + 2 * d, 3 * d, out, d,
                                   log_sums, scratch));
  TIME(backward,
       kernels->attention_backward(&shape, qkv, 3 * d, qkv + d, 3 * d, qkv + 2 * d, 3 * d, out, d,
                                   log_sums, dout, d, dqkv, 3 * d, dqkv + d, 3 * d, dqkv + 2 * d,
                                   3 * d, scratch));
  const double product = 2e-9 * (double)(tokens * length * d);
  printf("attention T %4zu, head %3zu%s  forward %6.1f GF/s %5.2f Mtoken/s, backward %6.1f GF/s\n",
         length, head_dimension, causal ? ", causal" : "        ", 2 * product / forward,
         1e-6 * (double)tokens / forward, 5 * product / backward);
  free(offsets), free(qkv), free(out), free(dout), free(dqkv), free(log_sums), free(scratch);
}

static void time_step(const apus_kernels *kernels, size_t history) {
  enum { heads = 8, head_dimension = 64, rows = 16, d = heads * head_dimension };
  float *q = numbers(rows * d), *k = numbers(rows * history * d), *v = numbers(rows * history * d);
  float *out = numbers(rows * d), *scratch = numbers(history * heads);
  int32_t *slots = calloc(rows * history, sizeof(int32_t)), starts[rows + 1];
  for (size_t i = 0; i < rows * history; ++i) slots[i] = (int32_t)i;
  for (size_t i = 0; i <= rows; ++i) starts[i] = (int32_t)(i * history);
  TIME(best, kernels->attention_step(q, d, rows, k, v, d, slots, starts, heads, head_dimension,
                                     0.125f, out, d, scratch));
  printf("attention_step, %zu keys, d %d  %.2f us/row\n", history, d, 1e6 * best / rows);
  free(q), free(k), free(v), free(out), free(scratch), free(slots);
}

void time_attention(const apus_kernels *kernels) {
  for (size_t length = 16; length <= 32; length *= 2) {
    for (size_t head = 32; head <= 64; head *= 2) {
      for (int causal = 0; causal < 2; ++causal) time_length(kernels, length, head, causal);
    }
  }
  time_length(kernels, 100, 64, 0);
  time_length(kernels, 1000, 64, 0);
  time_length(kernels, 1000, 64, 1);
  time_step(kernels, 16);
  time_step(kernels, 32);
}
