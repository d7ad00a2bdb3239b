/// Dropout of attention's weights. The weight of a query for a key is kept or not whatever the
/// blocks are: that depends on the head, the query's row in the batch and the key's place in its
/// sequence only.

/// The stream of a head has a run of elements for each key, this far apart (modulo 2^32). Multiples
/// of 2^32 / golden ratio lie as far from each other as such numbers can, so that no two weights
/// are one element as long as queries times keys are fewer than 2^30.
static const uint32_t key_distance = 0x9e3779b9u;

/// The weights of one head of one sequence.
typedef struct {
  mask_stream mask;
  size_t first_query;  ///< of the sequence, in the batch
} weight_dropout;

INLINE weight_dropout open_weight_dropout(apus_dropout dropout, size_t head, size_t first_query) {
  dropout.key += head;
  return (weight_dropout){open_mask(dropout), first_query};
}

/// Drops what belongs to a block's weights, a row of `ld` numbers for each key, in place.
static void drop_weights(
    const attention_pass *pass, const weight_dropout *dropout, row_block queries, row_block keys,
    float *weights, size_t ld) {
  const mask_stream mask = dropout->mask;
  if (mask.threshold == 0) return;
  for (size_t i = 0; i < ld; i += LANES) {
    const size_t last = queries.first + smaller(i + LANES, queries.count) - 1;
    const size_t seen = keys_seen_in(pass, keys, last);
    size_t element = dropout->first_query + queries.first + i + keys.first * key_distance;
    for (size_t key = 0; key < seen; ++key, element += key_distance) {
      float *group = weights + key * ld + i;
      store(group, drop(mask, element, load(group)));
    }
  }
}
