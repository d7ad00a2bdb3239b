/// Finds the best place to cut a sentence in two.
struct TextCut {
  /// Words that begin a clause.
  private let conjunctions: Set<[UInt8]>

  init(language: String) {
    let words = conjunctionLists[language] ?? ""
    conjunctions = Set(words.split(separator: " ").map { Array($0.utf8) })
  }

  /// Between words where there are several, else anywhere between characters.
  func best(in text: MaskedText, _ range: Range<Int>) -> Int? {
    betweenWords(in: text, range) ?? betweenCharacters(in: text, range)
  }

  /// The end of a clause in the middle half of a range, or a space there, or the space that is
  /// nearest to the middle.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - range: Bytes of it, without white space at their ends.
  /// - Returns: Where the second half begins, with its space; nil if there is one word.
  func betweenWords(in text: MaskedText, _ range: Range<Int>) -> Int? {
    let middle = range.lowerBound + range.count / 2
    let isCentral = (range.lowerBound + range.count / 4)...(range.upperBound - range.count / 4)
    var best: (position: Int, rank: Int)?
    var position = range.lowerBound
    while position < range.upperBound {
      defer { position = text.text.decodeScalar(at: position).end }
      guard position > range.lowerBound, var rank = strength(text.text, position) else { continue }
      // Away from the middle one cut is as good as another.
      rank = isCentral.contains(position) ? rank : 0
      guard let last = best else {
        best = (position, rank)
        continue
      }
      let isNearer = abs(position - middle) < abs(last.position - middle)
      if rank > last.rank || rank == last.rank && isNearer { best = (position, rank) }
    }
    return best?.position
  }

  /// How good a cut before a byte is, nil if none is possible between words there.
  private func strength(_ text: [UInt8], _ position: Int) -> Int? {
    let (before, _) = text.decodeScalar(before: position)
    switch before {
    case "；", "：": return 6
    case "，", "、": return 4
    default: break
    }
    let (here, end) = text.decodeScalar(at: position)
    guard here.isWhite, here != "\u{A0}", here != "\u{202F}" else { return nil }
    switch before {
    case ";": return 6
    case ":": return 5
    case ",", "–", "—": return 4
    default: break
    }
    let word = text[end..<text.runEnd(from: end, where: \.isLetter)]
    if word.isEmpty {
      let next = text.scalar(at: end)
      return next == "–" || next == "—" ? 4 : 2
    }
    return conjunctions.contains(Array(word)) ? 3 : 2
  }

  /// Near the middle, not within a stand-in or before a mark that belongs to a letter.
  private func betweenCharacters(in text: MaskedText, _ range: Range<Int>) -> Int? {
    let middle = range.lowerBound + range.count / 2
    let isAllowed = { (position: Int) in
      text.text[position] & 0xC0 != 0x80
        && !text.standIns.contains { $0.range.strictlyContains(position) }
    }
    let places = [
      middle..<range.upperBound, (range.lowerBound + 1)..<max(middle, range.lowerBound + 1),
    ]
    for place in places {
      let good = place.first { position in
        isAllowed(position) && text.text.scalar(at: position)?.continuesPicture == false
          && text.text.scalar(before: position) != "\u{200D}" && position > range.lowerBound
      }
      if let good { return good }
    }
    return ((range.lowerBound + 1)..<max(range.upperBound, range.lowerBound + 1)).first(
      where: isAllowed)
  }
}

/// Words that begin a clause, by language.
private let conjunctionLists = [
  "cs": "a nebo ale protože že který která které když aby",
  "de": "und oder aber weil dass denn wenn während obwohl sondern als damit",
  "en": "and or but because which that who when where while although if so",
  "es": "y o pero porque que cuando donde aunque si",
  "fr": "et ou mais parce que qui quand où car si",
]
