package import TextNormalization

/// What a SentencePiece model does to text before it is cut, or after it is joined.
package struct SentencePieceNormalizer: Sendable {
  /// U+2581, which stands for the space in pieces.
  static let spaceSymbol = Array("▁".utf8)
  private static let space = UInt8(ascii: " ")

  private let settings: SentencePieceModel.Normalization
  private let treatsSpaceAsSuffix: Bool
  /// Texts that stay as they are.
  private let protected: DoubleArray
  private let beginsProtected: [Bool]

  package init(
    _ settings: SentencePieceModel.Normalization, treatsSpaceAsSuffix: Bool = false,
    protected: DoubleArray = DoubleArray(units: [])
  ) {
    self.settings = settings
    self.treatsSpaceAsSuffix = treatsSpaceAsSuffix
    self.protected = protected
    beginsProtected = (UInt8.min...UInt8.max).map {
      protected.child($0, of: DoubleArray.root) != nil
    }
  }

  /// The text as it is cut.
  package func normalized(_ text: String) -> String {
    normalized(Array(text.utf8).span, keepsOrigins: false).string
  }

  /// Normalises a text.
  ///
  /// - Parameters:
  ///   - utf8: Valid UTF-8.
  ///   - keepsOrigins: Whether the result tells where each of its bytes comes from.
  /// - Returns: The text as it is cut.
  func normalized(_ utf8: Span<UInt8>, keepsOrigins: Bool) -> SentencePieceText {
    var text = SentencePieceText(capacity: utf8.count + utf8.count / 4, keepsOrigins: keepsOrigins)
    guard !utf8.isEmpty else { return text }

    var position = settings.removesExtraSpaces ? firstNonSpace(of: utf8) : 0
    guard position < utf8.count else { return text }
    if settings.addsDummyPrefix && !treatsSpaceAsSuffix { appendSpace(to: &text, from: position) }
    var followsSpace = settings.removesExtraSpaces
    while position < utf8.count {
      appendInertRun(of: utf8, from: &position, followsSpace: &followsSpace, to: &text)
      guard position < utf8.count else { break }
      let step = step(in: utf8, at: position)
      append(step.replacement, from: position, followsSpace: &followsSpace, to: &text)
      position += step.byteCount
    }
    let end =
      settings.removesExtraSpaces ? removeTrailingSpaces(of: &text, end: position) : position
    if settings.addsDummyPrefix && treatsSpaceAsSuffix { appendSpace(to: &text, from: end) }
    text.end(at: end)
    return text
  }

  /// Copies characters that nothing but the treatment of spaces can touch.
  private func appendInertRun(
    of utf8: Span<UInt8>, from position: inout Int, followsSpace: inout Bool,
    to text: inout SentencePieceText
  ) {
    let end = position + settings.map.inertCount(in: utf8, from: position)
    while position < end, !beginsProtected[Int(utf8[position])] {
      let byte = utf8[position]
      if byte != Self.space {
        text.append(byte, from: position)
        followsSpace = false
      } else if !followsSpace {
        appendSpace(to: &text, from: position)
        followsSpace = settings.removesExtraSpaces
      }
      position += 1
    }
  }

  /// Appends what a character became.
  private func append(
    _ replacement: ArraySlice<UInt8>, from origin: Int, followsSpace: inout Bool,
    to text: inout SentencePieceText
  ) {
    let rest = followsSpace ? replacement.drop { $0 == Self.space } : replacement
    for byte in rest {
      if byte == Self.space {
        appendSpace(to: &text, from: origin)
      } else {
        text.append(byte, from: origin)
      }
    }
    if let last = rest.last { followsSpace = settings.removesExtraSpaces && last == Self.space }
  }

  private func appendSpace(to text: inout SentencePieceText, from origin: Int) {
    guard settings.escapesSpaces else { return text.append(Self.space, from: origin) }
    for byte in Self.spaceSymbol { text.append(byte, from: origin) }
  }

  /// The next characters that are treated as one, and what becomes of them.
  private func step(
    in utf8: Span<UInt8>, at position: Int
  ) -> (byteCount: Int, replacement: ArraySlice<UInt8>) {
    if beginsProtected[Int(utf8[position])],
      let match = protected.longestMatch(in: utf8, at: position)
    {
      return (match.end - position, Self.bytes(of: utf8, position..<match.end))
    }
    if let match = settings.map.longestMatch(in: utf8, at: position) { return match }
    let count = min(UTF8Lead.byteCount(utf8[position]), utf8.count - position)
    return (count, Self.bytes(of: utf8, position..<position + count))
  }

  private static func bytes(of utf8: Span<UInt8>, _ range: Range<Int>) -> ArraySlice<UInt8> {
    var bytes: ArraySlice<UInt8> = []
    for index in range { bytes.append(utf8[index]) }
    return bytes
  }

  private func firstNonSpace(of utf8: Span<UInt8>) -> Int {
    var position = 0
    while position < utf8.count {
      let step = step(in: utf8, at: position)
      guard step.replacement.count == 1, step.replacement.first == Self.space else { break }
      position += step.byteCount
    }
    return position
  }

  /// Removes the spaces at the end of a text, and tells where they began.
  private func removeTrailingSpaces(of text: inout SentencePieceText, end: Int) -> Int {
    let space = settings.escapesSpaces ? Self.spaceSymbol : [Self.space]
    var end = end
    while text.bytes.suffix(space.count).elementsEqual(space) {
      end = text.removeLast(space.count) ?? end
    }
    return end
  }
}

/// Text as a model cuts it, and where its bytes come from.
struct SentencePieceText: Sendable {
  private(set) var bytes: [UInt8] = []
  /// For each byte and for the end, where in the original text its character begins.
  private(set) var origins: [Int] = []
  private let keepsOrigins: Bool

  init(capacity: Int, keepsOrigins: Bool) {
    self.keepsOrigins = keepsOrigins
    bytes.reserveCapacity(capacity + 4)
    if keepsOrigins { origins.reserveCapacity(capacity + 4) }
  }

  /// The text.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(_ byte: UInt8, from origin: Int) {
    bytes.append(byte)
    if keepsOrigins { origins.append(origin) }
  }

  /// Removes bytes, and tells where the first of them came from if that is kept.
  mutating func removeLast(_ count: Int) -> Int? {
    bytes.removeLast(count)
    guard keepsOrigins else { return nil }
    let origin = origins[bytes.count]
    origins.removeLast(count)
    return origin
  }

  mutating func end(at origin: Int) {
    if keepsOrigins { origins.append(origin) }
  }
}
