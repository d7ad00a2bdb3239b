import CICU
import Synchronization

/// Tells where some steps may change a text, so that all the rest is copied at memory speed.
///
/// Each character has a class (see `CICUScan.h`). It is quiet if none of the steps changes it,
/// whatever stands beside it, and if the text may be cut before it without a change of results.
///
/// `@unchecked Sendable`: the table never changes after it is made.
final class QuietTable: @unchecked Sendable {
  private let table: OpaquePointer
  /// The characters that change by themselves: each is a stretch.
  let charactersAlone: [UInt32]

  private init(_ rules: [QuietRule]) {
    var classes = [UInt8](repeating: 0, count: Int(CICU_CODE_POINT_COUNT))
    for rule in rules { rule.raise(&classes) }
    let alone = classes.indices.filter { classes[$0] == CICU_ALONE }
    if !rules.keepCharactersAlone {
      for scalar in alone { classes[scalar] = UInt8(CICU_NOISY) }
    }
    charactersAlone = rules.keepCharactersAlone ? alone.map { UInt32($0) } : []
    guard let table = cicu_table_make(classes) else {
      preconditionFailure("out of memory for a table of characters")
    }
    self.table = table
  }

  deinit { cicu_table_free(table) }

  /// The table of some rules; it is made once and kept.
  static func table(of rules: [QuietRule]) -> QuietTable {
    tables.withLock { tables in
      if let table = tables[rules] { return table }
      let table = QuietTable(rules)
      tables[rules] = table
      return table
    }
  }

  private static let tables = Mutex<[[QuietRule]: QuietTable]>([:])

  /// What is to be known of the text before a stretch is looked for.
  enum Spaces {
    /// Spaces stay as they are.
    case stay
    /// They are collapsed, and the text before the position ends in none.
    case collapse
    /// They are collapsed, and the text before the position is empty or ends in one.
    case collapseNow

    fileprivate var value: cicu_spaces {
      switch self {
      case .stay: CICU_SPACES_STAY
      case .collapse: CICU_SPACES_COLLAPSE
      case .collapseNow: CICU_SPACES_COLLAPSE_NOW
      }
    }
  }

  /// The next part of a text that has to be looked at; it may be cut before and after it.
  ///
  /// - Parameters:
  ///   - text: A text in valid UTF-8.
  ///   - position: Where to begin: where a character does.
  ///   - spaces: What is done to spaces.
  /// - Returns: The part, or an empty range at the end of the text.
  func nextStretch(
    in text: Span<UInt8>, from position: Int, spaces: Spaces = .stay
  ) -> Range<Int> {
    let stretch = text.withUnsafeBufferPointer {
      cicu_next_stretch(table, $0.baseAddress, Int64($0.count), Int64(position), spaces.value)
    }
    return Int(stretch.start)..<Int(stretch.end)
  }
}
