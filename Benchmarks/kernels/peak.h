/// What one core can do at most, in GF/s: 0 where it has no instruction for it.
typedef struct {
  double f32, bf16;
} peak_rates;

/// Arithmetic in registers only, with the instruction set in use.
peak_rates measured_peak(void);
