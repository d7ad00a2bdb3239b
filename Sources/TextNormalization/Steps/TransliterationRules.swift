import CICU

/// An ICU transliterator, by the ID of one that ICU has or by its rules.
///
/// It is opened once; texts may be rewritten on any thread.
public struct TransliterationRules: Equatable, Sendable {
  /// Where the rules come from.
  public enum Source: Equatable, Sendable {
    /// An ID that ICU knows, such as `Latin-ASCII`, or several with semicolons between them.
    case id(String)
    /// The text of rules; see ICU's user guide on transform rules.
    case rules(String)
  }

  /// Where the rules come from.
  public let source: Source
  private let transliterator: Transliterator

  /// Opens one of ICU's own transliterators.
  ///
  /// - Parameter id: Its ID, such as `Latin-ASCII`.
  /// - Throws: `TextError.unknownTransliterator`, if ICU has none of this ID.
  public init(id: String) throws {
    source = .id(id)
    var error = cicu_rule_error()
    let opened = Transliterator.open(id, cicu_transliterator_open_id, &error)
    guard let opened else { throw TextError.unknownTransliterator(id) }
    transliterator = opened
  }

  /// Opens a transliterator by its rules.
  ///
  /// - Parameters:
  ///   - rules: The text of the rules.
  ///   - file: What messages call the place where the rules stand.
  /// - Throws: `TextError.malformed` with the line of the rule that is broken.
  public init(rules: String, file: String = "rules") throws {
    source = .rules(rules)
    var error = cicu_rule_error()
    let opened = Transliterator.open(rules, cicu_transliterator_open_rules, &error)
    guard let opened else { throw TextError(error, in: rules, file: file) }
    transliterator = opened
  }

  /// Reads rules from a file.
  ///
  /// - Parameter path: A file in UTF-8.
  /// - Throws: `TextError`, if it cannot be read or a rule is broken.
  public init(contentsOf path: String) throws {
    let lines = try LineReader.lines(ofFile: path)
    try self.init(rules: lines.joined(separator: "\n"), file: path)
  }

  /// The text as the rules rewrite it.
  func rewritten(_ utf8: Span<UInt8>) -> [UInt8] {
    transliterator.rewritten(utf8)
  }

  /// Whether the rules are the same text.
  public static func == (left: TransliterationRules, right: TransliterationRules) -> Bool {
    switch (left.source, right.source) {
    case (.id(let left), .id(let right)): left.utf8.elementsEqual(right.utf8)
    case (.rules(let left), .rules(let right)): left.utf8.elementsEqual(right.utf8)
    default: false
    }
  }
}

/// Owns an open transliterator of ICU.
///
/// `@unchecked Sendable`: the pointer never changes, and the C functions lock what they share.
private final class Transliterator: @unchecked Sendable {
  private let handle: OpaquePointer

  private init(_ handle: OpaquePointer) {
    self.handle = handle
  }

  deinit { cicu_transliterator_close(handle) }

  typealias Opener = (
    UnsafePointer<UInt8>?, Int32, UnsafeMutablePointer<cicu_rule_error>?
  ) -> OpaquePointer?

  static func open(
    _ text: String, _ opener: Opener, _ error: inout cicu_rule_error
  ) -> Transliterator? {
    var text = text
    let handle = text.withUTF8 { bytes -> OpaquePointer? in
      guard let count = Int32(exactly: bytes.count) else { return nil }
      return opener(bytes.baseAddress, count, &error)
    }
    return handle.map(Transliterator.init)
  }

  func rewritten(_ utf8: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.append(guess: utf8.count * 2, failure: "ICU could not transliterate a text") {
      target, capacity in
      utf8.withUnsafeBufferPointer {
        cicu_transliterate(handle, $0.baseAddress, Int64($0.count), target, capacity)
      }
    }
    return result
  }
}

extension TextError {
  /// ICU tells where it stopped reading, from which the line is counted.
  fileprivate init(_ error: cicu_rule_error, in rules: String, file: String) {
    let offset = Int(error.offset)
    let lineFeeds = rules.utf16.prefix(max(0, offset)).count { $0 == 0x0A }
    let before = lines(string(error.before)).last ?? ""
    let after = lines(string(error.after)).first ?? ""
    self = .malformed(
      file: file, line: offset < 0 ? nil : lineFeeds + 1,
      problem: "the transliteration rule is broken: \(string(error.fault)) "
        + "at \(before)⟨here⟩\(after)")
  }
}

/// The text of a C array that a NUL ends.
private func string<CharacterArray>(_ characters: CharacterArray) -> String {
  withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}

/// The lines of a text that ICU cut out of rules.
private func lines(_ text: String) -> [String] {
  text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
