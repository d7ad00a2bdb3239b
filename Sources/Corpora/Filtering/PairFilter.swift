/// Decides which sentence pairs are worth training on.
package struct PairFilter: Equatable, Sendable {
  /// Why a pair is dropped; the first reason that applies counts, in this order.
  package enum Reason: String, CaseIterable, Codable, Sendable {
    case bothSidesEmpty
    case emptySource
    case emptyTarget
    case longSource
    case longTarget
    case lengthRatio
    case copy
    case sourceScript
    case targetScript
    case duplicate
  }

  /// The numbers that the filter goes by.
  package struct Limits: Equatable, Codable, Sendable {
    /// The most tokens that a side may have, without special tokens.
    package var maximumLength: Int
    /// How many times as long as the shorter side the longer one may be; nil for any.
    ///
    /// Both are counted in tokens with `lengthAllowance` added, so that "yes" may become four
    /// tokens, and sides of fifty must be alike.
    package var maximumLengthRatio: Double?
  }

  /// The tokens that are added to both sides before their ratio is taken.
  package static let lengthAllowance = 3

  package var limits: Limits
  /// Whether pairs are dropped whose sides are the same text.
  package var dropsCopies = false
  /// Whether a pair of texts is dropped that was there before.
  package var dropsDuplicates = false
  /// The scripts that the letters of the sides have to belong to.
  package var scripts: (source: ScriptFilter, target: ScriptFilter)?

  package init(maximumLength: Int = 256) {
    precondition(maximumLength > 0, "a maximum length of \(maximumLength) would drop every pair")
    limits = Limits(maximumLength: maximumLength)
  }

  /// Why a pair is to be dropped, or nil if it stays; duplicates are for others to find.
  package func reasonToDrop(_ pair: SentencePair, _ lines: LinePair) -> Reason? {
    if let reason = reasonInLengths(pair.source.count, pair.target.count) { return reason }
    if dropsCopies && lines.source.utf8.elementsEqual(lines.target.utf8) { return .copy }
    guard let scripts else { return nil }
    if !scripts.source.allows(lines.source) { return .sourceScript }
    return scripts.target.allows(lines.target) ? nil : .targetScript
  }

  private func reasonInLengths(_ source: Int, _ target: Int) -> Reason? {
    switch (source, target) {
    case (0, 0): .bothSidesEmpty
    case (0, _): .emptySource
    case (_, 0): .emptyTarget
    case (let length, _) where length > limits.maximumLength: .longSource
    case (_, let length) where length > limits.maximumLength: .longTarget
    default: isUneven(source, target) ? .lengthRatio : nil
    }
  }

  private func isUneven(_ source: Int, _ target: Int) -> Bool {
    guard let ratio = limits.maximumLengthRatio else { return false }
    let shorter = Double(min(source, target) + Self.lengthAllowance)
    return Double(max(source, target) + Self.lengthAllowance) > ratio * shorter
  }

  /// Everything that decides what is dropped, for the hash of a store.
  var identity: String {
    "\(limits.maximumLength) \(limits.maximumLengthRatio ?? 0) \(dropsCopies) \(dropsDuplicates) "
      + (scripts.map { "\($0.source.identity) \($0.target.identity)" } ?? "any script")
  }

  package static func == (left: PairFilter, right: PairFilter) -> Bool {
    left.identity == right.identity
  }
}

extension PairFilter.Reason {
  /// The reason in words, such as `source longer than 256 tokens`.
  package func name(under limits: PairFilter.Limits) -> String {
    switch self {
    case .bothSidesEmpty: "empty on both sides"
    case .emptySource: "empty source"
    case .emptyTarget: "empty target"
    case .longSource: "source longer than \(counted(limits.maximumLength, "token"))"
    case .longTarget: "target longer than \(counted(limits.maximumLength, "token"))"
    case .lengthRatio: "lengths at a ratio above \(limits.maximumLengthRatio ?? 0)"
    case .copy: "target equal to its source"
    case .sourceScript: "source in another script"
    case .targetScript: "target in another script"
    case .duplicate: "there before"
    }
  }
}
