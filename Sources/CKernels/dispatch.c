#include <stdlib.h>

#include "kernels/tables.h"

// MARK: - Choice

enum { PORTABLE, AVX2, AVX512, AVX512_VNNI, AVX512_BF16, LEVELS };

static const char *const names[LEVELS] = {
    "portable", "avx2", "avx512", "avx512_vnni", "avx512_bf16"};

static int detected = PORTABLE;
static int chosen = PORTABLE;
static const apus_kernels *kernels = &apus_portable_kernels;

static int detect(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const int avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                     __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  if (avx2 && avx512) {
    if (!__builtin_cpu_supports("avx512vnni")) return AVX512;
    return __builtin_cpu_supports("avx512bf16") ? AVX512_BF16 : AVX512_VNNI;
  }
  if (avx2) return AVX2;
#endif
  return PORTABLE;
}

const apus_kernels *apus_kernels_of(int level) {
  if (level > detected) return NULL;
#if defined(__x86_64__)
  if (level == AVX512_BF16) return &apus_avx512_bf16_kernels;
  if (level == AVX512_VNNI) return &apus_avx512_vnni_kernels;
  if (level == AVX512) return &apus_avx512_kernels;
  if (level == AVX2) return &apus_avx2_kernels;
#endif
  return level == PORTABLE ? &apus_portable_kernels : NULL;
}

int apus_instruction_set(void) { return chosen; }

void apus_limit_instruction_set(int level) {
  chosen = level < PORTABLE ? PORTABLE : level > detected ? detected : level;
  kernels = apus_kernels_of(chosen);
}

const char *apus_instruction_set_name(int level) {
  return level >= PORTABLE && level < LEVELS ? names[level] : NULL;
}

int apus_instruction_set_named(const char *name) {
  for (int level = PORTABLE; level < LEVELS; ++level) {
    if (strcmp(name, names[level]) == 0) return level;
  }
  return -1;
}

// Before main, so that no call has to ask.
__attribute__((constructor)) static void choose(void) {
  const char *name = getenv("APUS_INSTRUCTION_SET");
  const int cap = name == NULL ? -1 : apus_instruction_set_named(name);
  detected = detect();
  apus_limit_instruction_set(cap < 0 ? detected : cap);
}

// MARK: - Sizes

static size_t packed_words(element_kind kind, size_t k, size_t n) {
  return rounded_up(n, PANEL) * words_of(kind, k);
}

static size_t transposed_scratch(element_kind kind, size_t m, size_t k, size_t n) {
  const size_t block = even_block(words_of(kind, m), TRANSPOSED_BLOCK);
  return block * rounded_up(n, PANEL) + smaller(k, ROW_BLOCK) * row_stride_of(block);
}

size_t apus_packed_count(size_t k, size_t n) { return packed_words(FLOATS, k, n); }

size_t apus_packed_bf16_count(size_t k, size_t n) { return packed_words(PAIRS, k, n); }

size_t apus_matmul_transposed_scratch(size_t m, size_t k, size_t n) {
  return transposed_scratch(FLOATS, m, k, n);
}

size_t apus_matmul_transposed_bf16_scratch(size_t m, size_t k, size_t n) {
  return transposed_scratch(PAIRS, m, k, n);
}

size_t apus_matmul_bf16_scratch(size_t m, size_t k, size_t n) {
  (void)n;
  const size_t block = even_block(words_of(PAIRS, k), INNER_BLOCK);
  return smaller(m, ROW_BLOCK) * row_stride_of(block);
}

size_t apus_matmul_widened_scratch(size_t m, size_t k, size_t n) {
  (void)k;
  (void)n;
  return m < PAIRED_ROWS ? 0 : SPARSE_WORDS;
}

size_t apus_packed_int8_count(size_t k, size_t n) {
  return rounded_up(n, PANEL) * ((k + 3) / 4 + 2);
}

size_t apus_matmul_int8_scratch(size_t m, size_t k, size_t n) {
  (void)n;
  // The rows' scales, and words of which instruction sets without VNNI need twice as many.
  return ROW_BLOCK + smaller(m, ROW_BLOCK) * 2 * row_stride_of((k + 3) / 4);
}

