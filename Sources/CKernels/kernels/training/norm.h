/// Layer norm over the residual sum, after every sub-layer ("Attention Is All You Need", 3.1).

/// Rows that are computed together.
enum { NORM_ROWS = 4 };

/// r = x + dropout(s) for one row, kept in `residual`; returns its mean.
INLINE float add_residual(
    const float *x, const float *s, mask_stream mask, size_t first, size_t d, float *residual) {
  vf sum = 0.0f;
  for (size_t j = 0; j < d; j += LANES) {
    const vf dropped = drop(mask, first + j, load_upto(s + j, d - j));
    const vf r = load_upto(x + j, d - j) + keep_first(dropped, d - j, 0.0f);
    store_upto(residual + j, r, d - j);
    sum += r;
  }
  return sum_of_lanes(sum) / (float)d;
}

/// The biased variance, from squared deviations: no cancellation.
INLINE float variance_of(const float *residual, size_t d, float mean) {
  vf sum = 0.0f;
  for (size_t j = 0; j < d; j += LANES) {
    const vf deviation = keep_first(load_upto(residual + j, d - j) - mean, d - j, 0.0f);
    sum = madd(deviation, deviation, sum);
  }
  return sum_of_lanes(sum) / (float)d;
}

/// From the residual to the normalised row, in place, and to the output.
INLINE void normalise(
    float *row, float mean, float factor, const float *gain, const float *bias, size_t d,
    float *y) {
  for (size_t j = 0; j < d; j += LANES) {
    const size_t left = d - j;
    const vf unit = (load_upto(row + j, left) - mean) * factor;
    store_upto(row + j, unit, left);
    store_upto(y + j, madd(unit, load_upto(gain + j, left), load_upto(bias + j, left)), left);
  }
}

/// A few rows go through each stage together: one row's sums, too short to fill the processor, then
/// overlap with the next row's.
static void residual_norm(
    const float *x, const float *s, apus_dropout dropout, const float *gain, const float *bias,
    size_t rows, size_t d, float epsilon, float *y, float *normalised, float *reciprocal) {
  const mask_stream mask = open_mask(dropout);
  for (size_t row = 0; row < rows; row += NORM_ROWS) {
    const size_t count = smaller(rows - row, NORM_ROWS), first = row * d;
    float means[NORM_ROWS], *factors = reciprocal + row;
    for (size_t i = 0; i < count; ++i) {
      const size_t at = first + i * d;
      means[i] = add_residual(x + at, s + at, mask, at, d, normalised + at);
    }
    for (size_t i = 0; i < count; ++i) {
      const float variance = variance_of(normalised + first + i * d, d, means[i]);
      factors[i] = 1.0f / __builtin_elementwise_sqrt(variance + epsilon);
    }
    for (size_t i = 0; i < count; ++i) {
      const size_t at = first + i * d;
      normalise(normalised + at, means[i], factors[i], gain, bias, d, y + at);
    }
  }
}

/// Means over a row of the gradient of the normalised values, alone and times those values.
typedef struct {
  float plain, weighted;
} norm_means;

/// Adds a row's part of the gradients of gain and bias on the way.
INLINE norm_means add_norm_row(
    const float *dy, const float *normalised, const float *gain, size_t d, float *dgain,
    float *dbias) {
  vf plain = 0.0f, weighted = 0.0f;
  for (size_t j = 0; j < d; j += LANES) {
    const size_t left = d - j;
    const vf gradient = load_upto(dy + j, left), unit = load_upto(normalised + j, left);
    const vf scaled = gradient * load_upto(gain + j, left);
    plain += scaled;
    weighted = madd(scaled, unit, weighted);
    store_upto(dgain + j, madd(gradient, unit, load_upto(dgain + j, left)), left);
    store_upto(dbias + j, load_upto(dbias + j, left) + gradient, left);
  }
  const norm_means means = {sum_of_lanes(plain) / (float)d, sum_of_lanes(weighted) / (float)d};
  return means;
}

static void residual_norm_backward(
    const float *dy, const float *normalised, const float *reciprocal, const float *gain,
    apus_dropout dropout, size_t rows, size_t d, int accumulate_dx, float *dx, float *ds,
    float *dgain, float *dbias) {
  const mask_stream mask = open_mask(dropout);
  for (size_t first = 0; first < rows * d; first += d) {
    const norm_means means =
        add_norm_row(dy + first, normalised + first, gain, d, dgain, dbias);
    const float factor = *reciprocal++;
    for (size_t j = 0; j < d; j += LANES) {
      const size_t left = d - j, i = first + j;
      const vf scaled = load_upto(dy + i, left) * load_upto(gain + j, left);
      const vf centred = scaled - means.plain;
      const vf dr = madd(load_upto(normalised + i, left), (vf)-means.weighted, centred) * factor;
      store_upto(ds + i, drop(mask, i, dr), left);
      store_upto(dx + i, accumulate_dx ? load_upto(dx + i, left) + dr : dr, left);
    }
  }
}
