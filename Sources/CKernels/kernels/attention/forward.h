/// Scaled dot-product attention ("Attention Is All You Need", equation 1), in blocks of query rows.

/// One head of one sequence; the pointers stand at its first row and column.
typedef struct {
  const float *q, *k, *v;
  size_t ldq, ldk, ldv;
  float *out, *log_sums;
  size_t ldo;
} attention_head;

/// What softmax leaves of a block of rows besides its probabilities.
typedef struct {
  float largest[QUERY_BLOCK], sums[QUERY_BLOCK];
} block_sums;

/// The block's scores become exponentials; its sums are returned.
INLINE void exponentiate_block(
    const attention_pass *pass, row_block block, float *scores, block_sums *sums) {
  for (size_t i = 0; i < block.count; ++i) {
    const size_t width = rounded_up(keys_computed(pass, block, i), LANES);
    const softmax_sums row = exponentiate_scores(
        scores + i * pass->keys, keys_seen(pass, block.first + i), width, pass->shape->scale);
    sums->largest[i] = row.largest;
    sums->sums[i] = row.sum;
  }
}

INLINE void store_log_sums(const block_sums *sums, size_t count, float *log_sums, size_t ld) {
  for (size_t i = 0; i < count; i += LANES) {
    float lanes[LANES];
    store(lanes, load(sums->largest + i) + logarithm(load(sums->sums + i)));
    const size_t rows = smaller(count - i, LANES);
    for (size_t row = 0; row < rows; ++row) log_sums[(i + row) * ld] = lanes[row];
  }
}

static void attend_block(
    const attention_pass *pass, const attention_head *head, row_block block,
    const float *transposed, head_rows values, float *scores) {
  const size_t d = pass->shape->head_dimension, heads = pass->shape->heads;
  float *out = head->out + block.first * head->ldo;
  block_sums sums = {{0}, {0}};
  multiply_seen(pass, block, head->q + block.first * head->ldq, head->ldq, transposed, scores);
  exponentiate_block(pass, block, scores, &sums);
  store_log_sums(&sums, block.count, head->log_sums + block.first * heads, heads);
  weigh_rows(pass, block, scores, values, out, head->ldo);
  for (size_t i = 0; i < block.count; ++i) {
    scale(normaliser(sums.sums[i]), d, out + i * head->ldo);
  }
}

static void attend(const attention_pass *pass, const attention_head *head, float *scratch) {
  const size_t d = pass->shape->head_dimension;
  float *transposed = scratch;
  float *scores = transposed + d * pass->keys;
  const head_rows values = whole_vectors(
      head->v, head->ldv, pass->key_rows, d, scores + QUERY_BLOCK * pass->keys);
  transpose((matrix){head->k, head->ldk, pass->key_rows, d}, transposed, pass->keys);
  for (size_t row = 0; row < pass->query_rows; row += QUERY_BLOCK) {
    const row_block block = {row, smaller(pass->query_rows - row, QUERY_BLOCK)};
    attend_block(pass, head, block, transposed, values, scores);
  }
}

static void attention(
    const apus_attention_shape *shape, const float *q, size_t ldq, const float *k, size_t ldk,
    const float *v, size_t ldv, float *out, size_t ldo, float *log_sums, float *scratch) {
  for (size_t sequence = 0; sequence < shape->sequences; ++sequence) {
    const attention_pass pass = pass_over(shape, sequence);
    const size_t query = (size_t)shape->q_offsets[sequence];
    const size_t key = (size_t)shape->k_offsets[sequence];
    for (size_t i = 0; i < shape->heads; ++i) {
      const size_t column = i * shape->head_dimension;
      const attention_head head = {
          .q = q + query * ldq + column, .ldq = ldq,
          .k = k + key * ldk + column, .ldk = ldk,
          .v = v + key * ldv + column, .ldv = ldv,
          .out = out + query * ldo + column, .ldo = ldo,
          .log_sums = log_sums + query * shape->heads + i};
      attend(&pass, &head, scratch);
    }
  }
}

static void attention_probabilities(
    const apus_attention_shape *shape, size_t sequence, size_t head, const float *q, size_t ldq,
    const float *k, size_t ldk, float *p, float *scratch) {
  const attention_pass pass = pass_over(shape, sequence);
  const size_t d = shape->head_dimension, keys = pass.key_rows;
  const float *first_query = q + (size_t)shape->q_offsets[sequence] * ldq + head * d;
  const float *first_key = k + (size_t)shape->k_offsets[sequence] * ldk + head * d;
  float *scores = scratch + d * pass.keys;
  transpose((matrix){first_key, ldk, keys, d}, scratch, pass.keys);
  for (size_t row = 0; row < pass.query_rows; ++row) {
    const size_t seen = keys_seen(&pass, row);
    multiply_seen(&pass, (row_block){row, 1}, first_query + row * ldq, ldq, scratch, scores);
    const softmax_sums sums = exponentiate_scores(scores, seen, pass.keys, shape->scale);
    scale(normaliser(sums.sum), keys, scores);
    memcpy(p + row * keys, scores, keys * sizeof(float));
  }
}
