/// What decoding steps are made of: products with few rows, whose weights come from memory, and the
/// choice among logits.
#include <string.h>

#include "timing.h"

// MARK: - Products

/// Copies of a packed matrix that are used in turn: many for weights that no cache holds.
typedef struct {
  uint32_t *words;
  size_t stride, count, next;
} weights;

static weights copies(const uint32_t *packed, size_t words, size_t total) {
  const size_t stride = (words + 15) / 16 * 16, count = total / stride > 0 ? total / stride : 1;
  weights x = {aligned_alloc(64, count * stride * sizeof(uint32_t)), stride, count, 0};
  for (size_t i = 0; i < count; ++i) memcpy(x.words + i * stride, packed, words * 4);
  return x;
}

static const uint32_t *next_copy(weights *x) {
  x->next = x->next + 1 < x->count ? x->next + 1 : 0;
  return x->words + x->next * x->stride;
}

/// Words of all copies together, for cold and for hot weights.
enum { COLD = 40 << 20, HOT = 1 };

typedef struct {
  double f32, bf16, int8;
} step_times;

static step_times time_step_products(
    const apus_kernels *kernels, size_t m, size_t k, size_t n, size_t total) {
  float *a = numbers(m * k), *b = numbers(k * n), *c = numbers(m * n);
  const size_t words = apus_packed_count(k, n), pairs = apus_packed_bf16_count(k, n);
  const size_t bytes = apus_packed_int8_count(k, n);
  uint32_t *packed = (uint32_t *)numbers(words);
  uint32_t *scratch = (uint32_t *)numbers(
      apus_matmul_int8_scratch(m, k, n) + apus_matmul_bf16_scratch(m, k, n));
  kernels->pack(b, k, n, n, 1, (float *)packed, k * 64);
  weights x = copies(packed, words, total);
  TIME(f32, kernels->matmul(a, k, m, k, n, (const float *)next_copy(&x), NULL, 0, 0, c, n));
  free(x.words);
  kernels->pack_bf16(b, k, n, n, 1, packed, (k + 1) / 2 * 64);
  x = copies(packed, pairs, total);
  TIME(bf16, kernels->matmul_bf16(a, k, m, k, n, next_copy(&x), NULL, 0, 0, c, n, scratch));
  free(x.words);
  kernels->pack_int8(b, k, n, n, 1, packed);
  x = copies(packed, bytes, total);
  TIME(int8, kernels->matmul_int8(a, k, m, k, n, next_copy(&x), 0, n, NULL, 0, c, n, scratch));
  free(x.words);
  free(a), free(b), free(c), free(packed), free(scratch);
  return (step_times){f32, bf16, int8};
}

static void report_step_products(
    const apus_kernels *kernels, size_t m, size_t k, size_t n) {
  const double scale = 2e-9 * (double)m * (double)k * (double)n;
  const step_times hot = time_step_products(kernels, m, k, n, HOT);
  const step_times cold = time_step_products(kernels, m, k, n, COLD);
  printf("%4zu rows, %4zu x %5zu  hot: f32 %5.0f, bf16 %5.0f, int8 %5.0f  "
         "cold: f32 %5.0f, bf16 %5.0f, int8 %5.0f (%4.1f GB/s)\n",
         m, k, n, scale / hot.f32, scale / hot.bf16, scale / hot.int8, scale / cold.f32,
         scale / cold.bf16, scale / cold.int8, 1e-9 * (double)(k * n) / cold.int8);
}

// MARK: - Choice

/// What `likeliest` spares: log-probabilities in memory, and a pass over them.
static float largest_after_softmax(
    const apus_kernels *kernels, float *z, size_t rows, size_t v) {
  kernels->log_softmax(z, v, rows, v);
  float best = 0;
  for (size_t row = 0; row < rows; ++row) {
    float largest = -1e30f;
    for (size_t j = 0; j < v; ++j) largest = z[row * v + j] > largest ? z[row * v + j] : largest;
    best += largest;
  }
  return best;
}

static void time_choice(const apus_kernels *kernels, size_t rows, size_t v, size_t count) {
  float *z = numbers(rows * v), *scratch = numbers(apus_likeliest_scratch(v));
  float *found = numbers(rows * count), *asked = numbers(rows);
  int32_t *tokens = calloc(rows * count, sizeof(int32_t));
  const int32_t suppressed[] = {0, 1, 3};
  const apus_likeliest_request request = {
      .count = count, .suppressed = suppressed, .suppressed_count = 3, .asked = 2};
  volatile float sink;
  TIME(chosen, kernels->likeliest(z, v, rows, v, &request, tokens, found, asked, scratch));
  TIME(scanned, sink = largest_after_softmax(kernels, z, rows, v));
  (void)sink;
  printf("%2zu likeliest of %5zu, %2zu rows  %.3f ns/logit, log_softmax and a scan %.3f\n", count,
         v, rows, 1e9 * chosen / (double)(rows * v), 1e9 * scanned / (double)(rows * v));
  free(z), free(scratch), free(found), free(asked), free(tokens);
}

// MARK: - Embedding

static void time_embedding(const apus_kernels *kernels, size_t rows, size_t d, size_t v) {
  float *table = numbers(v * d), *places = numbers(d), *out = numbers(rows * d);
  uint32_t *packed = (uint32_t *)numbers(apus_packed_count(d, v));
  int32_t *ids = calloc(rows, sizeof(int32_t)), *position = calloc(rows, sizeof(int32_t));
  uint32_t state = 1;
  for (size_t i = 0; i < rows; ++i) {
    state = state * 1664525u + 1013904223u;
    ids[i] = (int32_t)((state >> 8) % v);
  }
  kernels->pack(table, d, v, 1, d, (float *)packed, d * 64);
  TIME(f32, kernels->embed_packed((float *)packed, d, ids, places, position, rows, 2, out));
  kernels->pack_bf16(table, d, v, 1, d, packed, (d + 1) / 2 * 64);
  TIME(bf16, kernels->embed_packed_bf16(packed, d, ids, places, position, rows, 2, out));
  kernels->pack_int8(table, d, v, 1, d, packed);
  TIME(int8, kernels->embed_packed_int8(packed, d, v, ids, places, position, rows, 2, out));
  printf("embedding from the packed table, d %zu  f32 %.2f, bf16 %.2f, int8 %.2f us/row\n", d,
         1e6 * f32 / (double)rows, 1e6 * bf16 / (double)rows, 1e6 * int8 / (double)rows);
  free(table), free(places), free(out), free(packed), free(ids), free(position);
}

void time_decoding(const apus_kernels *kernels) {
  static const size_t rows[] = {1, 2, 4, 8, 16, 20, 32, 64, 160};
  static const size_t shapes[][2] = {
      {512, 2048}, {512, 512}, {2048, 512}, {512, 32000}, {256, 8000}};
  printf("products of decoding steps, 10^9 operations a second\n");
  for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); ++i) {
    for (size_t j = 0; j < sizeof(rows) / sizeof(rows[0]); ++j) {
      report_step_products(kernels, rows[j], shapes[i][0], shapes[i][1]);
    }
  }
  time_choice(kernels, 32, 8000, 8);
  time_choice(kernels, 32, 32000, 8);
  time_choice(kernels, 8, 32000, 24);
  time_embedding(kernels, 32, 512, 32000);
}
