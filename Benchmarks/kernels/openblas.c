#include "openblas.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

enum { ROW_MAJOR = 101, AS_IT_IS = 111, TRANSPOSED = 112 };

static void (*sgemm)(
    int order, int transposes_a, int transposes_b, int m, int n, int k, float alpha,
    const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);

/// The library reads its settings while it is loaded. Debian's does not know recent AMD cores and
/// takes them for something older; Cooperlake has its fastest kernels for AVX-512.
static void set_environment(void) {
  for (char **entry = environ; *entry != NULL;) {
    if (strncmp(*entry, "OPENBLAS_", strlen("OPENBLAS_")) != 0) {
      ++entry;
      continue;
    }
    char name[256];
    snprintf(name, sizeof(name), "%.*s", (int)strcspn(*entry, "="), *entry);
    unsetenv(name);
  }
  setenv("OPENBLAS_CORETYPE", "Cooperlake", 1);
  setenv("OPENBLAS_NUM_THREADS", "1", 1);
}

int open_openblas(const char *path) {
  set_environment();
  void *library = dlopen(path, RTLD_NOW);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 0;
  }
  *(void **)&sgemm = dlsym(library, "cblas_sgemm");
  char *(*core)(void) = NULL;
  *(void **)&core = dlsym(library, "openblas_get_corename");
  if (core != NULL) printf("OpenBLAS runs its kernels for %s\n", core());
  return has_openblas();
}

int has_openblas(void) { return sgemm != NULL; }

void openblas_product(
    const float *a, const float *b, size_t m, size_t k, size_t n, float *c) {
  sgemm(
      ROW_MAJOR, AS_IT_IS, AS_IT_IS, (int)m, (int)n, (int)k, 1, a, (int)k, b, (int)n, 0, c,
      (int)n);
}

void openblas_transposed_product(
    const float *a, const float *b, size_t m, size_t k, size_t n, float *c) {
  sgemm(
      ROW_MAJOR, TRANSPOSED, AS_IT_IS, (int)k, (int)n, (int)m, 1, a, (int)k, b, (int)n, 1, c,
      (int)n);
}
