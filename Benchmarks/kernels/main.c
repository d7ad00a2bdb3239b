#include "timing.h"

int repeats = 20;

float *numbers(size_t count) {
  float *x = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
  uint32_t state = 1;
  for (size_t i = 0; i < count; ++i) {
    state = state * 1664525u + 1013904223u;
    x[i] = (float)(state >> 8) / (float)(1 << 24) - 0.5f;
  }
  return x;
}

int main(int argc, char **argv) {
  const int level = argc > 1 ? atoi(argv[1]) : apus_instruction_set();
  if (argc > 2) repeats = atoi(argv[2]);
  const apus_kernels *kernels = apus_kernels_of(level);
  if (kernels == NULL) {
    fprintf(stderr, "this machine has no level %d\n", level);
    return 1;
  }
  printf("instruction set %d, best of %d\n", level, repeats);
  time_products(kernels);
  time_rows(kernels);
  time_attention(kernels);
}
