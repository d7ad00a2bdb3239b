/// The arithmetic of Apus: matrix products in f32, bf16 and int8, and element-wise kernels for f32.
///
/// Every kernel is compiled once per instruction set and chosen at run time, so no build flag is needed and one binary
/// runs everywhere. Two promises hold for every kernel and are tested:
///   * an output row depends on its own input row (and the weights) only, never on how many rows are computed with it;
///   * every sum runs in an order fixed by the operation's own sizes, never by the instruction set's register tile, so
///     AVX-512 and AVX2 (both with fused multiply-add) give the same bits.
/// Kernels allocate nothing, check nothing and run on the calling thread. All matrices are row-major; `ld…` is the
/// distance between rows in elements. Pointers need no alignment, but 64 bytes is fastest.
#ifndef APUS_CKERNELS_H
#define APUS_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

// MARK: - Threads

/// Tells the processor that a thread only waits for another one.
static inline void apus_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// MARK: - Instruction set

/// 0 portable, 1 AVX2 with FMA, 2 AVX-512 (f, bw, vl, dq), 3 AVX-512 with VNNI, 4 that with bf16. What the CPU has, unless
/// the environment variable APUS_INSTRUCTION_SET names a lower level when the process starts; a name that no level has
/// changes nothing.
int apus_instruction_set(void);
/// Lowers the instruction set used from now on (tests compare the twins); values above what the CPU has are cut.
/// Not thread-safe: call it before any work.
void apus_limit_instruction_set(int level);
/// "portable", "avx2", "avx512", "avx512_vnni" or "avx512_bf16"; NULL for other levels.
const char *apus_instruction_set_name(int level);
/// The level of a name, or -1.
int apus_instruction_set_named(const char *name);

// MARK: - Matrix products

/// Number of floats that `apus_pack` writes for a k x n matrix.
size_t apus_packed_count(size_t k, size_t n);
/// Packs B[k, n] with B[i, j] = b[i * row_stride + j * column_stride] into panels of 64 columns, [n/64][k][64], the last
/// panel filled with zeros. One of the strides is 1 (a matrix or its transpose). Panels lie panel_stride floats apart: 64 k,
/// or more where these are some rows of a taller B, whose row i stands at packed + 64 i.
void apus_pack(const float *b, size_t k, size_t n, size_t row_stride, size_t column_stride, float *packed,
               size_t panel_stride);
/// C[m, n] = A[m, k] B[k, n] (+ bias[n]) (then max(0, .) when relu), or C += … when accumulate. B packed. bias may be NULL.
/// bias and relu are not combined with accumulate. B is finite: where most of A is zeros, these are passed over, here and in
/// the products below.
void apus_matmul(const float *a, size_t lda, size_t m, size_t k, size_t n, const float *packed, const float *bias,
                 int relu, int accumulate, float *c, size_t ldc);
/// Number of floats of scratch that `apus_matmul_transposed` needs.
size_t apus_matmul_transposed_scratch(size_t m, size_t k, size_t n);
/// C[k, n] += A[m, k]^T B[m, n]: the gradient of a weight from the layer's input and the gradient of its output.
void apus_matmul_transposed(const float *a, size_t lda, const float *b, size_t ldb, size_t m, size_t k, size_t n, float *c,
                            size_t ldc, float *scratch);
/// out[n] += sum over rows of x[m, n]: the gradient of a bias.
void apus_add_column_sums(const float *x, size_t ldx, size_t m, size_t n, float *out);

// MARK: - Matrix products of bf16

// Operands are rounded to bf16 (to nearest even; denormals become zeros) while they are packed; sums are f32. Two neighbouring
// steps of the inner dimension are the low and the high half of one word; an odd last step has a partner of zero. A sum
// takes the later step of a pair first, each product in one rounding. Instruction sets give the same bits as long as no sum
// is denormal: AVX512-BF16 makes these zeros.

/// Number of words that `apus_pack_bf16` writes for a k x n matrix.
size_t apus_packed_bf16_count(size_t k, size_t n);
/// As `apus_pack`, into panels of words, [n/64][(k+1)/2][64]. Row i (even) of a taller B stands at packed + 64 (i/2).
void apus_pack_bf16(const float *b, size_t k, size_t n, size_t row_stride, size_t column_stride, uint32_t *packed,
                    size_t panel_stride);
