/// The parts of a line, put together.
struct Assembly {
  enum Part {
    case fixed([UInt8])
    case span(ProtectedSpan)
    case candidates([Translation])
  }

  private let parts: [Part]

  init(_ parts: [Part]) {
    self.parts = parts
  }

  /// The best candidates of the whole: first the best one of each part, then those with another
  /// candidate for one part, in the order of what that loses.
  ///
  /// - Parameter count: The most to return.
  /// - Returns: At least one.
  func candidates(count: Int) -> [Translation] {
    var swaps: [(part: Int, rank: Int, loss: Double)] = []
    for (index, part) in parts.enumerated() {
      guard case .candidates(let candidates) = part, count > 1 else { continue }
      for rank in candidates.indices.dropFirst() {
        swaps.append((index, rank, candidates[0].score - candidates[rank].score))
      }
    }
    swaps.sort { ($0.loss, $0.part, $0.rank) < ($1.loss, $1.part, $1.rank) }
    return [joined { _ in 0 }]
      + swaps.prefix(max(count - 1, 0)).map { swap in joined { $0 == swap.part ? swap.rank : 0 } }
  }

  private func joined(_ rank: (Int) -> Int) -> Translation {
    var text: [UInt8] = []
    var whole = Translation(copying: [])
    let isOnly = parts.count { if case .candidates = $0 { true } else { false } } == 1
    var spanBefore: ProtectedSpan?
    for (index, part) in parts.enumerated() {
      switch part {
      case .fixed(let fixed):
        text += fixed
        if !fixed.isEmpty { spanBefore = nil }
      case .span(let span):
        if span.needsSpace(span.leading, span.before, beside: text.scalar(before: text.count)) {
          text.append(UInt8(ascii: " "))
        }
        text += span.text
        spanBefore = span
      case .candidates(let candidates):
        let translation = candidates[rank(index)]
        let first = translation.text.unicodeScalars.first
        if let span = spanBefore,
          span.needsSpace(span.trailing, span.after, beside: first)
        {
          text.append(UInt8(ascii: " "))
        }
        text += translation.text.utf8
        whole.add(translation, isOnly: isOnly)
        if first != nil { spanBefore = nil }
      }
    }
    whole.text = String(decoding: text, as: UTF8.self)
    return whole
  }
}

extension Translation {
  /// Adds the scores of a part; what is known of tokens is kept where no other part has any.
  fileprivate mutating func add(_ part: Translation, isOnly: Bool) {
    if isOnly { details = part.details }
    logProbability += part.logProbability
    score += part.score
    isTruncated = isTruncated || part.isTruncated
  }
}

extension ProtectedSpan {
  /// Whether a character of a translation directly beside an edge would make one word with it,
  /// where the source has another character.
  fileprivate func needsSpace(
    _ edge: Edge, _ original: Unicode.Scalar?, beside neighbour: Unicode.Scalar?
  ) -> Bool {
    guard let neighbour, neighbour != original else { return false }
    switch edge {
    case .touching: return false
    case .closed: return neighbour.glues
    case .open: return neighbour.isWordPart
    }
  }
}
