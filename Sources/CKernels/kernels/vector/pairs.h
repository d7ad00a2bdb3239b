/// Pairs of bf16, sixteen at a time: a pair is the 32 bits of a lane, its first number the low half.
///
/// Rounding is to nearest even. Denormals become zeros and NaNs stay NaNs, as the instructions of
/// AVX512-BF16 have it.

#if DOTS_PAIRS

/// Lane i is the pair (x[2 i], x[2 i + 1]) of the 32 numbers first, second.
INLINE vf pairs_of_neighbours(vf first, vf second) {
  return (vf)_mm512_cvtne2ps_pbh((__m512)second, (__m512)first);
}

/// Lane i is the pair (first[i], second[i]).
INLINE vf pairs_of(vf first, vf second) {
  typedef uint16_t halves __attribute__((ext_vector_type(2 * LANES)));
  const halves x = (halves)pairs_of_neighbours(first, second);
  return (vf)__builtin_shufflevector(
      x, x, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23, 8, 24, 9, 25, 10, 26, 11, 27,
      12, 28, 13, 29, 14, 30, 15, 31);
}

/// sum + a.second * b.second, then + a.first * b.first, each in one rounding.
INLINE vf add_dot(vf a, vf b, vf sum) {
  return (vf)_mm512_dpbf16_ps((__m512)sum, (__m512bh)a, (__m512bh)b);
}

#else

/// The bits of the nearest bf16, in the high half of each lane.
INLINE vu rounded_bits(vf x) {
  const vu bits = (vu)x, magnitude = bits & 0x7fffffffu;
  const vu nearest = (bits + 0x7fffu + ((bits >> 16) & 1)) & 0xffff0000u;
  const vu quiet = (bits & 0xffff0000u) | 0x00400000u;
  const vi is_nan = magnitude > 0x7f800000u, is_denormal = magnitude < 0x00800000u;
  const vf number = pick(is_denormal, (vf)(bits & 0x80000000u), (vf)nearest);
  return (vu)pick(is_nan, (vf)quiet, number);
}

INLINE vf pairs_of(vf first, vf second) {
  return (vf)(rounded_bits(first) >> 16 | rounded_bits(second));
}

INLINE vf pairs_of_neighbours(vf first, vf second) {
  const vf even = __builtin_shufflevector(
      first, second, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  const vf odd = __builtin_shufflevector(
      first, second, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
  return pairs_of(even, odd);
}

/// The product of two bf16 is exact in f32, so `madd` rounds once even where it is two operations.
INLINE vf add_dot(vf a, vf b, vf sum) {
  const vu left = (vu)a, right = (vu)b;
  sum = madd((vf)(left & 0xffff0000u), (vf)(right & 0xffff0000u), sum);
  return madd((vf)(left << 16), (vf)(right << 16), sum);
}

#endif

/// The pairs of neighbours of up to 32 numbers, of which there are `count`; zeros behind them.
INLINE vf load_pairs(const float *x, size_t count) {
  const vf second = count > LANES ? load_upto(x + LANES, count - LANES) : (vf)0.0f;
  return pairs_of_neighbours(load_upto(x, count), second);
}

/// `count` numbers become words; a last number alone gets a partner of zero, and the last vector is
/// filled with zeros.
INLINE void round_row(const float *x, size_t count, float *words) {
  for (size_t i = 0; i < count; i += 2 * LANES) store(words + i / 2, load_pairs(x + i, count - i));
}
