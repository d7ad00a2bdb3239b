#include "CKernelsPeak.h"

#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define TARGET(features) __attribute__((target(features)))
#endif

#define UNROLLED _Pragma("clang loop unroll(full)")

/// Sums that do not wait for each other: enough for a latency of six at two a cycle, and few enough
/// for sixteen registers.
#define SUMS 12

/// Keeps the loops from being computed before they run, or not at all.
static volatile float factor = 0.5f;
// Of each thread: the peak is measured on several at once.
static _Thread_local volatile float sink;

// MARK: - f32

#define PEAK_F32(name, target, lanes)                                         \
  target static size_t name(size_t rounds) {                                  \
    typedef float vector __attribute__((ext_vector_type(lanes)));             \
    const vector x = (vector)factor, y = (vector)(1 - factor);                \
    vector sums[SUMS];                                                        \
    UNROLLED for (int i = 0; i < SUMS; ++i) sums[i] = x * (float)i;           \
    for (size_t round = 0; round < rounds; ++round) {                         \
      UNROLLED for (int i = 0; i < SUMS; ++i) sums[i] = sums[i] * x + y;      \
    }                                                                         \
    UNROLLED for (int i = 1; i < SUMS; ++i) sums[0] += sums[i];               \
    sink = sums[0][0];                                                        \
    return rounds * SUMS * lanes * 2;                                         \
  }

PEAK_F32(portable_f32, , 4)
#if defined(__x86_64__)
PEAK_F32(avx2_f32, TARGET("avx2,fma"), 8)
PEAK_F32(avx512_f32, TARGET("avx512f,fma"), 16)
#endif

size_t apus_peak_f32(size_t rounds) {
#if defined(__x86_64__)
  if (apus_instruction_set() >= 2) return avx512_f32(rounds);
  if (apus_instruction_set() == 1) return avx2_f32(rounds);
#endif
  return portable_f32(rounds);
}

// MARK: - bf16

#if defined(__x86_64__)
TARGET("avx512f,avx512bf16") static size_t avx512_bf16(size_t rounds) {
  const __m512 wide = _mm512_set1_ps(factor);
  const __m512bh x = _mm512_cvtne2ps_pbh(wide, wide);
  __m512 sums[SUMS];
  UNROLLED for (int i = 0; i < SUMS; ++i) sums[i] = wide;
  for (size_t round = 0; round < rounds; ++round) {
    UNROLLED for (int i = 0; i < SUMS; ++i) sums[i] = _mm512_dpbf16_ps(sums[i], x, x);
  }
  UNROLLED for (int i = 1; i < SUMS; ++i) sums[0] = _mm512_add_ps(sums[0], sums[i]);
  sink = sums[0][0];
  return rounds * SUMS * 32 * 2;
}
#endif

size_t apus_peak_bf16(size_t rounds) {
#if defined(__x86_64__)
  if (apus_instruction_set() >= 2 && __builtin_cpu_supports("avx512bf16"))
    return avx512_bf16(rounds);
#endif
  (void)rounds;
  return 0;
}

// MARK: - int8

#if defined(__x86_64__)
TARGET("avx512f,avx512vnni") static size_t avx512_int8(size_t rounds) {
  const __m512i x = _mm512_set1_epi32((int)factor + 1);
  __m512i sums[SUMS];
  UNROLLED for (int i = 0; i < SUMS; ++i) sums[i] = x;
  for (size_t round = 0; round < rounds; ++round) {
    UNROLLED for (int i = 0; i < SUMS; ++i) sums[i] = _mm512_dpbusd_epi32(sums[i], x, x);
  }
  UNROLLED for (int i = 1; i < SUMS; ++i) sums[0] = _mm512_add_epi32(sums[0], sums[i]);
  sink = (float)sums[0][0];
  return rounds * SUMS * 64 * 2;
}
#endif

size_t apus_peak_int8(size_t rounds) {
#if defined(__x86_64__)
  if (apus_instruction_set() >= 3) return avx512_int8(rounds);
#endif
  (void)rounds;
  return 0;
}

// MARK: - Memory

#define PEAK_READ(name, target, lanes)                                        \
  target static float name(const float *x, size_t count) {                    \
    typedef float vector __attribute__((ext_vector_type(lanes)));             \
    typedef vector anywhere __attribute__((aligned(4), may_alias));           \
    vector sums[4] = {0, 0, 0, 0};                                            \
    for (size_t i = 0; i + 4 * lanes <= count; i += 4 * lanes) {              \
      UNROLLED for (int j = 0; j < 4; ++j) {                                  \
        sums[j] += *(const anywhere *)(x + i + (size_t)j * lanes);            \
      }                                                                       \
    }                                                                         \
    sums[0] += sums[1] + sums[2] + sums[3];                                   \
    return sums[0][0];                                                        \
  }

PEAK_READ(portable_read, , 4)
#if defined(__x86_64__)
PEAK_READ(avx2_read, TARGET("avx2"), 8)
PEAK_READ(avx512_read, TARGET("avx512f"), 16)
#endif

float apus_peak_read(const float *x, size_t count) {
#if defined(__x86_64__)
  if (apus_instruction_set() >= 2) return avx512_read(x, count);
  if (apus_instruction_set() == 1) return avx2_read(x, count);
#endif
  return portable_read(x, count);
}
