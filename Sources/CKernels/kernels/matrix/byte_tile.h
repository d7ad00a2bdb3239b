/// The register tile of int8.

/// C[rows, columns] = (start + A B) * row scale * column scale (+ bias), then max(0, .) when
/// `relu`.
///
/// A has a word for each group of steps, its bytes the integers + 128; `start` takes the 128 away
/// again. Where a group takes two words, the second lies `part_stride` words behind the first.
typedef struct {
  const uint32_t *a;
  size_t row_stride, part_stride;
  const uint32_t *b;  ///< a panel
  size_t groups;
  const int32_t *start;
  const float *row_scales, *column_scales;
  const float *bias;  ///< may be NULL
  float *c;
  size_t ldc;
  int relu;
  const uint32_t *upcoming;  ///< what the caches need next: a few lines of it with each group
  int lines;                 ///< of 16 words: 0, 1 or 2
} byte_product;

INLINE byte_product moved_rows(byte_product x, size_t rows) {
  x.a += rows * x.row_stride;
  x.row_scales += rows;
  x.c += rows * x.ldc;
  return x;
}

INLINE byte_product moved_columns(byte_product x, size_t columns) {
  x.b += columns;
  x.start += columns;
  x.column_scales += columns;
  if (x.bias != NULL) x.bias += columns;
  x.c += columns;
  return x;
}

typedef vi byte_sums[TALLEST_BYTE_TILE][PANEL / LANES];

INLINE byte_factors left_factors(const uint32_t *group, size_t part_stride) {
#if DOTS_BYTES
  (void)part_stride;
  return (byte_factors){(vi)(int32_t)*group};
#else
  return (byte_factors){(vi)(int32_t)group[0], (vi)(int32_t)group[part_stride]};
#endif
}

INLINE void add_byte_products(
    const int rows, const int vectors, const int lines, const byte_product *x,
    byte_sums sum) {
  const uint32_t *a[TALLEST_BYTE_TILE], *b = x->b, *upcoming = x->upcoming;
  UNROLLED for (int i = 0; i < rows; ++i) a[i] = x->a + i * x->row_stride;
  const size_t groups = x->groups, part_stride = x->part_stride;
  for (size_t group = 0; group < groups; ++group) {
    byte_factors right[PANEL / LANES];
    UNROLLED for (int v = 0; v < vectors; ++v) {
      right[v] = signed_factors(load_words_of_bytes(b + LANES * v));
    }
    UNROLLED for (int i = 0; i < rows; ++i) {
      const byte_factors left = left_factors(a[i] + group, part_stride);
      UNROLLED for (int v = 0; v < vectors; ++v) {
        sum[i][v] = add_byte_dots(left, right[v], sum[i][v]);
      }
    }
    b += PANEL;
    UNROLLED for (int i = 0; i < lines; ++i) __builtin_prefetch(upcoming + LANES * i, 0, 2);
    upcoming += LANES * lines;
  }
}

INLINE void store_byte_sums(
    const int rows, const int vectors, const byte_product *x, size_t columns,
    const byte_sums sum) {
  const vf floor = x->relu ? (vf)0.0f : (vf)-INFINITY;
  UNROLLED for (int v = 0; v < vectors; ++v) {
    const size_t column = LANES * (size_t)v;
    const vf scale = load(x->column_scales + column);
    const vf bias =
        x->bias == NULL ? (vf)0.0f : load_upto(x->bias + column, columns - column);
    UNROLLED for (int i = 0; i < rows; ++i) {
      const vf exact = __builtin_convertvector(sum[i][v], vf);
      const vf scaled = exact * x->row_scales[i] * scale;
      const vf y = x->bias == NULL ? scaled : scaled + bias;
      store_upto(x->c + i * x->ldc + column, larger(floor, y), columns - column);
    }
  }
}

INLINE void byte_tile(
    const int rows, const int vectors, const int lines, const byte_product *x,
    size_t columns) {
  byte_sums sum;
  UNROLLED for (int v = 0; v < vectors; ++v) {
    const vi start = load_words_of_bytes((const uint32_t *)x->start + LANES * v);
    UNROLLED for (int i = 0; i < rows; ++i) sum[i][v] = start;
  }
  add_byte_products(rows, vectors, lines, x, sum);
  store_byte_sums(rows, vectors, x, columns, sum);
}

#define BYTE_TILE(ROWS, VECTORS) \
  case 8 * ROWS + VECTORS: \
    byte_tile(ROWS, VECTORS, lines, x, columns); \
    break

INLINE void choose_byte_tile(
    const int lines, const byte_product *x, size_t rows, size_t columns) {
  switch (8 * rows + (columns + LANES - 1) / LANES) { BYTE_TILES }
}

#undef BYTE_TILE

static void multiply_byte_tile(const byte_product *x, size_t rows, size_t columns) {
  switch (x->lines) {
    case 0: choose_byte_tile(0, x, rows, columns); break;
    case 1: choose_byte_tile(1, x, rows, columns); break;
    default: choose_byte_tile(2, x, rows, columns); break;
  }
}