/// The same from bf16 as files hold them, little-endian and at any address; all of the matrix.
void apus_pack_stored_bf16(const void *b, size_t k, size_t n, size_t row_stride, size_t column_stride, uint32_t *packed);
/// Number of words of scratch that `apus_matmul_bf16` needs.
size_t apus_matmul_bf16_scratch(size_t m, size_t k, size_t n);
/// As `apus_matmul`.
void apus_matmul_bf16(const float *a, size_t lda, size_t m, size_t k, size_t n, const uint32_t *packed, const float *bias,
                      int relu, int accumulate, float *c, size_t ldc, uint32_t *scratch);
/// Number of words of scratch that `apus_matmul_widened` needs.
size_t apus_matmul_widened_scratch(size_t m, size_t k, size_t n);
/// As `apus_matmul`, with the bits that it gives for the numbers that were packed here in half the room: A and the arithmetic
/// are f32.
void apus_matmul_widened(const float *a, size_t lda, size_t m, size_t k, size_t n, const uint32_t *packed,
                         const float *bias, int relu, int accumulate, float *c, size_t ldc, uint32_t *scratch);
/// Number of words of scratch that `apus_matmul_transposed_bf16` needs.
size_t apus_matmul_transposed_bf16_scratch(size_t m, size_t k, size_t n);
/// As `apus_matmul_transposed`; the pairs are neighbouring rows.
void apus_matmul_transposed_bf16(const float *a, size_t lda, const float *b, size_t ldb, size_t m, size_t k, size_t n,
                                 float *c, size_t ldc, uint32_t *scratch);

// MARK: - Matrix products of int8

// For inference. A column of B has a scale, the largest magnitude / 127 rounded to 17 significant bits: its numbers become
// the nearest whole multiples, and what these stand for is exact in f32. A row of A is rounded in the same way while it is
// multiplied, with the exact quotient as its scale. Sums of products of these integers are exact for k below 2^17, so all
// instruction sets give the same bits; the result is f32(sum) * row scale * column scale, and then the bias, each
// operation rounded. Rounding is to nearest even. A row or column with a number that is not finite gives NaN throughout;
// one whose magnitudes are all below 2^-100 counts as zeros.

/// Number of words that `apus_pack_int8` writes for a k x n matrix.
size_t apus_packed_int8_count(size_t k, size_t n);
/// Packs B[k, n] with B[i, j] = b[i * row_stride + j * column_stride], one of the strides 1, into panels of words of four
/// steps, [n/64][(k+3)/4][64]; then come a scale for each column, and the sum of its integers times -128.
void apus_pack_int8(const float *b, size_t k, size_t n, size_t row_stride, size_t column_stride, uint32_t *packed);
/// The same from integers and the scales of their columns.
void apus_pack_quantized(const int8_t *b, const float *scales, size_t k, size_t n, size_t row_stride, size_t column_stride,
                         uint32_t *packed);
/// Rounds each of `lines` rows of x[lines, count] as a column of B is: q[lines, count] and scales[lines]. Element j of line i
/// stands at x[i * line_stride + j * step_stride], one of the strides 1, and q has the order of x without gaps.
void apus_quantize(const float *x, size_t lines, size_t count, size_t line_stride, size_t step_stride, int8_t *q,
                   float *scales);
/// Number of words of scratch that `apus_matmul_int8` needs.
size_t apus_matmul_int8_scratch(size_t m, size_t k, size_t n);
/// Columns first ..< end of C[m, n] = A[m, k] B[k, n] (+ bias[n]) (then max(0, .) when relu); first is a multiple of 64, and c and
/// bias stand at column 0.
void apus_matmul_int8(const float *a, size_t lda, size_t m, size_t k, size_t n, const uint32_t *packed, size_t first, size_t end,
                      const float *bias, int relu, float *c, size_t ldc, uint32_t *scratch);

// MARK: - Columns of a packed matrix

/// out = columns[count] of a packed B[k, n], packed as a matrix of these alone; its last panel is filled with zeros. A column
/// has `words` words in its panel and `tails` behind the panels: k and 0 in f32, (k+1)/2 and 0 in bf16, (k+3)/4 and 2 in
/// int8.
void apus_select_columns(const uint32_t *packed, size_t words, size_t tails, size_t n, const int32_t *columns, size_t count,
                         uint32_t *out);

// MARK: - Element-wise

