/// What one core can do at most, in GF/s: 0 where it is not known.
typedef struct {
  double f32, bf16;
} peak_rates;

/// Multiply-adds of registers only, as wide as the instruction set has them.
peak_rates measured_peak(int level);
