#include "timing.h"

enum { heads = 8 };

static const apus_dropout no_dropout = {.scale = 1};
static const apus_dropout tenth = {.key = 1, .threshold = 429496730, .scale = 1 / 0.9f};

/// The lengths of a batch, and what its attention multiplies and adds in one of its products.
typedef struct {
  size_t sequences, tokens;
  double pairs;  ///< of a query and a key
  int32_t *offsets;
} batch;

/// A number that the same calls give in every run.
static size_t random_below(uint32_t *state, size_t bound) {
  *state = *state * 1664525u + 1013904223u;
  return (size_t)(*state >> 8) % bound;
}

/// A sentence of Multi30k in tokens: 14 on average, standard deviation 4.
static size_t sentence_length(uint32_t *state) {
  return 2 + random_below(state, 9) + random_below(state, 9) + random_below(state, 9);
}

/// About 512 tokens, or one sequence; of sentences where `length` is 0.
static batch make_batch(size_t length) {
  const size_t limit = 256;
  batch x = {0, 0, 0, calloc(limit + 1, sizeof(int32_t))};
  uint32_t state = 1;
  while (x.sequences == 0 || (x.sequences < limit && x.tokens + length <= 512)) {
    const size_t next = length > 0 ? length : sentence_length(&state);
    x.tokens += next;
    x.pairs += (double)next * (double)next;
    x.offsets[++x.sequences] = (int32_t)x.tokens;
  }
  return x;
}

static void time_batch(
    const apus_kernels *kernels, size_t length, size_t head_dimension, int causal,
    apus_dropout dropout) {
  const batch x = make_batch(length);
  const size_t d = heads * head_dimension;
  const apus_attention_shape shape = {
      x.offsets, x.offsets, x.sequences, heads, head_dimension, causal, 0.125f};
  float *qkv = numbers(3 * x.tokens * d), *out = numbers(x.tokens * d);
  float *dqkv = numbers(3 * x.tokens * d), *dout = numbers(x.tokens * d);
  float *log_sums = numbers(x.tokens * heads);
  float *scratch = numbers(apus_attention_scratch(&shape));
  TIME(forward, kernels->attention(&shape, dropout, qkv, 3 * d, qkv + d, 3 * d, qkv + 2 * d, 3 * d,
                                   out, d, log_sums, scratch));
  TIME(backward,
       kernels->attention_backward(&shape, dropout, qkv, 3 * d, qkv + d, 3 * d, qkv + 2 * d, 3 * d,
                                   out, d, log_sums, dout, d, dqkv, 3 * d, dqkv + d, 3 * d,
                                   dqkv + 2 * d, 3 * d, scratch));
  const double product = 2e-9 * x.pairs * (double)d;
  char name[8] = "mixed";
  if (length > 0) snprintf(name, sizeof name, "%zu", length);
  printf("attention T %5s, head %3zu%s%s  forward %6.1f GF/s %5.2f Mtoken/s, backward %6.1f GF/s\n",
         name, head_dimension, causal ? ", causal" : "        ",
         dropout.threshold == 0 ? "         " : ", dropout", 2 * product / forward,
         1e-6 * (double)x.tokens / forward, 5 * product / backward);
  free(x.offsets), free(qkv), free(out), free(dout), free(dqkv), free(log_sums), free(scratch);
}

/// With fewer repeats where one takes a second.
static void time_long_batch(const apus_kernels *kernels, size_t length, int causal) {
  const int all = repeats;
  repeats = all * 1024 / (int)length / (int)(length / 512) + 1;
  time_batch(kernels, length, 64, causal, no_dropout);
  repeats = all;
}

