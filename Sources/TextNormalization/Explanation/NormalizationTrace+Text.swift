extension NormalizationTrace {
  /// How changes are told apart from what stays.
  public enum Style: Sendable {
    /// By brackets: `[-old-]{+new+}`.
    case plain
    /// By the colours of a terminal: red and green.
    case colored
  }

  /// The trace for people: the text with its changes marked, then a line for each kind of change.
  ///
  /// - Parameter style: How changes are marked.
  /// - Returns: Lines without a line feed after the last.
  public func text(style: Style = .plain) -> String {
    ([markedText(style: style)] + explanations.map { "  " + $0 }).joined(separator: "\n")
  }

  /// The text in one line, with what was removed and inserted where it was.
  public func markedText(style: Style = .plain) -> String {
    let original = Array(alignedText.original.utf8)
    let text = Array(alignedText.text.utf8)
    var result = ""
    var position = 0
    for change in alignedText.changes {
      result += String(decoding: text[position..<change.text.lowerBound], as: UTF8.self)
      let removed = String(decoding: original[change.original], as: UTF8.self)
      let inserted = String(decoding: text[change.text], as: UTF8.self)
      if !removed.isEmpty { result += style.removal(of: removed.madeVisible) }
      if !inserted.isEmpty { result += style.insertion(of: inserted.madeVisible) }
      position = change.text.upperBound
    }
    return result + String(decoding: text[position...], as: UTF8.self)
  }

  /// What was changed and why, each kind once and in the order of first places.
  public var explanations: [String] {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for change in changes {
      let explanation = "\(change.replacement) (\(change.step))"
      if counts.updateValue((counts[explanation] ?? 0) + 1, forKey: explanation) == nil {
        order.append(explanation)
      }
    }
    return order.map { explanation in
      let count = counts[explanation] ?? 1
      return count == 1 ? explanation : "\(explanation), \(count) times"
    }
  }
}

extension NormalizationTrace.Change {
  /// The change in words: `U+FB01 LATIN SMALL LIGATURE FI -> fi`.
  public var replacement: String { NormalizationTrace.replacement(of: removed, by: inserted) }
}

extension NormalizationTrace {
  static func replacement(of removed: String, by inserted: String) -> String {
    "\(removed.named(ifVisible: true)) -> \(inserted.named(ifVisible: false))"
  }
}

extension NormalizationTrace.Style {
  fileprivate func removal(of text: String) -> String {
    self == .plain ? "[-\(text)-]" : "\u{1B}[31;9m\(text)\u{1B}[0m"
  }

  fileprivate func insertion(of text: String) -> String {
    self == .plain ? "{+\(text)+}" : "\u{1B}[32m\(text)\u{1B}[0m"
  }
}

extension String {
  /// The text with code points in the place of characters that nobody would see.
  fileprivate var madeVisible: String {
    unicodeScalars.map { scalar in
      guard !scalar.isVisible && scalar != " " else { return String(scalar) }
      return "<\(scalar.codePointAndName.prefix { $0 != " " })>"
    }.joined()
  }

  /// The names of the characters, runs of the same as one; a longer text as it is, in quotes.
  fileprivate func named(ifVisible namesVisible: Bool) -> String {
    if isEmpty { return "nothing" }
    let runs = runsOfScalars
    let isPlain = unicodeScalars.allSatisfy(\.isVisible)
    if runs.count > 4 || (isPlain && (!namesVisible || runs.count > 2)) { return madeVisible }
    return runs.map { scalar, count in
      count == 1 ? scalar.codePointAndName : "\(count) x \(scalar.codePointAndName)"
    }.joined(separator: ", ")
  }

  private var runsOfScalars: [(scalar: Unicode.Scalar, count: Int)] {
    var runs: [(scalar: Unicode.Scalar, count: Int)] = []
    for scalar in unicodeScalars {
      if let last = runs.last, last.scalar == scalar {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((scalar, 1))
      }
    }
    return runs
  }
}