size_t apus_cached_keys_width(size_t heads, size_t head_dimension, int pairs) {
  return heads * words_of(kind_of(pairs), head_dimension);
}

size_t apus_cached_values_width(size_t heads, size_t head_dimension, int pairs) {
  return heads * (pairs ? rounded_up(head_dimension, 2 * LANES) / 2 : head_dimension);
}

size_t apus_attention_step_scratch(size_t longest, size_t head_dimension) {
  // Scores and the interleaved query of a group of heads.
  return LARGEST_HEAD_GROUP * (rounded_up(longest, LANES) + head_dimension);
}

size_t apus_memory_keys_count(size_t count, size_t heads, size_t head_dimension, int pairs) {
  return heads * words_of(kind_of(pairs), head_dimension) * rounded_up(count, LANES);
}

size_t apus_memory_values_count(size_t count, size_t heads, size_t head_dimension, int pairs) {
  return heads * words_of(kind_of(pairs), count) * rounded_up(head_dimension, LANES);
}

size_t apus_attention_memory_scratch(const apus_memory_step *step) {
  size_t longest = 0;
  for (size_t i = 0; i < step->sequences; ++i) {
    const size_t count = (size_t)(step->k_offsets[i + 1] - step->k_offsets[i]);
    if (count > longest) longest = count;
  }
  return rounded_up(longest, LANES) * MEMORY_ROWS;
}

size_t apus_likeliest_scratch(size_t v) {
  return rounded_up(v / CHOICE_BLOCK + 1, LANES) + rounded_up(v, LANES);
}

size_t apus_attention_scratch(const apus_attention_shape *shape) {
  // Queries and gradients of the output transposed, probabilities and their gradients, and rows in
  // whole vectors.
  const size_t width = rounded_up(shape->head_dimension, LANES);
  return 2 * QUERY_BLOCK * (shape->head_dimension + KEY_BLOCK + width) + KEY_BLOCK * width;
}

// MARK: - Kernels

void apus_pack(
    const float *b, size_t k, size_t n, size_t row_stride, size_t column_stride, float *packed,
    size_t panel_stride) {
  kernels->pack(b, k, n, row_stride, column_stride, packed, panel_stride);
}

void apus_matmul(
    const float *a, size_t lda, size_t m, size_t k, size_t n, const float *packed,
    const float *bias, int relu, int accumulate, float *c, size_t ldc) {
  kernels->matmul(a, lda, m, k, n, packed, bias, relu, accumulate, c, ldc);
}

void apus_matmul_transposed(
    const float *a, size_t lda, const float *b, size_t ldb, size_t m, size_t k, size_t n,
    float *c, size_t ldc, float *scratch) {
  kernels->matmul_transposed(a, lda, b, ldb, m, k, n, c, ldc, scratch);
}

void apus_pack_bf16(
    const float *b, size_t k, size_t n, size_t row_stride, size_t column_stride,
    uint32_t *packed, size_t panel_stride) {
  kernels->pack_bf16(b, k, n, row_stride, column_stride, packed, panel_stride);
}

void apus_pack_stored_bf16(
    const void *b, size_t k, size_t n, size_t row_stride, size_t column_stride,
    uint32_t *packed) {
  kernels->pack_stored_bf16(b, k, n, row_stride, column_stride, packed);
}

void apus_matmul_bf16(
    const float *a, size_t lda, size_t m, size_t k, size_t n, const uint32_t *packed,
    const float *bias, int relu, int accumulate, float *c, size_t ldc, uint32_t *scratch) {
  kernels->matmul_bf16(
      a, lda, m, k, n, packed, bias, relu, accumulate, c, ldc, scratch);
}

void apus_matmul_widened(
    const float *a, size_t lda, size_t m, size_t k, size_t n, const uint32_t *packed,
    const float *bias, int relu, int accumulate, float *c, size_t ldc, uint32_t *scratch) {
  kernels->matmul_widened(
      a, lda, m, k, n, packed, bias, relu, accumulate, c, ldc, scratch);
}

