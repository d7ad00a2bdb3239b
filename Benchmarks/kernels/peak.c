#include "peak.h"

#include "CKernelsPeak.h"
#include "timing.h"

enum { ROUNDS = 1 << 20 };

peak_rates measured_peak(void) {
  size_t f32_operations = 0, bf16_operations = 0, int8_operations = 0;
  TIME(f32, f32_operations = apus_peak_f32(ROUNDS));
  TIME(bf16, bf16_operations = apus_peak_bf16(ROUNDS));
  TIME(int8, int8_operations = apus_peak_int8(ROUNDS));
  return (peak_rates){
      1e-9 * (double)f32_operations / f32, 1e-9 * (double)bf16_operations / bf16,
      1e-9 * (double)int8_operations / int8};
}