/// Rows of a decoding step, each with a history of its own in a shuffled cache of floats or of bf16.
static void time_step(
    const apus_kernels *kernels, size_t head_dimension, size_t history, int pairs) {
  enum { rows = 16 };
  const size_t d = heads * head_dimension, slot_count = rows * history;
  const size_t keys_width = apus_cached_keys_width(heads, head_dimension, pairs);
  const size_t ld = keys_width + apus_cached_values_width(heads, head_dimension, pairs);
  float *q = numbers(rows * d), *kv = numbers(slot_count * 2 * d), *out = numbers(rows * d);
  float *cache = numbers(slot_count * ld);
  float *scratch = numbers(apus_attention_step_scratch(history, head_dimension));
  int32_t *slots = calloc(slot_count, sizeof(int32_t)), starts[rows + 1];
  // A step's slots are neighbours: those of one row are `rows` apart.
  for (size_t i = 0; i < slot_count; ++i) slots[i] = (int32_t)(i % history * rows + i / history);
  for (size_t i = 0; i <= rows; ++i) starts[i] = (int32_t)(i * history);
  TIME(keys, kernels->cache_keys(kv, 2 * d, rows, heads, head_dimension, slots, pairs, cache, ld));
  TIME(values, kernels->cache_values(kv + d, 2 * d, rows, heads, head_dimension, slots, pairs,
                                     cache + keys_width, ld));
  kernels->cache_keys(
      kv, 2 * d, slot_count, heads, head_dimension, slots, pairs, cache, ld);
  kernels->cache_values(
      kv + d, 2 * d, slot_count, heads, head_dimension, slots, pairs, cache + keys_width, ld);
  const apus_cached_step step = {
      q, d, rows, pairs, cache, cache + keys_width, ld, slots, starts, heads, head_dimension,
      0.125f, out, d};
  TIME(best, kernels->attention_step(&step, scratch));
  printf("attention_step, %2zu keys, head %zu, %s  %.2f us/row, writing keys %.2f, values %.2f\n",
         history, head_dimension, pairs ? "bf16" : "f32 ", 1e6 * best / rows, 1e6 * keys / rows,
         1e6 * values / rows);
  free(q), free(kv), free(cache), free(out), free(scratch), free(slots);
}

/// Cross-attention of a decoding step over memories of floats or of bf16.
static void time_memory(
    const apus_kernels *kernels, size_t head_dimension, size_t beam, size_t length, int pairs) {
  enum { sentences = 16 };
  const size_t d = heads * head_dimension, rows = sentences * beam, count = sentences * length;
  int32_t q_offsets[sentences + 1], k_offsets[sentences + 1];
  for (size_t i = 0; i <= sentences; ++i) {
    q_offsets[i] = (int32_t)(i * beam);
    k_offsets[i] = (int32_t)(i * length);
  }
  float *q = numbers(rows * d), *kv = numbers(count * 2 * d), *out = numbers(rows * d);
  float *means = numbers(rows * length);
  const size_t keys_count = apus_memory_keys_count(length, heads, head_dimension, pairs);
  const size_t values_count = apus_memory_values_count(length, heads, head_dimension, pairs);
  float *keys = numbers(sentences * keys_count), *values = numbers(sentences * values_count);
  for (size_t i = 0; i < sentences; ++i) {
    const float *from = kv + i * length * 2 * d;
    kernels->lay_out_keys(
        from, 2 * d, length, heads, head_dimension, pairs, keys + i * keys_count);
    kernels->lay_out_values(
        from + d, 2 * d, length, heads, head_dimension, pairs, values + i * values_count);
  }
  apus_memory_step step = {
      q_offsets, k_offsets, sentences, heads, head_dimension, 0.125f, q, d, pairs, keys, values,
      out, d, NULL, length};
  float *scratch = numbers(apus_attention_memory_scratch(&step));
  TIME(best, kernels->attention_memory(&step, scratch));
  step.means = means;
  TIME(with_means, kernels->attention_memory(&step, scratch));
  printf("cross-attention step, %2zu keys, %zu rows a sentence, head %zu, %s  %.2f us/row, "
         "with means %.2f\n", length, beam, head_dimension, pairs ? "bf16" : "f32 ",
         1e6 * best / (double)rows, 1e6 * with_means / (double)rows);
  free(q), free(kv), free(out), free(means), free(keys), free(values), free(scratch);
}

static void time_steps(const apus_kernels *kernels) {
  static const size_t lengths[] = {5, 16, 30, 60};
  for (size_t head = 32; head <= 64; head *= 2) {
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); ++i) {
      for (int pairs = 0; pairs < 2; ++pairs) {
        time_step(kernels, head, lengths[i], pairs);
        time_memory(kernels, head, 1, lengths[i], pairs);
        time_memory(kernels, head, 4, lengths[i], pairs);
      }
    }
  }
}

void time_attention(const apus_kernels *kernels) {
  // 0 stands for sentences of mixed lengths.
  static const size_t lengths[] = {0, 8, 12, 16, 24, 32, 48, 64, 100};
  for (int head = 32; head <= 64; head *= 2) {
    for (int causal = 0; causal < 2; ++causal) {
      for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); ++i) {
        time_batch(kernels, lengths[i], (size_t)head, causal, no_dropout);
        time_batch(kernels, lengths[i], (size_t)head, causal, tenth);
      }
    }
  }
  for (size_t length = 1024; length <= 8192; length *= 2) {
    for (int causal = 0; causal < 2; ++causal) time_long_batch(kernels, length, causal);
  }
  time_steps(kernels);
}
