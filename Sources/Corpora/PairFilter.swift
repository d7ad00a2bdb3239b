/// Decides which sentence pairs are worth training on.
package struct PairFilter: Equatable, Sendable {
  /// Why a pair is dropped; the first reason that applies counts, in this order.
  package enum Reason: CaseIterable, Sendable {
    case bothSidesEmpty
    case emptySource
    case emptyTarget
    case longSource
    case longTarget
  }

  /// The most tokens that a side may have, without special tokens.
  package var maximumLength: Int

  package init(maximumLength: Int = 256) {
    precondition(maximumLength > 0, "a maximum length of \(maximumLength) would drop every pair")
    self.maximumLength = maximumLength
  }

  /// Why a pair is to be dropped, or nil if it stays.
  package func reasonToDrop(_ pair: SentencePair) -> Reason? {
    switch (pair.source.count, pair.target.count) {
    case (0, 0): .bothSidesEmpty
    case (0, _): .emptySource
    case (_, 0): .emptyTarget
    case (let length, _) where length > maximumLength: .longSource
    case (_, let length) where length > maximumLength: .longTarget
    default: nil
    }
  }
}
