/// One step of punctuation normalisation.
enum PunctuationRule: Equatable, Sendable {
  case substitution(Substitution)
  case quote(QuoteRule)

  /// A text that lacks one of these bytes has no match.
  var bytes: ByteSet {
    switch self {
    case .substitution(let substitution): ByteSet(text: substitution.literal)
    case .quote: ByteSet([UInt8(ascii: "\"")])
    }
  }
}

/// Rules in their order, with the bytes that each needs beside them for a quick look.
struct PunctuationRuleList: Equatable, Sendable {
  let rules: [PunctuationRule]
  let bytes: [ByteSet]

  init(_ rules: [PunctuationRule]) {
    self.rules = rules
    bytes = rules.map(\.bytes)
  }
}

/// A text on its way through a list of rules.
///
/// A rule looks at the text only where all bytes of its literal occur in it, so that the many rules
/// on rare characters cost next to nothing.
struct PunctuationRewriter {
  private(set) var utf8: [UInt8]
  private var present: ByteSet
  private var rewritten: [UInt8] = []

  init(_ utf8: [UInt8]) {
    self.utf8 = utf8
    present = ByteSet(text: utf8)
  }

  mutating func apply(_ list: PunctuationRuleList) {
    for index in list.rules.indices where list.bytes[index].isSubset(of: present) {
      switch list.rules[index] {
      case .substitution(let substitution): apply(substitution)
      case .quote(let rule): apply(rule)
      }
    }
  }

  private mutating func apply(_ rule: Substitution) {
    var copied = 0
    var position = 0
    while let match = rule.firstMatch(in: utf8.span, from: position) {
      rewritten += utf8[copied..<match.replaced.lowerBound]
      rewritten += rule.replacement
      copied = match.replaced.upperBound
      position = match.end
    }
    present.insert(rule.replacement)
    finish(copied: copied)
  }

  private mutating func apply(_ rule: QuoteRule) {
    var copied = 0
    var position = 0
    while let match = rule.firstMatch(in: utf8.span, from: position) {
      rewritten += utf8[copied..<match.replaced.lowerBound]
      rewritten += rule.replacement(for: match, in: utf8.span)
      copied = match.replaced.upperBound
      position = match.end
    }
    finish(copied: copied)
  }

  /// Takes the rest of the text over, if a rule has matched.
  private mutating func finish(copied: Int) {
    guard copied > 0 else { return }
    // What stood apart may now stand side by side.
    present.insert(CollectionOfOne(ByteSet.doubleSpace))
    rewritten += utf8[copied...]
    swap(&utf8, &rewritten)
    rewritten.removeAll(keepingCapacity: true)
  }
}
