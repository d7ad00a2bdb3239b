#include "openblas.h"
#include "peak.h"
#include "timing.h"

/// One product, and the best times of its ways to be computed: 0 where there is none.
typedef struct {
  const char *name;
  size_t m, k, n;
  double f32, widened, bf16, int8, openblas;
} measured_product;

static void print_rate(double flops, double time, double peak) {
  if (time == 0) {
    printf("  %7s %5s", "-", "");
  } else if (peak == 0) {
    printf("  %7.1f %5s", 1e-9 * flops / time, "");
  } else {
    printf("  %7.1f %4.0f%%", 1e-9 * flops / time, 1e-7 * flops / time / peak);
  }
}

static void report(measured_product x, peak_rates peak) {
  const double flops = 2.0 * (double)x.m * (double)x.n * (double)x.k;
  printf("%-10s %5zu %5zu %5zu", x.name, x.m, x.k, x.n);
  print_rate(flops, x.f32, peak.f32);
  print_rate(flops, x.bf16, peak.bf16);
  print_rate(flops, x.int8, peak.int8);
  print_rate(flops, x.openblas, peak.f32);
  printf("\n");
}

/// Leaves so many per cent of the numbers, none of them negative, and zeros in the place of others.
static void thin(float *x, size_t count, unsigned percent) {
  for (size_t i = 0; i < count; ++i) {
    const uint32_t hash = (uint32_t)i * 2654435761u;
    x[i] = (hash >> 8) % 100 < percent ? x[i] + 0.5f : 0;
  }
}

static measured_product time_product(
    const apus_kernels *kernels, size_t m, size_t k, size_t n, unsigned percent) {
  float *a = numbers(m * k), *b = numbers(k * n), *c = numbers(m * n);
  float *packed = numbers(apus_packed_count(k, n));
  uint32_t *pairs = (uint32_t *)numbers(apus_packed_bf16_count(k, n));
  uint32_t *bytes = (uint32_t *)numbers(apus_packed_int8_count(k, n));
  const size_t words = apus_matmul_bf16_scratch(m, k, n);
  uint32_t *scratch = (uint32_t *)numbers(
      words + apus_matmul_int8_scratch(m, k, n) + apus_matmul_widened_scratch(m, k, n));
  if (percent < 100) thin(a, m * k, percent);
  kernels->pack(b, k, n, n, 1, packed, k * 64);
  kernels->pack_int8(b, k, n, n, 1, bytes);
  kernels->pack_bf16(b, k, n, n, 1, pairs, (k + 1) / 2 * 64);
  measured_product x = {.name = "A B", .m = m, .k = k, .n = n};
  TIME(f32, kernels->matmul(a, k, m, k, n, packed, NULL, 0, 0, c, n));
  TIME(widened, kernels->matmul_widened(a, k, m, k, n, pairs, NULL, 0, 0, c, n, scratch));
  TIME(bf16, kernels->matmul_bf16(a, k, m, k, n, pairs, NULL, 0, 0, c, n, scratch));
  TIME(int8, kernels->matmul_int8(a, k, m, k, n, bytes, 0, n, NULL, 0, c, n, scratch));
  x.f32 = f32;
  x.widened = widened;
  x.bf16 = bf16;
  x.int8 = int8;
  if (has_openblas()) {
    TIME(openblas, openblas_product(a, b, m, k, n, c));
    x.openblas = openblas;
  }
  free(a), free(b), free(c), free(packed), free(pairs), free(bytes), free(scratch);
  return x;
}

/// How much less time products take whose A is mostly zeros, as max(0, .) leaves it.
static void compare_sparse_products(const apus_kernels *kernels, size_t m, size_t k, size_t n) {
  static const unsigned percents[] = {1, 3, 5, 10};
  const measured_product all = time_product(kernels, m, k, n, 100);
  for (size_t i = 0; i < sizeof(percents) / sizeof(percents[0]); ++i) {
    const measured_product few = time_product(kernels, m, k, n, percents[i]);
    printf("A B %5zu %5zu %5zu, %2u %% of A not zero: f32 %.1f (of bf16 %.1f), bf16 %.1f, "
           "int8 %.1f times as fast\n",
           m, k, n, percents[i], all.f32 / few.f32, all.widened / few.widened,
           all.bf16 / few.bf16, all.int8 / few.int8);
  }
}

