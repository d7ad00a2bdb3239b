#include <stddef.h>

/// Opens the library at `path` with its fastest core for this machine, on one thread; 0 on failure.
int open_openblas(const char *path);

/// Whether there is a library to compare with.
int has_openblas(void);

/// C[m, n] = A[m, k] B[k, n].
void openblas_product(
    const float *a, const float *b, size_t m, size_t k, size_t n, float *c);

/// C[k, n] += A[m, k]^T B[m, n].
void openblas_transposed_product(
    const float *a, const float *b, size_t m, size_t k, size_t n, float *c);
