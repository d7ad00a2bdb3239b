/// What one core can do at most, in 10^9 operations a second: 0 where it has no instruction for it.
typedef struct {
  double f32, bf16, int8;
} peak_rates;

/// Arithmetic in registers only, with the instruction set in use.
peak_rates measured_peak(void);