/// y[i] += x[i].
void apus_add(const float *x, size_t count, float *y);
/// x[i] *= factor.
void apus_scale(float factor, size_t count, float *x);
/// Rounds each number of x to the nearest bf16, in place.
void apus_round_to_bf16(float *x, size_t ldx, size_t rows, size_t columns);
/// dy[i] = y[i] > 0 ? dy[i] : 0, in place: the pullback of max(0, .) from its output.
void apus_relu_backward(const float *y, size_t count, float *dy);
/// Sum of squares, accumulated in double in an order fixed by count.
double apus_sum_of_squares(const float *x, size_t count);
/// 1 when every element is finite, else 0.
int apus_all_finite(const float *x, size_t count);

// MARK: - Dropout

/// Counter-based dropout: element i is kept when hash(key, i) >= threshold, and kept elements are multiplied by scale.
/// threshold = rate * 2^32; threshold 0 keeps everything (scale is then 1). The same key gives the same mask always.
typedef struct {
  uint64_t key;
  uint32_t threshold;
  float scale;
} apus_dropout;

/// y[i] = dropout(x[i]); x and y may be the same. The pullback is the same call on the gradient.
void apus_dropout_apply(apus_dropout dropout, const float *x, size_t count, float *y);

// MARK: - Residual + dropout + layer norm

/// y = LayerNorm(x + dropout(s)) per row of d: normalised[rows, d] keeps (r - mean) / sqrt(var + epsilon), reciprocal[rows] keeps
/// 1 / sqrt(var + epsilon), y = normalised * gain + bias. Variance is the biased one. Contiguous rows.
void apus_residual_norm(const float *x, const float *s, apus_dropout dropout, const float *gain, const float *bias,
                        size_t rows, size_t d, float epsilon, float *y, float *normalised, float *reciprocal);
/// Pullback. dx[rows, d] = gradient of x (stored, or added when accumulate_dx), ds[rows, d] = gradient of s (stored);
/// dgain[d] and dbias[d] are added to.
void apus_residual_norm_backward(const float *dy, const float *normalised, const float *reciprocal, const float *gain,
                                 apus_dropout dropout, size_t rows, size_t d, int accumulate_dx, float *dx, float *ds,
                                 float *dgain, float *dbias);

// MARK: - Embedding

/// out[i, :] = dropout(table[ids[i], :] * scale * w[i] + positions[position[i], :]), d columns, contiguous. w = words(1):
/// 0 drops the vector of token i as a whole.
void apus_embed(const float *table, const int32_t *ids, const float *positions, const int32_t *position, size_t count,
                size_t d, float scale, apus_dropout words, apus_dropout dropout, float *out);
/// dtable[ids[i], :] += scale * w[i] * dropout(dout[i, :]), in the order of i.
void apus_embed_backward(const float *dout, const int32_t *ids, size_t count, size_t d, float scale, apus_dropout words,
                         apus_dropout dropout, float *dtable);

/// out[i, :] = column ids[i] of B * scale + positions[position[i], :], where B[d, v] was packed by `apus_pack`: the table
/// transposed. The bits are those of `apus_embed` without dropout.
void apus_embed_packed(const float *packed, size_t d, const int32_t *ids, const float *positions, const int32_t *position,
                       size_t count, float scale, float *out);
/// The same of a B packed by `apus_pack_bf16`.
void apus_embed_packed_bf16(const uint32_t *packed, size_t d, const int32_t *ids, const float *positions,
                            const int32_t *position, size_t count, float scale, float *out);
/// The same of a B[d, v] packed by `apus_pack_int8`.
void apus_embed_packed_int8(const uint32_t *packed, size_t d, size_t v, const int32_t *ids, const float *positions,
                            const int32_t *position, size_t count, float scale, float *out);

// MARK: - Attention

/// Shapes shared by the attention kernels. q rows of sequence s are q_offsets[s] ..< q_offsets[s+1]; k and v rows are
/// k_offsets[s] ..< k_offsets[s+1]. Head h uses columns h*head_dimension ..< (h+1)*head_dimension of q, k, v and out.
/// When causal, query row i of a sequence sees keys 0...i of that sequence (both sides then have equal lengths).
typedef struct {
  const int32_t *q_offsets, *k_offsets;
  size_t sequences, heads, head_dimension;
  int causal;
  float scale;  ///< multiplies q.k: 1/sqrt(d_k)
} apus_attention_shape;

