/// A text in which numbers stand for the protected spans: networks copy numbers well.
struct MaskedText {
  /// UTF-8.
  var text: [UInt8]
  /// In order.
  var standIns: [StandIn] = []

  /// A number in the place of a span.
  struct StandIn {
    var range: Range<Int>
    let name: [UInt8]
    let span: ProtectedSpan

    /// The bytes with the spaces that keep the number from touching words.
    var paddedRange: Range<Int> {
      let start = range.lowerBound - (span.touchesBefore ? 1 : 0)
      let end = range.upperBound + (span.touchesAfter ? 1 : 0)
      return start..<end
    }

    /// Where those spaces are.
    fileprivate var paddings: [Int] {
      (span.touchesBefore ? [range.lowerBound - 1] : [])
        + (span.touchesAfter ? [range.upperBound] : [])
    }
  }

  /// A text as it is.
  init(_ text: [UInt8]) {
    self.text = text
  }

  /// Puts stand-ins for spans.
  init(_ source: [UInt8], spans: [FoundSpan]) {
    text = []
    text.reserveCapacity(source.count + spans.count)
    var names = StandInNames(avoiding: source)
    var position = 0
    for (index, found) in spans.enumerated() {
      text += source[position..<found.range.lowerBound]
      let next = index + 1 < spans.count ? spans[index + 1].range.lowerBound : source.count
      let span = ProtectedSpan(found, in: source, after: position, before: next)
      // A span before has its own space, if it touches this one.
      if span.touchesBefore { text.append(UInt8(ascii: " ")) }
      let start = text.count
      let name = names.next()
      text += name
      standIns.append(StandIn(range: start..<text.count, name: name, span: span))
      if span.touchesAfter { text.append(UInt8(ascii: " ")) }
      position = found.range.upperBound
    }
    text += source[position...]
  }

  /// A part of the text; its ends do not divide a stand-in.
  func part(_ range: Range<Int>) -> MaskedText {
    if range == text.indices { return self }
    var part = MaskedText(Array(text[range]))
    for standIn in standIns
    where range.contains(standIn.range.lowerBound) && standIn.range.upperBound <= range.upperBound {
      var standIn = standIn
      let start = standIn.range.lowerBound - range.lowerBound
      standIn.range = start..<(start + standIn.range.count)
      part.standIns.append(standIn)
    }
    return part
  }

  /// The bytes of a range, without stand-ins in it, as the source has them.
  func literal(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    var position = range.lowerBound
    for standIn in standIns {
      for padding in standIn.paddings where position <= padding && padding < range.upperBound {
        bytes += text[position..<padding]
        position = padding + 1
      }
    }
    return bytes + text[position..<max(position, range.upperBound)]
  }

  /// The source.
  var unmasked: [UInt8] {
    var source: [UInt8] = []
    var position = 0
    for standIn in standIns {
      let padded = standIn.paddedRange.clamped(to: text.indices)
      if position < padded.lowerBound { source += text[position..<padded.lowerBound] }
      source += standIn.span.text
      position = padded.upperBound
    }
    return source + text[position...]
  }

  /// Whether there is a letter for the network, outside of the stand-ins.
  var hasLetter: Bool { text.hasLetter(in: text.indices) }
}

extension ProtectedSpan {
  /// A span that was found in a text, with what stands beside it.
  fileprivate init(_ found: FoundSpan, in source: [UInt8], after: Int, before next: Int) {
    let (start, end) = (found.range.lowerBound, found.range.upperBound)
    let (left, right) = (source.scalar(before: start), source.scalar(at: end))
    self.init(
      text: Array(source[found.range]), leading: found.leading, trailing: found.trailing,
      tags: found.tags, isMark: found.isMark, before: left, after: right)
    if leading == .touching, start > after { touchesBefore = left?.isWordPart ?? false }
    if trailing == .touching, end < next { touchesAfter = right?.isWordPart ?? false }
  }
}

/// Numbers for stand-ins.
///
/// They have three digits, all different and none of them 0, so that they look neither like years
/// nor like amounts; where there are not enough of those, five.
struct StandInNames {
  /// The numbers of the text, with zeros between them.
  private var digits: [UInt8] = []
  private var counter = 0

  /// - Parameter text: What holds none of the numbers.
  init(avoiding text: [UInt8]) {
    for byte in text {
      if byte.isDigit {
        digits.append(byte)
      } else if digits.last != 0 {
        digits.append(0)
      }
    }
  }

  mutating func next() -> [UInt8] {
    while true {
      let name = Self.name(counter)
      counter += 1
      if !isTaken(name) { return name }
    }
  }

  /// Numbers in an order without a pattern.
  ///
  /// 617 and 7919 have no factor in common with 1000 and 90,000, so that each number comes once.
  private static func name(_ counter: Int) -> [UInt8] {
    if counter < 1000 { return Array(String(1000 + (counter * 617 + 371) % 1000).utf8.dropFirst()) }
    let beyond = counter - 1000
    if beyond < 90000 { return Array(String(10000 + (beyond * 7919 + 2357) % 90000).utf8) }
    return Array(String(100_000 + beyond).utf8)
  }

  private func isTaken(_ name: [UInt8]) -> Bool {
    let isThree = name.count == 3
    if isThree && (name.contains(UInt8(ascii: "0")) || Set(name).count < 3) { return true }
    for index in digits.indices where digits[index] == name[0] {
      if digits.hasBytes(name, at: index) { return true }
    }
    return false
  }
}
