/// What softmax needs of a row of logits.
typedef struct {
  float sum;           ///< of the logits
  float exponentials;  ///< the sum of exp(logit - largest)
  double log_sum;      ///< log of the sum of exp(logit)
} row_summary;

/// The sum of exp(z - largest), whose terms are kept unless `out` is NULL.
INLINE float exponential_sum(const float *z, size_t v, float largest, float *out) {
  vf sum = 0.0f;
  for (size_t j = 0; j < v; j += LANES) {
    const vf x = exponential(load_upto(z + j, v - j) - largest);
    sum += keep_first(x, v - j, 0.0f);
    if (out != NULL) store_upto(out + j, x, v - j);
  }
  return sum_of_lanes(sum);
}

/// With `overwrite`, the row becomes exp(logit - largest).
INLINE row_summary summarise(float *z, size_t v, const int overwrite) {
  vf best = -INFINITY, plain = 0.0f;
  for (size_t j = 0; j < v; j += LANES) {
    const vf x = load_upto(z + j, v - j);
    best = larger(keep_first(x, v - j, -INFINITY), best);
    plain += x;
  }
  const float largest = largest_lane(best);
  const float sum = exponential_sum(z, v, largest, overwrite ? z : NULL);
  return (row_summary){sum_of_lanes(plain), sum, largest + log((double)sum)};
}

/// What log-softmax takes from each logit of a row.
static float log_sum_of(const float *z, size_t v, float largest) {
  return (float)(largest + log((double)exponential_sum(z, v, largest, NULL)));
}

/// From exponentials to scale * (softmax - smoothed target distribution), in place.
INLINE void cross_entropy_gradient(
    float *z, float sum, int32_t target, size_t v, float smoothing, float scale) {
  const vf factor = scale / sum, everywhere = -scale * smoothing / (float)v;
  for (size_t j = 0; j < v; j += LANES) {
    store_upto(z + j, madd(load_upto(z + j, v - j), factor, everywhere), v - j);
  }
  z[target] -= scale * (1 - smoothing);
}

static apus_loss cross_entropy(
    float *logits, size_t ld, const int32_t *targets, size_t rows, size_t v, float smoothing,
    float gradient_scale) {
  apus_loss total = {0, 0};
  for (size_t i = 0; i < rows; ++i) {
    float *z = logits + i * ld;
    const float logit = z[targets[i]];
    const row_summary row = gradient_scale == 0 ? summarise(z, v, 0) : summarise(z, v, 1);
    const double log_likelihood = logit - row.log_sum;
    const double uniform = row.log_sum - row.sum / (double)v;
    total.loss += smoothing * uniform - (1 - (double)smoothing) * log_likelihood;
    total.log_likelihood += log_likelihood;
    if (gradient_scale != 0) {
      cross_entropy_gradient(z, row.exponentials, targets[i], v, smoothing, gradient_scale);
    }
  }
  return total;
}

static void log_softmax(float *logits, size_t ld, size_t rows, size_t v) {
  for (size_t i = 0; i < rows; ++i) {
    float *z = logits + i * ld;
    const float log_sum = (float)summarise(z, v, 0).log_sum;
    for (size_t j = 0; j < v; j += LANES) {
      store_upto(z + j, load_upto(z + j, v - j) - log_sum, v - j);
    }
  }
}
