/// Sixteen floats at a time, on every instruction set: one register of AVX-512, two of AVX2, four
/// of SSE or NEON. The same lanes everywhere make the same sums everywhere.

#define INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

typedef float vf __attribute__((ext_vector_type(LANES)));
typedef int32_t vi __attribute__((ext_vector_type(LANES)));
typedef uint32_t vu __attribute__((ext_vector_type(LANES)));
typedef double vd __attribute__((ext_vector_type(LANES)));
typedef vf vf_anywhere __attribute__((aligned(4), may_alias));

static const vi lane_numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

INLINE vf load(const float *p) { return *(const vf_anywhere *)p; }

INLINE void store(float *p, vf x) { *(vf_anywhere *)p = x; }

/// The ends of rows are rare: out of line, they cost the loops around them nothing.
#define RARELY static __attribute__((noinline, cold))

RARELY vf load_part(const float *p, size_t count) {
  float lanes[LANES] = {0};
  for (size_t i = 0; i < count; ++i) lanes[i] = p[i];
  return load(lanes);
}

RARELY void store_part(float *p, vf x, size_t count) {
  float lanes[LANES];
  store(lanes, x);
  for (size_t i = 0; i < count; ++i) p[i] = lanes[i];
}

/// The first `count` lanes from memory, zeros in the others; count may exceed the lanes.
INLINE vf load_upto(const float *p, size_t count) {
  return __builtin_expect(count >= LANES, 1) ? load(p) : load_part(p, count);
}

/// Stores the first `count` lanes; count may exceed the lanes.
INLINE void store_upto(float *p, vf x, size_t count) {
  if (__builtin_expect(count >= LANES, 1)) {
    store(p, x);
  } else {
    store_part(p, x, count);
  }
}

/// a * b + c, in one rounding where the hardware has it (elsewhere fma is a slow library call).
#if FUSED
#define MADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#else
#define MADD(a, b, c) ((a) * (b) + (c))
#endif

INLINE vf madd(vf a, vf b, vf c) { return MADD(a, b, c); }

/// x where the mask is -1, y where it is 0.
INLINE vf pick(vi mask, vf x, vf y) { return (vf)((mask & (vi)x) | (~mask & (vi)y)); }

/// NaN when y is.
INLINE vf larger(vf x, vf y) { return pick(x > y, x, y); }

/// x in the first `count` lanes, `rest` in the others; count may exceed the lanes.
INLINE vf keep_first(vf x, size_t count, float rest) {
  if (__builtin_expect(count >= LANES, 1)) return x;
  return pick(lane_numbers < (vi)(int32_t)count, x, (vf)rest);
}

INLINE float sum_of_lanes(vf x) {
  const __typeof__(x.lo) eight = x.lo + x.hi;
  const __typeof__(eight.lo) four = eight.lo + eight.hi;
  const __typeof__(four.lo) two = four.lo + four.hi;
  return two.x + two.y;
}

INLINE float largest_lane(vf x) {
  const __typeof__(x.lo) eight = __builtin_elementwise_max(x.lo, x.hi);
  const __typeof__(eight.lo) four = __builtin_elementwise_max(eight.lo, eight.hi);
  const __typeof__(four.lo) two = __builtin_elementwise_max(four.lo, four.hi);
  return two.x > two.y ? two.x : two.y;
}