/// Number of floats of scratch that the kernels over whole sequences need: the same for every length, as they work in blocks.
size_t apus_attention_scratch(const apus_attention_shape *shape);
/// out = dropout(softmax(scale q k^T)) v per sequence and head; log_sums[query rows, heads] keeps log sum exp of each row for the
/// backward pass. Head, row of q and place of the key in its sequence decide whether a weight is kept.
void apus_attention(const apus_attention_shape *shape, apus_dropout dropout, const float *q, size_t ldq, const float *k,
                    size_t ldk, const float *v, size_t ldv, float *out, size_t ldo, float *log_sums, float *scratch);
/// Pullback: dq, dk, dv are stored (not added). Probabilities are computed again from q, k and log_sums, so memory stays linear
/// in length.
void apus_attention_backward(const apus_attention_shape *shape, apus_dropout dropout, const float *q, size_t ldq,
                             const float *k, size_t ldk, const float *v, size_t ldv, const float *out, size_t ldo,
                             const float *log_sums, const float *dout, size_t lddo, float *dq, size_t lddq, float *dk,
                             size_t lddk, float *dv, size_t lddv, float *scratch);
/// Probabilities of one head for explanation and tests: p[query rows of sequence s, key rows of s], zeros where unseen.
void apus_attention_probabilities(const apus_attention_shape *shape, size_t sequence, size_t head, const float *q, size_t ldq,
                                  const float *k, size_t ldk, float *p, float *scratch);

/// Number of words of a row of cached keys: floats, or pairs of bf16.
size_t apus_cached_keys_width(size_t heads, size_t head_dimension, int pairs);
/// The same of cached values.
size_t apus_cached_values_width(size_t heads, size_t head_dimension, int pairs);
/// Writes row r of x to row slots[r] of the cache as `apus_attention_step` takes keys: the numbers of a column, or the pairs of two,
/// are adjacent in each group of eight heads, then of four; heads that are left over stay as they are.
void apus_cache_keys(const float *x, size_t ldx, size_t rows, size_t heads, size_t head_dimension, const int32_t *slots, int pairs,
                     float *cache, size_t ldc);
/// The same with values: head by head, as they are; as pairs, 16 words have 32 columns, the first 16 in the low halves.
void apus_cache_values(const float *x, size_t ldx, size_t rows, size_t heads, size_t head_dimension, const int32_t *slots,
                       int pairs, float *cache, size_t ldc);

/// One decoding step: query row r attends to cached keys and values in rows slots[starts[r]] … slots[starts[r+1]-1].
typedef struct {
  const float *q;
  size_t ldq, rows;
  int pairs;            ///< whether keys and values are pairs of bf16
  const float *keys;    ///< by `apus_cache_keys`
  const float *values;  ///< by `apus_cache_values`
  size_t ld;            ///< between rows of either
  const int32_t *slots, *starts;
  size_t heads, head_dimension;
  float scale;
  float *out;
  size_t ldo;
} apus_cached_step;

/// Number of floats of scratch that `apus_attention_step` needs for histories of up to `longest` rows.
size_t apus_attention_step_scratch(size_t longest, size_t head_dimension);
/// out = softmax(scale q k^T) v per row and head: the bits that the last row of `apus_attention` over the history has, for up to
/// 128 keys; in pairs, for keys and values rounded to bf16.
void apus_attention_step(const apus_cached_step *step, float *scratch);

/// Keys and values of a sequence, laid out for the decoding steps that attend to them: floats, or the nearest bf16 in pairs.
///
/// Number of words of the keys of a sequence: heads * head_dimension columns, in pairs half of them, of `count` words rounded up
/// to 16.
size_t apus_memory_keys_count(size_t count, size_t heads, size_t head_dimension, int pairs);
/// The same of its values: a row for each key, or for each two, of the columns of a head rounded up to 16.
size_t apus_memory_values_count(size_t count, size_t heads, size_t head_dimension, int pairs);
/// out = keys[count, heads * head_dimension], transposed head by head, zeros behind the last key. A pair is of neighbouring
/// columns; a last one alone gets a partner of zero.
void apus_lay_out_keys(const float *keys, size_t ldk, size_t count, size_t heads, size_t head_dimension, int pairs, float *out);
/// out = v[count, heads * head_dimension], head by head, zeros behind the last column. A pair is of neighbouring keys; a last one
/// alone gets a partner of zero.
void apus_lay_out_values(const float *v, size_t ldv, size_t count, size_t heads, size_t head_dimension, int pairs, float *out);

