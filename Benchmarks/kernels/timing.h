/// Best-of-several timing on one thread, in its own processor time: other processes do not count.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "CKernelsTwins.h"

static inline double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

extern int repeats;

/// The shortest time of one run of STATEMENT, in seconds, into BEST.
#define TIME(BEST, STATEMENT)                          \
  double BEST = 1e9;                                   \
  for (int repeat = 0; repeat < repeats; ++repeat) {   \
    const double start = seconds();                    \
    STATEMENT;                                         \
    const double taken = seconds() - start;            \
    if (taken < BEST) BEST = taken;                    \
  }

/// `count` numbers in -0.5 ..< 0.5, the same in every run.
float *numbers(size_t count);

void time_products(const apus_kernels *kernels);
void time_rows(const apus_kernels *kernels);
void time_decoding(const apus_kernels *kernels);
void time_attention(const apus_kernels *kernels);
