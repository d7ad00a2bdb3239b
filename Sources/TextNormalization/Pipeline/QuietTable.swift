import CICU
import Synchronization

/// Tells where some steps may change a text, so that all the rest is copied at memory speed.
///
/// Each character has a class (see `CICUScan.h`). It is quiet if none of the steps changes it,
/// whatever stands beside it, and if the text may be cut before it without a change of results.
///
/// The classes are found out when a text first has more than printable ASCII, which most steps leave
/// as it is: a start with English text does not wait for them.
final class QuietTable: Sendable {
  private let rules: [QuietRule]
  private let keepsPlainText: Bool
  private let found = AtomicLazyReference<CharacterClasses>()

  private init(_ rules: [QuietRule]) {
    self.rules = rules
    keepsPlainText = rules.allSatisfy(\.keepsPlainText)
  }

  private var classes: CharacterClasses {
    if let classes = found.load() { return classes }
    let classes = CharacterClasses()
    for rule in rules { rule.raise(classes) }
    if !rules.keepCharactersAlone { classes.replace(CICU_ALONE, by: CICU_NOISY) }
    return found.storeIfNil(classes)
  }

  /// The characters that change by themselves: each is a stretch.
  var charactersAlone: [UInt32] { classes.characters(of: CICU_ALONE) }

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
    if found.load() == nil, keepsPlainText, isPlain(text.extracting(position...), spaces) {
      return text.count..<text.count
    }
    let stretch = text.withUnsafeBufferPointer {
      cicu_next_stretch(
        classes.table, $0.baseAddress, Int64($0.count), Int64(position), spaces.value)
    }
    return Int(stretch.start)..<Int(stretch.end)
  }

  private func isPlain(_ text: Span<UInt8>, _ spaces: Spaces) -> Bool {
    text.withUnsafeBufferPointer { cicu_is_plain($0.baseAddress, Int64($0.count), spaces.value) }
  }
}
