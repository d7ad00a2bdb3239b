extension TokenizerInspection {
  /// The characters that were spelled in bytes or as the unknown token, the most frequent first.
  ///
  /// - Parameter limit: The most that are wanted.
  /// - Returns: The characters with their counts; of equal counts the lower code point is first.
  public func topUnspelledCharacters(_ limit: Int) -> [(character: Unicode.Scalar, count: Int)] {
    let ranked = unspelledCharacters.sorted { left, right in
      left.value != right.value ? left.value > right.value : left.key < right.key
    }
    return ranked.prefix(limit).map { (character: $0.key, count: $0.value) }
  }

  /// The numbers for people, one a line.
  ///
  /// - Parameter characterLimit: The most characters that are listed of those which the vocabulary
  ///   lacks.
  /// - Returns: The lines.
  public func report(characterLimit: Int = 10) -> [String] {
    let numbers: [(String, String)] = [
      ("lines", "\(lineCount)"), ("words", "\(wordCount)"),
      ("characters", "\(characterCount)"), ("bytes", "\(byteCount)"),
      ("pieces", "\(pieceCount)"),
      ("pieces per word", fertility.rounded(toPlaces: 3)),
      ("pieces per line", piecesPerLine.rounded(toPlaces: 2)),
      ("bytes per piece", bytesPerPiece.rounded(toPlaces: 3)),
      ("characters per piece", charactersPerPiece.rounded(toPlaces: 3)),
      ("byte tokens", "\(byteTokenCount) (\(byteTokenShare.percent) of pieces)"),
      ("unknown tokens", "\(unknownCount)"),
      ("characters covered", coverage.percent),
      ("vocabulary used", usedVocabularyShare.percent),
    ]
    let lines = numbers.map { name, value in
      name + String(repeating: " ", count: 22 - name.count) + value
    }
    return lines
      + topUnspelledCharacters(characterLimit).map { character, count in
        "  \(count) × \(character.display)"
      }
  }
}

extension Double {
  fileprivate var percent: String { (100 * self).rounded(toPlaces: 2) + " %" }

  /// The number with so many digits after the point, the same in every locale.
  fileprivate func rounded(toPlaces count: Int) -> String {
    var scale = 1
    for _ in 0..<count { scale *= 10 }
    let whole = Int((self * Double(scale)).rounded())
    let digits = String(whole % scale)
    return "\(whole / scale)." + String(repeating: "0", count: count - digits.count) + digits
  }
}

extension Unicode.Scalar {
  /// The character with its number and name, and without itself where it would not be seen.
  fileprivate var display: String {
    let number = String(value, radix: 16, uppercase: true)
    let padding = String(repeating: "0", count: max(0, 4 - number.count))
    let name = properties.name ?? "(no name)"
    return "\(visible) U+\(padding)\(number) \(name)"
  }
}
