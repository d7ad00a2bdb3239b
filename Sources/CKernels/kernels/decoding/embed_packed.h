/// Embedding from the packed table of the output projection: the columns of a packed matrix.

/// Where a column's words begin, and how far apart they are.
INLINE size_t column_start(size_t id, size_t words) {
  return id / PANEL * words * PANEL + id % PANEL;
}

/// 16 numbers of a column from step `first` on; zeros behind the last.
INLINE vf gather_f32(const float *column, size_t first, size_t d) {
  float numbers[LANES] = {0};
  const size_t count = smaller(d - first, LANES);
  for (size_t i = 0; i < count; ++i) numbers[i] = column[(first + i) * PANEL];
  return load(numbers);
}

INLINE vf gather_bf16(const uint32_t *column, size_t first, size_t d) {
  uint32_t bits[LANES] = {0};
  const size_t count = smaller(d - first, LANES);
  for (size_t i = 0; i < count; i += 2) {
    const uint32_t pair = column[(first + i) / 2 * PANEL];
    bits[i] = pair << 16;
    bits[i + 1] = pair & 0xffff0000u;
  }
  return load((const float *)bits);
}

INLINE vf gather_int8(const uint32_t *column, size_t first, size_t d, float scale) {
  uint32_t words[LANES / BYTE_STEPS] = {0};
  const size_t count = smaller(d - first, LANES);
  for (size_t i = 0; i < count; i += BYTE_STEPS) {
    words[i / BYTE_STEPS] = column[(first + i) / BYTE_STEPS * PANEL];
  }
  typedef int8_t bytes __attribute__((ext_vector_type(LANES)));
  bytes integers;
  memcpy(&integers, words, sizeof integers);
  return __builtin_convertvector(integers, vf) * scale;
}

/// out[d] = word * scale + place, the word as GATHER gives it from each step on.
#define EMBED_COLUMN(GATHER)                                                        \
  for (size_t j = 0; j < d; j += LANES) {                                           \
    const vf word = GATHER;                                                         \
    store_upto(out + j, madd(word, (vf)scale, load_upto(place + j, d - j)), d - j); \
  }

static void embed_packed(
    const float *packed, size_t d, const int32_t *ids, const float *positions,
    const int32_t *position, size_t count, float scale, float *out) {
  for (size_t i = 0; i < count; ++i, out += d) {
    const float *column = packed + column_start((size_t)ids[i], d);
    const float *place = positions + (size_t)position[i] * d;
    EMBED_COLUMN(gather_f32(column, j, d))
  }
}

static void embed_packed_bf16(
    const uint32_t *packed, size_t d, const int32_t *ids, const float *positions,
    const int32_t *position, size_t count, float scale, float *out) {
  for (size_t i = 0; i < count; ++i, out += d) {
    const uint32_t *column = packed + column_start((size_t)ids[i], words_of(PAIRS, d));
    const float *place = positions + (size_t)position[i] * d;
    EMBED_COLUMN(gather_bf16(column, j, d))
  }
}

static void embed_packed_int8(
    const uint32_t *packed, size_t d, size_t v, const int32_t *ids, const float *positions,
    const int32_t *position, size_t count, float scale, float *out) {
  const packed_bytes parts = parts_of_packed(packed, d, v);
  for (size_t i = 0; i < count; ++i, out += d) {
    const size_t id = (size_t)ids[i];
    const uint32_t *column = packed + column_start(id, parts.groups);
    const float *place = positions + (size_t)position[i] * d;
    EMBED_COLUMN(gather_int8(column, j, d, parts.scales[id]))
  }
}

#undef EMBED_COLUMN