void apus_matmul_transposed_bf16(
    const float *a, size_t lda, const float *b, size_t ldb, size_t m, size_t k, size_t n,
    float *c, size_t ldc, uint32_t *scratch) {
  kernels->matmul_transposed_bf16(a, lda, b, ldb, m, k, n, c, ldc, scratch);
}

void apus_pack_int8(
    const float *b, size_t k, size_t n, size_t row_stride, size_t column_stride,
    uint32_t *packed) {
  kernels->pack_int8(b, k, n, row_stride, column_stride, packed);
}

void apus_pack_quantized(
    const int8_t *b, const float *scales, size_t k, size_t n, size_t row_stride,
    size_t column_stride, uint32_t *packed) {
  kernels->pack_quantized(b, scales, k, n, row_stride, column_stride, packed);
}

void apus_quantize(
    const float *x, size_t lines, size_t count, size_t line_stride, size_t step_stride, int8_t *q,
    float *scales) {
  kernels->quantize(x, lines, count, line_stride, step_stride, q, scales);
}

void apus_matmul_int8(
    const float *a, size_t lda, size_t m, size_t k, size_t n, const uint32_t *packed, size_t first,
    size_t end, const float *bias, int relu, float *c, size_t ldc, uint32_t *scratch) {
  kernels->matmul_int8(a, lda, m, k, n, packed, first, end, bias, relu, c, ldc, scratch);
}

void apus_select_columns(
    const uint32_t *packed, size_t words, size_t tails, size_t n, const int32_t *columns,
    size_t count, uint32_t *out) {
  kernels->select_columns(packed, words, tails, n, columns, count, out);
}

void apus_add_column_sums(const float *x, size_t ldx, size_t m, size_t n, float *out) {
  kernels->add_column_sums(x, ldx, m, n, out);
}

void apus_add(const float *x, size_t count, float *y) { kernels->add(x, count, y); }

void apus_scale(float factor, size_t count, float *x) { kernels->scale(factor, count, x); }

void apus_round_to_bf16(float *x, size_t ldx, size_t rows, size_t columns) {
  kernels->round_to_bf16(x, ldx, rows, columns);
}

void apus_relu_backward(const float *y, size_t count, float *dy) {
  kernels->relu_backward(y, count, dy);
}

double apus_sum_of_squares(const float *x, size_t count) {
  return kernels->sum_of_squares(x, count);
}

int apus_all_finite(const float *x, size_t count) { return kernels->all_finite(x, count); }

void apus_dropout_apply(apus_dropout dropout, const float *x, size_t count, float *y) {
  kernels->dropout_apply(dropout, x, count, y);
}

void apus_residual_norm(
    const float *x, const float *s, apus_dropout dropout, const float *gain, const float *bias,
    size_t rows, size_t d, float epsilon, float *y, float *normalised, float *reciprocal) {
  kernels->residual_norm(
      x, s, dropout, gain, bias, rows, d, epsilon, y, normalised, reciprocal);
}

void apus_residual_norm_backward(
    const float *dy, const float *normalised, const float *reciprocal, const float *gain,
    apus_dropout dropout, size_t rows, size_t d, int accumulate_dx, float *dx, float *ds,
    float *dgain, float *dbias) {
  kernels->residual_norm_backward(
      dy, normalised, reciprocal, gain, dropout, rows, d, accumulate_dx, dx, ds, dgain, dbias);
}

void apus_embed(
    const float *table, const int32_t *ids, const float *positions, const int32_t *position,
    size_t count, size_t d, float scale, apus_dropout words, apus_dropout dropout, float *out) {
  kernels->embed(table, ids, positions, position, count, d, scale, words, dropout, out);
}

void apus_embed_backward(
    const float *dout, const int32_t *ids, size_t count, size_t d, float scale,
    apus_dropout words, apus_dropout dropout, float *dtable) {
  kernels->embed_backward(dout, ids, count, d, scale, words, dropout, dtable);
}

void apus_embed_packed(
    const float *packed, size_t d, const int32_t *ids, const float *positions,
    const int32_t *position, size_t count, float scale, float *out) {
  kernels->embed_packed(packed, d, ids, positions, position, count, scale, out);
}

void apus_embed_packed_bf16(
    const uint32_t *packed, size_t d, const int32_t *ids, const float *positions,
    const int32_t *position, size_t count, float scale, float *out) {
  kernels->embed_packed_bf16(packed, d, ids, positions, position, count, scale, out);
}

