/// `BertNormalizer`: no controls, spaces around Chinese characters, no accents, lower case.
struct BertNormalizer: PipelineNormalizer {
  private let cleansText: Bool
  private let handlesChinese: Bool
  private let stripsAccents: Bool
  private let lowercases: Bool

  init(_ field: JSONField) throws {
    cleansText = try field["clean_text"].flag()
    handlesChinese = try field["handle_chinese_chars"].flag()
    lowercases = try field["lowercase"].flag()
    stripsAccents = try field["strip_accents"].flag(default: lowercases)
  }

  func normalize(_ text: inout AlignedScalars) {
    if cleansText { Self.clean(&text) }
    if handlesChinese { Self.spaceOutChinese(&text) }
    if stripsAccents {
      FormNormalizer(form: .decomposed, decomposition: .canonical).normalize(&text)
      text.filter { !$0.isNonspacingMark }
    }
    if lowercases { LowercaseNormalizer().normalize(&text) }
  }

  private static func clean(_ text: inout AlignedScalars) {
    text.filter { scalar in
      switch scalar {
      case "\t", "\n", "\r": true
      case "\0", "\u{FFFD}": false
      default: !scalar.isOther
      }
    }
    text.map { $0.isWhiteSpace ? " " : $0 }
  }

  private static func spaceOutChinese(_ text: inout AlignedScalars) {
    guard text.scalars.contains(where: isChinese) else { return }
    text.flatMap { scalar, append in
      guard isChinese(scalar) else { return append(scalar) }
      append(" ")
      append(scalar)
      append(" ")
    }
  }

  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F,
      0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }
}
