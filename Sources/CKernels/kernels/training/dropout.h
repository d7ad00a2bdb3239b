/// The key, mixed once for a call so that neighbouring keys give unrelated masks.
typedef struct {
  uint32_t before, between, threshold;
  float scale;
} mask_stream;

/// The finaliser of splitmix64.
INLINE mask_stream open_mask(apus_dropout dropout) {
  uint64_t x = dropout.key + 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  x ^= x >> 31;
  const mask_stream mask = {
      (uint32_t)x, (uint32_t)(x >> 32), dropout.threshold, dropout.scale};
  return mask;
}

/// Drops lanes of x, which are elements index, index + 1, … of the stream.
INLINE vf drop(mask_stream mask, size_t index, vf x) {
  if (mask.threshold == 0) return x;
  vu hash = (vu)lane_numbers + (uint32_t)index;
  hash ^= mask.before;
  hash ^= hash >> 16;
  hash *= 0x21f0aaadu;
  hash ^= hash >> 15;
  hash += mask.between;
  hash *= 0x735a2d97u;
  hash ^= hash >> 15;
  return pick(hash >= mask.threshold, x * mask.scale, (vf)0.0f);
}

static void dropout_apply(apus_dropout dropout, const float *x, size_t count, float *y) {
  const mask_stream mask = open_mask(dropout);
  for (size_t i = 0; i < count; i += LANES) {
    store_upto(y + i, drop(mask, i, load_upto(x + i, count - i)), count - i);
  }
}