void apus_embed_packed_int8(
    const uint32_t *packed, size_t d, size_t v, const int32_t *ids, const float *positions,
    const int32_t *position, size_t count, float scale, float *out) {
  kernels->embed_packed_int8(packed, d, v, ids, positions, position, count, scale, out);
}

void apus_attention(
    const apus_attention_shape *shape, apus_dropout dropout, const float *q, size_t ldq,
    const float *k, size_t ldk, const float *v, size_t ldv, float *out, size_t ldo,
    float *log_sums, float *scratch) {
  kernels->attention(shape, dropout, q, ldq, k, ldk, v, ldv, out, ldo, log_sums, scratch);
}

void apus_attention_backward(
    const apus_attention_shape *shape, apus_dropout dropout, const float *q, size_t ldq,
    const float *k, size_t ldk, const float *v, size_t ldv, const float *out, size_t ldo,
    const float *log_sums, const float *dout, size_t lddo, float *dq, size_t lddq, float *dk,
    size_t lddk, float *dv, size_t lddv, float *scratch) {
  kernels->attention_backward(
      shape, dropout, q, ldq, k, ldk, v, ldv, out, ldo, log_sums, dout, lddo, dq, lddq, dk, lddk,
      dv, lddv, scratch);
}

void apus_attention_probabilities(
    const apus_attention_shape *shape, size_t sequence, size_t head, const float *q, size_t ldq,
    const float *k, size_t ldk, float *p, float *scratch) {
  kernels->attention_probabilities(shape, sequence, head, q, ldq, k, ldk, p, scratch);
}

void apus_cache_keys(
    const float *x, size_t ldx, size_t rows, size_t heads, size_t head_dimension,
    const int32_t *slots, int pairs, float *cache, size_t ldc) {
  kernels->cache_keys(x, ldx, rows, heads, head_dimension, slots, pairs, cache, ldc);
}

void apus_cache_values(
    const float *x, size_t ldx, size_t rows, size_t heads, size_t head_dimension,
    const int32_t *slots, int pairs, float *cache, size_t ldc) {
  kernels->cache_values(x, ldx, rows, heads, head_dimension, slots, pairs, cache, ldc);
}

void apus_attention_step(const apus_cached_step *step, float *scratch) {
  kernels->attention_step(step, scratch);
}

void apus_lay_out_keys(
    const float *keys, size_t ldk, size_t count, size_t heads, size_t head_dimension, int pairs,
    float *out) {
  kernels->lay_out_keys(keys, ldk, count, heads, head_dimension, pairs, out);
}

void apus_lay_out_values(
    const float *v, size_t ldv, size_t count, size_t heads, size_t head_dimension, int pairs,
    float *out) {
  kernels->lay_out_values(v, ldv, count, heads, head_dimension, pairs, out);
}

void apus_attention_memory(const apus_memory_step *step, float *scratch) {
  kernels->attention_memory(step, scratch);
}

apus_loss apus_cross_entropy(
    float *logits, size_t ld, const int32_t *targets, size_t rows, size_t v, float smoothing,
    float gradient_scale) {
  return kernels->cross_entropy(logits, ld, targets, rows, v, smoothing, gradient_scale);
}

void apus_log_softmax(float *logits, size_t ld, size_t rows, size_t v) {
  kernels->log_softmax(logits, ld, rows, v);
}

void apus_likeliest(
    const float *logits, size_t ld, size_t rows, size_t v, const apus_likeliest_request *request,
    int32_t *tokens, float *log_probabilities, float *asked, float *scratch) {
  kernels->likeliest(
      logits, ld, rows, v, request, tokens, log_probabilities, asked, scratch);
}

double apus_reduce_lanes(
    float *const *lanes, size_t lane_count, size_t offset, size_t count) {
  return kernels->reduce_lanes(lanes, lane_count, offset, count);
}

void apus_adam_update(
    const apus_adam *adam, const float *gradient, size_t count, float *parameters, float *m,
    float *v) {
  kernels->adam_update(adam, gradient, count, parameters, m, v);
}
