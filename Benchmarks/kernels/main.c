#include <string.h>

#include "openblas.h"
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

typedef struct {
  int level;
  const char *openblas;
} options;

/// Names are followed by a value; -1 as the level when something else is met.
static options read_options(int argc, char **argv) {
  options chosen = {apus_instruction_set(), NULL};
  for (int i = 1; i < argc; i += 2) {
    const char *value = i + 1 < argc ? argv[i + 1] : "";
    if (strcmp(argv[i], "--instruction-set") == 0) {
      chosen.level = apus_instruction_set_named(value);
    } else if (strcmp(argv[i], "--repeats") == 0) {
      repeats = atoi(value);
    } else if (strcmp(argv[i], "--openblas") == 0) {
      chosen.openblas = value;
    } else {
      return (options){-1, NULL};
    }
  }
  return chosen;
}

int main(int argc, char **argv) {
  const options chosen = read_options(argc, argv);
  const apus_kernels *kernels = apus_kernels_of(chosen.level);
  if (kernels == NULL) {
    fprintf(stderr, "usage: %s [--instruction-set NAME] [--repeats COUNT] [--openblas PATH]\n"
            "with the name of an instruction set of this machine\n", argv[0]);
    return 1;
  }
  apus_limit_instruction_set(chosen.level);
  if (chosen.openblas != NULL && !open_openblas(chosen.openblas)) return 1;
  printf("%s, best of %d\n", apus_instruction_set_name(chosen.level), repeats);
  time_products(kernels);
  time_decoding(kernels);
  time_rows(kernels);
  time_attention(kernels);
}
