/// What the vector of token `i` is multiplied by: 0 where the word is dropped.
INLINE vf word_factor(mask_stream words, size_t i, float scale) {
  return (vf)drop(words, i, (vf)scale)[0];
}

static void embed(
    const float *table, const int32_t *ids, const float *positions, const int32_t *position,
    size_t count, size_t d, float scale, apus_dropout words, apus_dropout dropout, float *out) {
  const mask_stream mask = open_mask(dropout), word_mask = open_mask(words);
  for (size_t i = 0; i < count; ++i) {
    const float *word = table + (size_t)ids[i] * d;
    const float *place = positions + (size_t)position[i] * d;
    const vf factor = word_factor(word_mask, i, scale);
    for (size_t j = 0; j < d; j += LANES) {
      const size_t left = d - j;
      const vf x = madd(load_upto(word + j, left), factor, load_upto(place + j, left));
      store_upto(out + i * d + j, drop(mask, i * d + j, x), left);
    }
  }
}

static void embed_backward(
    const float *dout, const int32_t *ids, size_t count, size_t d, float scale,
    apus_dropout words, apus_dropout dropout, float *dtable) {
  const mask_stream mask = open_mask(dropout), word_mask = open_mask(words);
  for (size_t i = 0; i < count; ++i) {
    float *word = dtable + (size_t)ids[i] * d;
    const vf factor = word_factor(word_mask, i, scale);
    for (size_t j = 0; j < d; j += LANES) {
      const size_t left = d - j;
      const vf gradient = drop(mask, i * d + j, load_upto(dout + i * d + j, left));
      store_upto(word + j, madd(gradient, factor, load_upto(word + j, left)), left);
    }
  }
}
