/// e^x to one unit in the last place, for x up to 88; 0 below -87.3 (also for -infinity).
///
/// x = n ln 2 + r with |r| <= ln 2 / 2; the polynomial in r is the one of Cephes' expf.
INLINE vf exponential(vf x) {
  const float rounder = 12582912.0f;  // 1.5 * 2^23: adding it leaves n in the low bits
  const vf shifted = madd(x, (vf)1.44269504088896341f, (vf)rounder);
  const vf n = shifted - rounder;
  // ln 2 in two parts, the first so short that n times it is exact.
  const vf r = madd(n, (vf)2.12194440e-4f, madd(n, (vf)-0.693359375f, x));
  vf polynomial = (vf)1.9875691500e-4f;
  polynomial = madd(polynomial, r, (vf)1.3981999507e-3f);
  polynomial = madd(polynomial, r, (vf)8.3334519073e-3f);
  polynomial = madd(polynomial, r, (vf)4.1665795894e-2f);
  polynomial = madd(polynomial, r, (vf)1.6666665459e-1f);
  polynomial = madd(polynomial, r, (vf)5.0000001201e-1f);
  const vf power = madd(polynomial, r * r, r) + 1.0f;
  const vi scale = ((vi)shifted << 23) + (127 << 23);
  return pick(x < -87.3f, (vf)0.0f, power * (vf)scale);
}

/// The natural logarithm of positive normal numbers; -infinity of 0.
///
/// x = 2^n (1 + r) with 1 + r between sqrt(1/2) and sqrt(2); the polynomial is the one of Cephes'
/// logf.
INLINE vf logarithm(vf x) {
  const int32_t root_of_half = 0x3f3504f3;
  const vi exponent = ((vi)x - root_of_half) >> 23;
  const vf r = (vf)((vi)x - (exponent << 23)) - 1.0f;
  const vf n = __builtin_convertvector(exponent, vf);
  vf polynomial = (vf)7.0376836292e-2f;
  polynomial = madd(polynomial, r, (vf)-1.1514610310e-1f);
  polynomial = madd(polynomial, r, (vf)1.1676998740e-1f);
  polynomial = madd(polynomial, r, (vf)-1.2420140846e-1f);
  polynomial = madd(polynomial, r, (vf)1.4249322787e-1f);
  polynomial = madd(polynomial, r, (vf)-1.6668057665e-1f);
  polynomial = madd(polynomial, r, (vf)2.0000714765e-1f);
  polynomial = madd(polynomial, r, (vf)-2.4999993993e-1f);
  polynomial = madd(polynomial, r, (vf)3.3333331174e-1f);
  const vf square = r * r;
  vf small = madd(polynomial, r * square, n * -2.12194440e-4f);
  small = madd(square, (vf)-0.5f, small);
  const vf result = madd(n, (vf)0.693359375f, r + small);
  return pick(x > 0.0f, result, pick(x == 0.0f, (vf)-INFINITY, x));
}

static void exponential_of_all(const float *x, size_t count, float *y) {
  for (size_t i = 0; i < count; i += LANES) {
    store_upto(y + i, exponential(load_upto(x + i, count - i)), count - i);
  }
}
