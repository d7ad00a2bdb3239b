/// Groups of four bytes, sixteen at a time: a group is the 32 bits of a lane, its first byte the
/// lowest.

#define BYTE_STEPS 4

#if DOTS_BYTES

/// Words that a group takes on the left of a product.
enum { BYTE_PARTS = 1 };

typedef struct {
  vi groups;
} byte_factors;

INLINE byte_factors signed_factors(vi groups) { return (byte_factors){groups}; }

/// The bytes on the left are unsigned, those on the right signed.
INLINE vi add_byte_dots(byte_factors left, byte_factors right, vi sum) {
  return (vi)_mm512_dpbusd_epi32((__m512i)sum, (__m512i)left.groups, (__m512i)right.groups);
}

#else

enum { BYTE_PARTS = 2 };

/// A group as two pairs of 16 bits: products of pairs do not overflow 32 bits.
typedef struct {
  vi even, odd;
} byte_factors;

INLINE byte_factors signed_factors(vi groups) {
  typedef int16_t halves __attribute__((ext_vector_type(2 * LANES)));
  const halves x = (halves)groups;
  return (byte_factors){(vi)(halves)((halves)(x << 8) >> 8), (vi)(halves)(x >> 8)};
}

/// a.low * b.low + a.high * b.high of the 16 bits of each lane.
INLINE vi pair_dots(vi a, vi b) {
#if defined(__x86_64__) && VECTOR_BITS == 512
  return (vi)_mm512_madd_epi16((__m512i)a, (__m512i)b);
#elif defined(__x86_64__) && VECTOR_BITS == 256
  vi dots;
  dots.lo = (__typeof__(dots.lo))_mm256_madd_epi16((__m256i)a.lo, (__m256i)b.lo);
  dots.hi = (__typeof__(dots.hi))_mm256_madd_epi16((__m256i)a.hi, (__m256i)b.hi);
  return dots;
#elif defined(__x86_64__)
  vi dots;
  dots.lo.lo = (__typeof__(dots.lo.lo))_mm_madd_epi16((__m128i)a.lo.lo, (__m128i)b.lo.lo);
  dots.lo.hi = (__typeof__(dots.lo.lo))_mm_madd_epi16((__m128i)a.lo.hi, (__m128i)b.lo.hi);
  dots.hi.lo = (__typeof__(dots.lo.lo))_mm_madd_epi16((__m128i)a.hi.lo, (__m128i)b.hi.lo);
  dots.hi.hi = (__typeof__(dots.lo.lo))_mm_madd_epi16((__m128i)a.hi.hi, (__m128i)b.hi.hi);
  return dots;
#else
  return (a << 16 >> 16) * (b << 16 >> 16) + (a >> 16) * (b >> 16);
#endif
}

INLINE vi add_byte_dots(byte_factors left, byte_factors right, vi sum) {
  return sum + (pair_dots(left.even, right.even) + pair_dots(left.odd, right.odd));
}

#endif

typedef uint8_t vb __attribute__((ext_vector_type(LANES)));
typedef vb vb_anywhere __attribute__((aligned(1), may_alias));
typedef vi vi_anywhere __attribute__((aligned(4), may_alias));

INLINE vi load_words_of_bytes(const uint32_t *p) { return *(const vi_anywhere *)p; }

INLINE void store_words_of_bytes(uint32_t *p, vi x) { *(vi_anywhere *)p = x; }

INLINE void store_bytes(uint8_t *p, vi x) { *(vb_anywhere *)p = __builtin_convertvector(x, vb); }

// MARK: - Rounding

/// The nearest whole number, to even from the middle; for magnitudes below 2^22.
INLINE vi nearest(vf x) {
  const float rounder = 12582912.0f;  // 1.5 * 2^23: adding it leaves the number in the low bits
  return (vi)(x + rounder) - 0x4b400000;
}

/// The bits of the magnitude: they order as the magnitudes do, NaN above infinity.
INLINE vi magnitude_bits(vf x) { return (vi)x & 0x7fffffff; }

INLINE vi larger_bits(vi x, vi y) { return __builtin_elementwise_max(x, y); }

/// The largest magnitude of a row.
INLINE int32_t largest_magnitude(const float *x, size_t count) {
  vi best = 0;
  for (size_t i = 0; i < count; i += LANES) {
    best = larger_bits(magnitude_bits(load_upto(x + i, count - i)), best);
  }
  return __builtin_reduce_max(best);
}

static const int32_t infinity_bits = 0x7f800000, quiet_nan_bits = 0x7fc00000;
/// 2^-100: below, numbers count as zeros.
static const int32_t negligible_bits = (127 - 100) << 23;

/// How numbers become integers: scales of NaN or 0 go with factors of 0.
typedef struct {
  vf scales, factors;
} rounding;

/// From the largest magnitudes of 16 columns.
INLINE rounding rounding_of(vi magnitudes) {
  const vi exact = (vi)((vf)magnitudes / 127.0f);
  const vi short_bits = (exact + 0x3f + (exact >> 7 & 1)) & ~0x7f;
  const vi is_finite = magnitudes < infinity_bits;
  const vi counts = is_finite & (magnitudes >= negligible_bits);
  const vf special = pick(is_finite, (vf)0.0f, (vf)(vi)quiet_nan_bits);
  return (rounding){
      pick(counts, (vf)short_bits, special),
      pick(counts, 1.0f / (vf)short_bits, (vf)0.0f)};
}

/// Integers of numbers whose factors are these.
INLINE vi rounded_by(vf factors, vf x) {
  return nearest(pick(factors != 0.0f, x, (vf)0.0f) * factors);
}
