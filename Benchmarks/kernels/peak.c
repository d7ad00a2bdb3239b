#include "peak.h"

#include "timing.h"

#if defined(__x86_64__)

enum { CHAINS = 12, ROUNDS = 1 << 20 };

/// Independent chains of one instruction, enough to hide its latency; registers hold zeros.
#define CHAIN(OPERATION, TYPE, NUMBER) \
  OPERATION " %%" TYPE "15, %%" TYPE "15, %%" TYPE NUMBER "\n"
#define TWELVE_CHAINS(OPERATION, TYPE) \
  CHAIN(OPERATION, TYPE, "0") CHAIN(OPERATION, TYPE, "1") CHAIN(OPERATION, TYPE, "2") \
  CHAIN(OPERATION, TYPE, "3") CHAIN(OPERATION, TYPE, "4") CHAIN(OPERATION, TYPE, "5") \
  CHAIN(OPERATION, TYPE, "6") CHAIN(OPERATION, TYPE, "7") CHAIN(OPERATION, TYPE, "8") \
  CHAIN(OPERATION, TYPE, "9") CHAIN(OPERATION, TYPE, "10") CHAIN(OPERATION, TYPE, "11")
#define RUN_CHAINS(OPERATION, TYPE) \
  do { \
    size_t rounds = ROUNDS; \
    __asm__ volatile("vzeroall\n1:\n" TWELVE_CHAINS(OPERATION, TYPE) "dec %0\njnz 1b" \
                     : "+r"(rounds) : \
                     : "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", \
                       "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15"); \
  } while (0)

static double billions(double flops_per_instruction, double time) {
  return 1e-9 * CHAINS * (double)ROUNDS * flops_per_instruction / time;
}

peak_rates measured_peak(int level) {
  peak_rates rates = {0, 0};
  if (level == 1) {
    TIME(best, RUN_CHAINS("vfmadd231ps", "ymm"));
    rates.f32 = billions(16, best);
  }
  if (level >= 2) {
    TIME(best, RUN_CHAINS("vfmadd231ps", "zmm"));
    rates.f32 = billions(32, best);
  }
  if (level >= 3) {
    TIME(best, RUN_CHAINS("vdpbf16ps", "zmm"));
    rates.bf16 = billions(64, best);
  }
  return rates;
}

#else

peak_rates measured_peak(int level) {
  (void)level;
  return (peak_rates){0, 0};
}

#endif
