/// Some columns of a packed matrix, packed: the output projection of a few tokens.
static void select_columns(
    const uint32_t *packed, size_t words, size_t tails, size_t n, const int32_t *columns,
    size_t count, uint32_t *out) {
  const size_t panel_size = words * PANEL, width = rounded_up(count, PANEL);
  for (size_t j = 0; j < width; ++j) {
    const int is_filling = j >= count;
    const size_t column = is_filling ? 0 : (size_t)columns[j];
    const uint32_t *from = packed + column / PANEL * panel_size + column % PANEL;
    uint32_t *to = out + j / PANEL * panel_size + j % PANEL;
    for (size_t i = 0; i < panel_size; i += PANEL) to[i] = is_filling ? 0 : from[i];
    for (size_t i = words; i < words + tails; ++i) {
      out[width * i + j] = is_filling ? 0 : packed[rounded_up(n, PANEL) * i + column];
    }
  }
}
