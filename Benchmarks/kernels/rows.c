#include "timing.h"

static const apus_dropout dropout = {7, 429496730u, 1 / 0.9f};

static void report(const char *what, double best, size_t count) {
  printf("%-24s %.3f ns/element\n", what, 1e9 * best / (double)count);
}

static void time_norm(const apus_kernels *kernels, size_t rows, size_t d) {
  const size_t count = rows * d;
  float *x = numbers(count), *s = numbers(count), *y = numbers(count), *unit = numbers(count);
  float *gain = numbers(d), *bias = numbers(d), *dgain = numbers(d), *dbias = numbers(d);
  float *factors = numbers(rows);
  TIME(forward, kernels->residual_norm(x, s, dropout, gain, bias, rows, d, 1e-5f, y, unit,
                                       factors));
  TIME(backward, kernels->residual_norm_backward(y, unit, factors, gain, dropout, rows, d, 0, x,
                                                 s, dgain, dbias));
  printf("rows of %zu\n", d);
  report("  residual_norm", forward, count);
  report("  its backward", backward, count);
  free(x), free(s), free(y), free(unit), free(gain), free(bias), free(dgain), free(dbias);
  free(factors);
}

static void time_loss(const apus_kernels *kernels, size_t rows, size_t v) {
  float *original = numbers(rows * v), *z = numbers(rows * v);
  int32_t *targets = calloc(rows, sizeof(int32_t));
  TIME(plain, kernels->cross_entropy(z, v, targets, rows, v, 0.1f, 0));
  TIME(gradient, kernels->cross_entropy(z, v, targets, rows, v, 0.1f, 1));
  TIME(logarithms, kernels->log_softmax(original, v, rows, v));
  report("cross_entropy", plain, rows * v);
  report("  with gradient", gradient, rows * v);
  report("log_softmax", logarithms, rows * v);
  free(original), free(z), free(targets);
}

static void time_elements(const apus_kernels *kernels, size_t count) {
  float *x = numbers(count), *y = numbers(count);
  TIME(dropped, kernels->dropout_apply(dropout, x, count, y));
  TIME(exponential, kernels->exponential(x, count, y));
  TIME(sum, kernels->sum_of_squares(x, count));
  TIME(columns, kernels->add_column_sums(x, 512, count / 512, 512, y));
  report("dropout", dropped, count);
  report("exponential", exponential, count);
  report("sum_of_squares", sum, count);
  report("add_column_sums", columns, count);
  free(x), free(y);
}

static void time_adam(const apus_kernels *kernels, size_t count) {
  const apus_adam adam = {1e-3f, 0.9f, 0.98f, 1e-9f, 0.1f, 0.02f, 1};
  float *g = numbers(count), *p = numbers(count), *m = numbers(count), *v = calloc(count, 4);
  TIME(best, kernels->adam_update(&adam, g, count, p, m, v));
  report("adam_update", best, count);
  free(g), free(p), free(m), free(v);
}

void time_rows(const apus_kernels *kernels) {
  time_norm(kernels, 512, 128);
  time_norm(kernels, 512, 512);
  time_loss(kernels, 64, 8000);
  time_elements(kernels, 1 << 18);
  time_adam(kernels, 1 << 22);
}
