#include "timing.h"

static void time_matmul(const apus_kernels *kernels, size_t m, size_t k, size_t n) {
  float *a = numbers(m * k), *b = numbers(k * n), *c = numbers(m * n);
  float *packed = numbers(apus_packed_count(k, n));
  const double flops = 2.0 * (double)m * (double)n * (double)k;
  TIME(pack, kernels->pack(b, k, n, n, 1, packed));
  TIME(transposed, kernels->pack(b, k, n, 1, k, packed));
  TIME(best, kernels->matmul(a, k, m, k, n, packed, NULL, 0, 0, c, n));
  printf("matmul            %5zu %5zu %5zu  %6.1f GF/s, pack %.2f (transposed %.2f) ns/element\n",
         m, k, n, 1e-9 * flops / best, 1e9 * pack / (double)(k * n),
         1e9 * transposed / (double)(k * n));
  free(a), free(b), free(c), free(packed);
}

static void time_matmul_transposed(const apus_kernels *kernels, size_t m, size_t k, size_t n) {
  float *a = numbers(m * k), *b = numbers(m * n), *c = numbers(k * n);
  float *scratch = numbers(apus_matmul_transposed_scratch(m, k, n));
  const double flops = 2.0 * (double)m * (double)n * (double)k;
  TIME(best, kernels->matmul_transposed(a, k, b, n, m, k, n, c, n, scratch));
  printf("matmul_transposed %5zu %5zu %5zu  %6.1f GF/s\n", m, k, n, 1e-9 * flops / best);
  free(a), free(b), free(c), free(scratch);
}

void time_products(const apus_kernels *kernels) {
  static const size_t shapes[][3] = {
      {4096, 512, 512}, {4096, 512, 2048}, {4096, 2048, 512}, {4096, 512, 8000},
      {2048, 256, 1024}, {2048, 1024, 256}, {512, 128, 128}, {512, 128, 512},
      {512, 512, 128}, {512, 512, 8000}, {512, 8000, 512}, {512, 8000, 128}, {1000, 512, 512}};
  const size_t count = sizeof(shapes) / sizeof(shapes[0]);
  for (size_t i = 0; i < count; ++i) {
    time_matmul(kernels, shapes[i][0], shapes[i][1], shapes[i][2]);
  }
  for (size_t m = 1; m <= 8; ++m) time_matmul(kernels, m, 512, 2048);
  for (size_t i = 0; i < count; ++i) {
    time_matmul_transposed(kernels, shapes[i][0], shapes[i][1], shapes[i][2]);
  }
}
