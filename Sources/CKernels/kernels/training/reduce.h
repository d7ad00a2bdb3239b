/// The sum of several gradients, in one pass over memory.

enum {
  /// Enough for any number of lanes: partial sums wait for a neighbour of their own size.
  WAITING_SUMS = 64,
};

/// The sum of 16 elements of all lanes: neighbours, then neighbours of these sums, and so on.
INLINE vf tree_sum(float *const *lanes, size_t lane_count, size_t offset, size_t count) {
  vf waiting[WAITING_SUMS];
  size_t top = 0;
  for (size_t lane = 0; lane < lane_count; ++lane) {
    vf sum = load_upto(lanes[lane] + offset, count);
    // Each low bit of the lane's number that is set is a sum of that size, complete on its left.
    for (size_t left = lane; left & 1; left >>= 1) sum = waiting[--top] + sum;
    waiting[top++] = sum;
  }
  vf sum = waiting[--top];
  while (top > 0) sum = waiting[--top] + sum;
  return sum;
}

/// As `tree_sum`, with the usual numbers of lanes in registers.
INLINE vf sum_of_all(float *const *lanes, size_t lane_count, size_t offset, size_t count) {
  switch (lane_count) {
    case 1: return tree_sum(lanes, 1, offset, count);
    case 2: return tree_sum(lanes, 2, offset, count);
    case 4: return tree_sum(lanes, 4, offset, count);
    default: return tree_sum(lanes, lane_count, offset, count);
  }
}

static double reduce_lanes(
    float *const *lanes, size_t lane_count, size_t offset, size_t count) {
  vd squares = 0.0;
  for (size_t i = 0; i < count; i += LANES) {
    const vf sum = sum_of_all(lanes, lane_count, offset + i, count - i);
    store_upto(lanes[0] + offset + i, sum, count - i);
    squares = add_squares(sum, squares);
  }
  return total_of(squares);
}
