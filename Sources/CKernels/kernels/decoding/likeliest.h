/// The likeliest tokens of rows of logits: blocks of a row are looked at again only where their
/// largest logit is among the largest of all blocks.

/// One row's choice.
typedef struct {
  const float *logits;
  size_t count;
  const int32_t *ids;         ///< of the logits; NULL where these are their places
  const int32_t *suppressed;  ///< ascending
  size_t suppressed_count;
  float *maxima;  ///< of each block
} choice;

INLINE int32_t token_at(const choice *x, size_t place) {
  return x->ids == NULL ? (int32_t)place : x->ids[place];
}

/// The first place of an ascending list whose number is not below `wanted`.
static size_t lower_bound(const int32_t *list, size_t count, int32_t wanted) {
  size_t first = 0;
  while (count > 0) {
    const size_t half = count / 2;
    if (list[first + half] < wanted) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first;
}

/// The place of a token among the row's, or their count.
static size_t place_of(const choice *x, int32_t token) {
  if (x->ids == NULL) return (size_t)token < x->count ? (size_t)token : x->count;
  const size_t place = lower_bound(x->ids, x->count, token);
  return place < x->count && x->ids[place] == token ? place : x->count;
}

/// The largest logit of each block; returns the largest of all.
static float find_maxima(const choice *x) {
  float largest = -INFINITY;
  for (size_t first = 0; first < x->count; first += CHOICE_BLOCK) {
    const size_t end = smaller(first + CHOICE_BLOCK, x->count);
    vf best = -INFINITY;
    for (size_t j = first; j < end; j += LANES) {
      const vf logits = keep_first(load_upto(x->logits + j, end - j), end - j, -INFINITY);
      best = larger(logits, best);
    }
    const float maximum = largest_lane(best);
    x->maxima[first / CHOICE_BLOCK] = maximum;
    if (maximum > largest) largest = maximum;
  }
  return largest;
}

/// A block of logits, those of suppressed tokens minus infinity.
static void read_block(const choice *x, size_t first, float *block) {
  const size_t count = smaller(x->count - first, CHOICE_BLOCK);
  memcpy(block, x->logits + first, count * sizeof(float));
  for (size_t i = count; i < CHOICE_BLOCK; ++i) block[i] = -INFINITY;
  const int32_t last = token_at(x, first + count - 1);
  size_t i = lower_bound(x->suppressed, x->suppressed_count, token_at(x, first));
  for (; i < x->suppressed_count && x->suppressed[i] <= last; ++i) {
    const size_t place = place_of(x, x->suppressed[i]);
    if (place < x->count) block[place - first] = -INFINITY;
  }
}

/// Takes suppressed tokens out of the maxima of their blocks.
static void suppress(const choice *x) {
  size_t done = 0;
  for (size_t i = 0; i < x->suppressed_count; ++i) {
    const size_t place = place_of(x, x->suppressed[i]);
    const size_t block = place / CHOICE_BLOCK;
    if (place >= x->count || block < done) continue;
    float logits[CHOICE_BLOCK];
    read_block(x, block * CHOICE_BLOCK, logits);
    vf best = -INFINITY;
    for (size_t j = 0; j < CHOICE_BLOCK; j += LANES) best = larger(load(logits + j), best);
    x->maxima[block] = largest_lane(best);
    done = block + 1;
  }
}

/// The largest numbers so far, descending, and the tokens that they belong to.
typedef struct {
  float *numbers;
  int32_t *tokens;
  size_t used, capacity;
} largest_numbers;

/// Enters a number that is larger than the last, behind equal ones.
INLINE void enter(largest_numbers *x, float number, int32_t token) {
  size_t i = x->used < x->capacity ? x->used++ : x->capacity - 1;
  for (; i > 0 && x->numbers[i - 1] < number; --i) {
    x->numbers[i] = x->numbers[i - 1];
    x->tokens[i] = x->tokens[i - 1];
  }
  x->numbers[i] = number;
  x->tokens[i] = token;
}

/// Whether a number, at a place behind all that were entered, is among the largest so far.
INLINE int belongs(const largest_numbers *x, float number) {
  return number > (x->used < x->capacity ? -INFINITY : x->numbers[x->capacity - 1]);
}

/// The `capacity`-th largest of the maxima: so many tokens at least are not below it.
static float bound_of(const choice *x, largest_numbers chosen) {
  const size_t blocks = (x->count + CHOICE_BLOCK - 1) / CHOICE_BLOCK;
  if (blocks < chosen.capacity) return -INFINITY;
  for (size_t i = 0; i < blocks; ++i) {
    if (belongs(&chosen, x->maxima[i])) enter(&chosen, x->maxima[i], 0);
  }
  return chosen.used < chosen.capacity ? -INFINITY : chosen.numbers[chosen.capacity - 1];
}

/// Enters a block's tokens that are not below the bound.
static void choose_in_block(const choice *x, size_t first, float bound, largest_numbers *chosen) {
  float logits[CHOICE_BLOCK];
  read_block(x, first, logits);
  for (size_t j = 0; j < CHOICE_BLOCK; j += LANES) {
    if (__builtin_reduce_or(load(logits + j) >= bound) == 0) continue;
    for (size_t i = j; i < j + LANES; ++i) {
      if (logits[i] >= bound && belongs(chosen, logits[i])) {
        enter(chosen, logits[i], token_at(x, first + i));
      }
    }
  }
}

/// The largest logits and their tokens; what is missing gets -1 and minus infinity.
static void choose(const choice *x, size_t count, int32_t *tokens, float *logits) {
  largest_numbers chosen = {logits, tokens, 0, count};
  if (count > 0) {
    const float bound = bound_of(x, chosen);
    for (size_t first = 0; first < x->count; first += CHOICE_BLOCK) {
      const float maximum = x->maxima[first / CHOICE_BLOCK];
      if (maximum >= bound && belongs(&chosen, maximum)) {
        choose_in_block(x, first, bound, &chosen);
      }
    }
  }
  for (size_t i = chosen.used; i < count; ++i) {
    tokens[i] = -1;
    logits[i] = -INFINITY;
  }
}

/// The logits that a row chooses among: its own, or gathered into scratch.
static choice open_choice(
    const float *z, size_t row, size_t v, const apus_likeliest_request *request,
    float *scratch) {
  choice x = {
      .logits = z, .count = v, .suppressed = request->suppressed,
      .suppressed_count = request->suppressed_count, .maxima = scratch};
  if (request->list_of_row == NULL) return x;
  const int32_t *offsets = request->list_offsets + request->list_of_row[row];
  float *gathered = scratch + rounded_up(v / CHOICE_BLOCK + 1, LANES);
  x.ids = request->list_ids + offsets[0];
  x.count = (size_t)(offsets[1] - offsets[0]);
  for (size_t i = 0; i < x.count; ++i) gathered[i] = z[x.ids[i]];
  x.logits = gathered;
  return x;
}

static void likeliest(
    const float *logits, size_t ld, size_t rows, size_t v,
    const apus_likeliest_request *request, int32_t *tokens, float *log_probabilities,
    float *asked, float *scratch) {
  const size_t count = request->count;
  for (size_t row = 0; row < rows; ++row) {
    const choice x = open_choice(logits + row * ld, row, v, request, scratch);
    int32_t *chosen = tokens + row * count;
    float *numbers = log_probabilities + row * count;
    const float log_sum = log_sum_of(x.logits, x.count, find_maxima(&x));
    suppress(&x);
    // A sum that is not a number makes every log-probability the same.
    choose(&x, log_sum == log_sum ? count : 0, chosen, numbers);
    for (size_t i = 0; i < count; ++i) {
      if (log_sum != log_sum) chosen[i] = -1;
      numbers[i] = chosen[i] < 0 ? -INFINITY : numbers[i] - log_sum;
    }
    if (request->asked < 0) continue;
    const size_t place = place_of(&x, request->asked);
    asked[row] = place < x.count ? x.logits[place] - log_sum : -INFINITY;
  }
}
