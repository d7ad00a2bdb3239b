static void add(const float *x, size_t count, float *y) {
  for (size_t i = 0; i < count; i += LANES) {
    const size_t left = count - i;
    store_upto(y + i, load_upto(y + i, left) + load_upto(x + i, left), left);
  }
}

static void scale(float factor, size_t count, float *x) {
  for (size_t i = 0; i < count; i += LANES) {
    store_upto(x + i, load_upto(x + i, count - i) * factor, count - i);
  }
}

static void round_to_bf16(float *x, size_t ldx, size_t rows, size_t columns) {
  for (size_t row = 0; row < rows; ++row) {
    float *numbers = x + row * ldx;
    for (size_t i = 0; i < columns; i += LANES) {
      const vf pairs = pairs_of((vf)0.0f, load_upto(numbers + i, columns - i));
      store_upto(numbers + i, (vf)((vu)pairs & 0xffff0000u), columns - i);
    }
  }
}

static void relu_backward(const float *y, size_t count, float *dy) {
  for (size_t i = 0; i < count; i += LANES) {
    const size_t left = count - i;
    const vi active = load_upto(y + i, left) > 0.0f;
    store_upto(dy + i, pick(active, load_upto(dy + i, left), (vf)0.0f), left);
  }
}

/// The square of a float is exact in double, so every instruction set gives the same sum.
INLINE vd add_squares(vf x, vd sum) {
  const vd wide = __builtin_convertvector(x, vd);
  return sum + wide * wide;
}

INLINE double total_of(vd sum) {
  double total = 0;
  for (int i = 0; i < LANES; ++i) total += sum[i];
  return total;
}

static double sum_of_squares(const float *x, size_t count) {
  vd sum = 0.0;
  for (size_t i = 0; i < count; i += LANES) sum = add_squares(load_upto(x + i, count - i), sum);
  return total_of(sum);
}

static int all_finite(const float *x, size_t count) {
  vi found = 0;
  for (size_t i = 0; i < count; i += LANES) {
    const vi exponent = (vi)load_upto(x + i, count - i) & 0x7f800000;
    found |= exponent == 0x7f800000;
  }
  return __builtin_reduce_or(found) == 0;
}