/// One decoding step over memories that stay: query rows q_offsets[s] ..< q_offsets[s+1] attend to all of key rows
/// k_offsets[s] ..< k_offsets[s+1].
typedef struct {
  const int32_t *q_offsets, *k_offsets;
  size_t sequences, heads, head_dimension;
  float scale;
  const float *q;
  size_t ldq;
  int pairs;            ///< whether keys and values are pairs of bf16
  const float *keys;    ///< of each sequence in turn, by `apus_lay_out_keys`
  const float *values;  ///< the same, by `apus_lay_out_values`
  float *out;
  size_t ldo;
  float *means;  ///< [query rows, ldm]: probabilities of the row's own keys, the mean of all heads; may be NULL
  size_t ldm;    ///< what is behind a sequence's keys stays as it is
} apus_memory_step;

/// Number of floats of scratch that `apus_attention_memory` needs.
size_t apus_attention_memory_scratch(const apus_memory_step *step);
/// out = softmax(scale q k^T) v per sequence and head: the bits of `apus_attention` where no sequence has over 128 keys, and in
/// pairs those that it has for keys and values rounded to bf16.
void apus_attention_memory(const apus_memory_step *step, float *scratch);

// MARK: - Output distribution

typedef struct {
  double loss;             ///< sum over rows of the label-smoothed cross-entropy, in nats
  double log_likelihood;   ///< sum over rows of log p(target)
} apus_loss;

/// Label-smoothed cross-entropy of rows of logits: target distribution (1 - smoothing) at the target plus smoothing / v on every
/// word. When gradient_scale != 0, logits are overwritten by gradient_scale * dloss/dlogits.
apus_loss apus_cross_entropy(float *logits, size_t ld, const int32_t *targets, size_t rows, size_t v, float smoothing,
                             float gradient_scale);
/// Each row of logits becomes log-probabilities, in place.
void apus_log_softmax(float *logits, size_t ld, size_t rows, size_t v);

/// What `apus_likeliest` looks for.
typedef struct {
  size_t count;               ///< how many tokens of each row
  const int32_t *suppressed;  ///< ascending: never chosen, but part of the distribution
  size_t suppressed_count;
  int32_t asked;  ///< a token whose log-probability is wanted in each row, or -1
  /// NULL, or for each row the number of the list of tokens that its distribution is over: list i is ascending,
  /// list_ids[list_offsets[i] ..< list_offsets[i+1]].
  const int32_t *list_of_row, *list_offsets, *list_ids;
} apus_likeliest_request;

/// Number of floats of scratch that `apus_likeliest` needs for rows of v logits.
size_t apus_likeliest_scratch(size_t v);
/// tokens[rows, count] and log_probabilities[rows, count] = the largest of each row, logits descending, the smaller token
/// first among equals; asked[rows] = the log-probability of the token asked for (unless that is -1; -infinity where the row's
/// list lacks it). Bits are those of `apus_log_softmax`, over the list where there is one. What is not a number, or minus
/// infinity, is never chosen: where too little is left, tokens are -1 and log-probabilities -infinity.
void apus_likeliest(const float *logits, size_t ld, size_t rows, size_t v, const apus_likeliest_request *request,
                    int32_t *tokens, float *log_probabilities, float *asked, float *scratch);

// MARK: - Optimiser

/// lanes[0][offset ..< offset + count] becomes the sum of all lanes there: neighbours, then neighbours of these sums, and so
/// on ((l0 + l1) + (l2 + l3) for four). Returns the sum of its squares, as `apus_sum_of_squares` does. At least one lane.
double apus_reduce_lanes(float *const *lanes, size_t lane_count, size_t offset, size_t count);

typedef struct {
  float learning_rate, beta1, beta2, epsilon;
  float correction1, correction2;  ///< 1 - beta1^t and 1 - beta2^t
  float gradient_scale;            ///< clipping: multiplies the gradient first
} apus_adam;

/// One Adam step: m, v and parameters are updated in place.
/// p -= learning_rate * (m / correction1) / (sqrt(v / correction2) + epsilon).
void apus_adam_update(const apus_adam *adam, const float *gradient, size_t count, float *parameters, float *m, float *v);

#endif