static measured_product time_transposed_product(
    const apus_kernels *kernels, size_t m, size_t k, size_t n) {
  float *a = numbers(m * k), *b = numbers(m * n), *c = numbers(k * n);
  float *scratch = numbers(apus_matmul_transposed_scratch(m, k, n));
  uint32_t *pairs = (uint32_t *)numbers(apus_matmul_transposed_bf16_scratch(m, k, n));
  measured_product x = {.name = "A^T B", .m = m, .k = k, .n = n};
  TIME(f32, kernels->matmul_transposed(a, k, b, n, m, k, n, c, n, scratch));
  TIME(bf16, kernels->matmul_transposed_bf16(a, k, b, n, m, k, n, c, n, pairs));
  x.f32 = f32;
  x.bf16 = bf16;
  if (has_openblas()) {
    TIME(openblas, openblas_transposed_product(a, b, m, k, n, c));
    x.openblas = openblas;
  }
  free(a), free(b), free(c), free(scratch), free(pairs);
  return x;
}

static void time_packing(const apus_kernels *kernels, size_t k, size_t n) {
  float *b = numbers(k * n), *packed = numbers(apus_packed_count(k, n));
  uint32_t *pairs = (uint32_t *)packed;
  const size_t floats = k * 64, words = (k + 1) / 2 * 64;
  TIME(f32, kernels->pack(b, k, n, n, 1, packed, floats));
  TIME(f32_transposed, kernels->pack(b, k, n, 1, k, packed, floats));
  TIME(bf16, kernels->pack_bf16(b, k, n, n, 1, pairs, words));
  TIME(bf16_transposed, kernels->pack_bf16(b, k, n, 1, k, pairs, words));
  TIME(int8, kernels->pack_int8(b, k, n, n, 1, pairs));
  TIME(int8_transposed, kernels->pack_int8(b, k, n, 1, k, pairs));
  const double scale = 1e9 / (double)(k * n);
  printf("pack %5zu %5zu  f32 %.2f (transposed %.2f) ns/element, bf16 %.2f (%.2f), "
         "int8 %.2f (%.2f)\n",
         k, n, scale * f32, scale * f32_transposed, scale * bf16, scale * bf16_transposed,
         scale * int8, scale * int8_transposed);
  free(b), free(packed);
}

void time_products(const apus_kernels *kernels) {
  // m, k, n: tokens, inputs, outputs.
  static const size_t shapes[][3] = {
      {4096, 512, 512}, {4096, 512, 2048}, {4096, 2048, 512}, {4096, 512, 8000},
      {2048, 256, 1024}, {2048, 1024, 256}, {512, 128, 128}, {512, 128, 512},
      {512, 512, 128}, {512, 512, 8359}, {512, 8359, 512}, {256, 512, 1536}, {1024, 256, 8359},
      {1000, 512, 512}, {1021, 509, 1531}};
  const size_t count = sizeof(shapes) / sizeof(shapes[0]);
  const peak_rates peak = measured_peak();
  printf("peak of one core: f32 %.0f GF/s, bf16 %.0f GF/s, int8 %.0f Gop/s\n", peak.f32, peak.bf16,
         peak.int8);
  printf("product        m     k     n  f32 GF/s peak  bf16 GF/s peak  int8 Gop/s     "
         "OpenBLAS f32\n");
  for (size_t i = 0; i < count; ++i) {
    report(time_product(kernels, shapes[i][0], shapes[i][1], shapes[i][2], 100), peak);
  }
  for (size_t m = 1; m <= 8; ++m) report(time_product(kernels, m, 512, 2048, 100), peak);
  for (size_t m = 1; m <= 256; m *= 4) compare_sparse_products(kernels, m, 2048, 512);
  for (size_t i = 0; i < count; ++i) {
    report(time_transposed_product(kernels, shapes[i][0], shapes[i][1], shapes[i][2]), peak);
  }
  for (size_t i = 0; i < 4; ++i) time_packing(kernels, shapes[i][1], shapes[i][2]);
}
