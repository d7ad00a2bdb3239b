/// `WordPiece`: pieces that continue a word without their mark, and a space before all others.
struct WordPieceDecoder: PipelineDecoder {
  private let prefix: [UInt8]
  private let cleansUp: Bool

  init(_ field: JSONField) throws {
    prefix = Array(try field["prefix"].text().utf8)
    cleansUp = try field["cleanup"].flag()
  }

  func decode(_ pieces: [String]) -> [String] {
    pieces.enumerated().map { index, piece in
      let text = index == 0 ? piece : continued(piece)
      return cleansUp ? EnglishCleanup.cleaned(text) : text
    }
  }

  private func continued(_ piece: String) -> String {
    guard piece.utf8.starts(with: prefix) else { return " " + piece }
    return String(decoding: piece.utf8.dropFirst(prefix.count), as: UTF8.self)
  }
}

/// `CTC`: repeated pieces once, and none that only fill up.
struct CTCDecoder: PipelineDecoder {
  private let padding: String
  private let delimiter: String
  private let cleansUp: Bool

  init(_ field: JSONField) throws {
    padding = try field["pad_token"].text()
    delimiter = try field["word_delimiter_token"].text()
    cleansUp = try field["cleanup"].flag()
  }

  func decode(_ pieces: [String]) -> [String] {
    var result: [String] = []
    var previous: String?
    for piece in pieces {
      if let previous, previous.utf8.elementsEqual(piece.utf8) { continue }
      previous = piece
      var text = piece.replacingScalars(padding, with: "")
      if cleansUp {
        text = EnglishCleanup.cleaned(text).replacingScalars(delimiter, with: " ")
      }
      if !text.isEmpty { result.append(text) }
    }
    return result
  }
}

/// Undoes the spaces of English tokenisation, in the order of the package `tokenizers`.
private enum EnglishCleanup {
  private static let replacements = [
    (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"),
    (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
  ]

  static func cleaned(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: " ")) else { return text }
    return replacements.reduce(text) { text, replacement in
      text.replacingScalars(replacement.0, with: replacement.1)
    }
  }
}
