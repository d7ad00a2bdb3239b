/// One side of a protected span in a translation, and what may stand there.
struct SpanSide {
  enum Direction { case before, after }

  /// What has to be done with what stands beside a stand-in before a span can take its place.
  enum Fit: Equatable {
    case keep
    case insertSpace
    /// A word stands directly beside the span in the source, so that the space has to go.
    case removeSpaces
    /// The network has made one word of the stand-in and something else.
    case glued
  }

  let direction: Direction
  private let edge: ProtectedSpan.Edge
  private let touches: Bool
  /// What stands here in the source.
  private let original: Unicode.Scalar?

  init(_ span: ProtectedSpan, _ direction: Direction) {
    self.direction = direction
    edge = direction == .before ? span.leading : span.trailing
    touches = direction == .before ? span.touchesBefore : span.touchesAfter
    original = direction == .before ? span.before : span.after
  }

  /// How a stand-in that ends or starts at an offset fits into what stands there.
  func fit(_ output: [UInt8], at offset: Int) -> Fit {
    guard let neighbour = step(output, from: offset) else { return .keep }
    if neighbour.scalar.isWhite { return touches ? fitSpaces(output, from: offset) : .keep }
    if edge == .touching { return fitTouching(neighbour.scalar) }
    if neighbour.scalar.isWordPart {
      guard neighbour.scalar.joinsFreely else { return .glued }
      return edge == .closed || neighbour.scalar == original ? .keep : .insertSpace
    }
    let beyond = step(output, from: neighbour.offset)?.scalar
    if isInNumber(neighbour.scalar, beyond) { return .glued }
    if edge == .open, !neighbour.scalar.opens, extendsAddress(output, from: offset) {
      return .glued
    }
    return neighbour.scalar == original ? .keep : fitMark(neighbour.scalar, beyond)
  }

  private func step(
    _ output: [UInt8], from offset: Int
  ) -> (scalar: Unicode.Scalar, offset: Int)? {
    switch direction {
    case .before:
      guard offset > 0 else { return nil }
      let (scalar, start) = output.decodeScalar(before: offset)
      return (scalar, start)
    case .after:
      guard offset < output.count else { return nil }
      let (scalar, end) = output.decodeScalar(at: offset)
      return (scalar, end)
    }
  }

  private func fitSpaces(_ output: [UInt8], from offset: Int) -> Fit {
    let beyond = spacesEnd(output, from: offset)
    return step(output, from: beyond)?.scalar.isWordPart == true ? .removeSpaces : .keep
  }

  /// Where the white space ends that stands here.
  func spacesEnd(_ output: [UInt8], from offset: Int) -> Int {
    direction == .before
      ? output.runStart(before: offset, where: \.isWhite)
      : output.runEnd(from: offset, where: \.isWhite)
  }

  private func fitTouching(_ neighbour: Unicode.Scalar) -> Fit {
    if neighbour == original { return .keep }
    if neighbour.properties.generalCategory == .format { return .insertSpace }
    return neighbour.isWordPart && !touches && !neighbour.joinsFreely ? .insertSpace : .keep
  }

  /// Whether the stand-in has become a part of a number such as "417.000".
  private func isInNumber(_ neighbour: Unicode.Scalar, _ beyond: Unicode.Scalar?) -> Bool {
    guard let beyond, beyond.isASCIIDigit else { return false }
    return ".,:'’".unicodeScalars.contains(neighbour)
  }

  /// Whether an address would be a longer one with the marks here and the word behind them.
  private func extendsAddress(_ output: [UInt8], from offset: Int) -> Bool {
    var position = offset
    while let next = step(output, from: position), next.scalar.isASCII, !next.scalar.isWhite {
      if next.scalar.isWordPart { return direction == .after }
      if next.scalar == "\"" || direction == .before { return false }
      position = next.offset
    }
    guard let next = step(output, from: position)?.scalar else { return false }
    return next.isWordPart && !next.joinsFreely
  }

  private func fitMark(_ mark: Unicode.Scalar, _ beyond: Unicode.Scalar?) -> Fit {
    if mark.isASCII {
      switch mark {
      case ".", "'":
        let isOpen = edge == .open && direction == .before && beyond?.isWordPart == true
        return isOpen ? .insertSpace : .keep
      case ",", ";", ":", "!", "?", "\"", ")", "]": return .keep
      case "(", "[": return direction == .before ? .keep : .insertSpace
      default: return .glued
      }
    }
    if mark.opens { return direction == .before ? .keep : .insertSpace }
    switch mark.properties.generalCategory {
    case .closePunctuation, .finalPunctuation, .otherPunctuation: return .keep
    case .dashPunctuation: return edge == .open ? .insertSpace : .keep
    default: return .insertSpace
    }
  }
}
