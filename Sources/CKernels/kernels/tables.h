/// The tables of kernels, one for each instruction set that is compiled.
#ifndef APUS_TABLES_H
#define APUS_TABLES_H

#include "../include/CKernelsTwins.h"

// Outside the target attribute of the files that include the kernels.
#if defined(__x86_64__)
#include <immintrin.h>
#endif
#include <math.h>
#include <string.h>

#include "sizes.h"

extern const apus_kernels apus_portable_kernels;
#if defined(__x86_64__)
extern const apus_kernels apus_avx2_kernels;
extern const apus_kernels apus_avx512_kernels;
extern const apus_kernels apus_avx512_vnni_kernels;
extern const apus_kernels apus_avx512_bf16_kernels;
#endif

#endif
