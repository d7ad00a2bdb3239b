/// The product with a matrix that is packed in panels.

/// For B in panels of `panel_size` words and no more rows than stay in the L2 cache.
static void multiply_panels(product x, size_t rows, size_t columns, size_t panel_size) {
  const int is_sliced = are_worth_slicing(x.kind, rows);
  for (size_t column = 0; column < columns; column += PANEL) {
    product panel = moved(x, 0, column);
    panel.b = x.b + column / PANEL * panel_size;
    panel.upcoming = column + PANEL < columns ? panel.b + panel_size : x.b;
    const size_t width = smaller(columns - column, PANEL);
    if (is_sliced) {
      multiply_sliced_panel(panel, rows, width);
    } else {
      multiply(panel, rows, width);
    }
  }
}
