#include "kernels/tables.h"

#if defined(__x86_64__)
#include "kernels/matrix/tiles_avx512.h"

#define FUSED 1
#define DOTS_PAIRS 0
#define DOTS_BYTES 1
#define VECTOR_BITS 512
#define KERNELS apus_avx512_vnni_kernels

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma"))), \
    apply_to = function)
#include "kernels/all.h"
#pragma clang attribute pop
#endif
