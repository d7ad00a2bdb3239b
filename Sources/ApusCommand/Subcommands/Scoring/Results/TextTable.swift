/// A table of texts as the Python package `tabulate` draws it for sacreBLEU.
struct TextTable {
  enum Style {
    /// Lines of box-drawing characters.
    case grid
    /// LaTeX with the package booktabs.
    case latex
  }

  /// A column: its title and its cells, which may be of several lines.
  struct Column {
    var title: String
    var cells: [String]
  }

  /// The first column is flush right, the others are centred.
  let columns: [Column]

  /// The table in lines, the last without an end.
  func text(_ style: Style) -> String {
    let widths = columns.map { column in
      let widest = column.cells.flatMap(\.cellLines).map(\.shownWidth).max() ?? 0
      return max(column.title.shownWidth + 2, widest)
    }
    return switch style {
    case .grid: grid(widths)
    case .latex: latex(widths)
    }
  }

  private var rows: [[String]] {
    columns[0].cells.indices.map { row in columns.map { $0.cells[row] } }
  }

  private func grid(_ widths: [Int]) -> String {
    func line(_ begin: String, _ fill: String, _ separator: String, _ end: String) -> String {
      begin
        + widths.map { String(repeating: fill, count: $0 + 2) }.joined(separator: separator) + end
    }
    let head = gridLines(columns.map(\.title), widths).joined(separator: "\n")
    let body = rows.map { gridLines($0, widths).joined(separator: "\n") }
    return [
      line("╒", "═", "╤", "╕"), head, line("╞", "═", "╪", "╡"),
      body.joined(separator: "\n" + line("├", "─", "┼", "┤") + "\n"), line("╘", "═", "╧", "╛"),
    ].joined(separator: "\n")
  }

  /// A row, of as many lines as its highest cell has; lower ones are filled up below.
  private func gridLines(_ cells: [String], _ widths: [Int]) -> [String] {
    let lines = cells.map(\.cellLines)
    let height = lines.map(\.count).max() ?? 1
    return (0..<height).map { index in
      let parts = lines.indices.map { column in
        let part = index < lines[column].count ? lines[column][index] : ""
        return " \(part.aligned(isFirst: column == 0, width: widths[column])) "
      }
      return "│" + parts.joined(separator: "│") + "│"
    }
  }

  private func latex(_ widths: [Int]) -> String {
    func line(_ cells: [String]) -> String {
      zip(cells, widths).enumerated()
        .map { " \($1.0.aligned(isFirst: $0 == 0, width: $1.1)) ".latexEscaped }
        .joined(separator: "&") + "\\\\"
    }
    let alignments = columns.indices.map { $0 == 0 ? "r" : "c" }.joined()
    let lines = ["\\begin{tabular}{\(alignments)}", "\\toprule", line(columns.map(\.title))]
    return (lines + ["\\midrule"] + rows.map(line) + ["\\bottomrule", "\\end{tabular}"])
      .joined(separator: "\n")
  }
}

extension String {
  fileprivate var cellLines: [Substring] {
    split(separator: "\n", omittingEmptySubsequences: false)
  }

  fileprivate func aligned(isFirst: Bool, width: Int) -> String {
    self[...].aligned(isFirst: isFirst, width: width)
  }

  /// The text with the characters written out that LaTeX would not print.
  fileprivate var latexEscaped: String {
    let escapes: [Unicode.Scalar: String] = [
      "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_", "^": "\\^{}", "{": "\\{",
      "}": "\\}", "~": "\\textasciitilde{}", "\\": "\\textbackslash{}", "<": "\\ensuremath{<}",
      ">": "\\ensuremath{>}",
    ]
    return unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
  }
}

extension Substring {
  /// The text with blanks around it; of an odd number the greater part stands behind it.
  fileprivate func aligned(isFirst: Bool, width: Int) -> String {
    let missing = Swift.max(0, width - shownWidth)
    let before = isFirst ? missing : missing / 2
    return String(repeating: " ", count: before) + self
      + String(repeating: " ", count: missing - before)
  }
}
