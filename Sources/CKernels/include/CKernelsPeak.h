/// What this processor can do at most, for profiles: loops that do nothing but one thing.
#ifndef APUS_CKERNELS_PEAK_H
#define APUS_CKERNELS_PEAK_H

#include <stddef.h>

/// Multiplies and adds f32 numbers in registers, with the instruction set in use. Returns how many
/// floating-point operations that were.
size_t apus_peak_f32(size_t rounds);
/// Adds dot products of pairs of bf16 numbers to f32 numbers, in registers. Returns how many
/// floating-point operations that were: 0 where the processor cannot.
size_t apus_peak_bf16(size_t rounds);
/// Adds dot products of four bytes to 32-bit integers, in registers. Returns how many operations that
/// were: 0 where the processor cannot.
size_t apus_peak_int8(size_t rounds);
/// Reads numbers, as fast as memory gives them; the sum is of no use.
float apus_peak_read(const float *x, size_t count);

#endif
