/// `ByteLevel`: the bytes that visible characters stand for; U+FFFD for those that are no text.
struct ByteLevelDecoder: PipelineDecoder {
  func decode(_ pieces: [String]) -> [String] {
    var bytes: [UInt8] = []
    for piece in pieces {
      let start = bytes.count
      for scalar in piece.unicodeScalars {
        guard let byte = ByteAlphabet.byte(for: scalar) else {
          bytes.replaceSubrange(start..., with: piece.utf8)
          break
        }
        bytes.append(byte)
      }
    }
    return [String(decoding: bytes, as: UTF8.self)]
  }
}

/// `ByteFallback`: runs of pieces such as `<0xE2>` as the text that their bytes spell.
struct ByteFallbackDecoder: PipelineDecoder {
  func decode(_ pieces: [String]) -> [String] {
    var result: [String] = []
    var bytes: [UInt8] = []
    for piece in pieces {
      if let byte = Self.byte(piece) {
        bytes.append(byte)
      } else {
        Self.appendText(of: &bytes, to: &result)
        result.append(piece)
      }
    }
    Self.appendText(of: &bytes, to: &result)
    return result
  }

  private static func byte(_ piece: String) -> UInt8? {
    let utf8 = Array(piece.utf8)
    guard utf8.count == 6, piece.hasPrefix("<0x"), utf8[5] == UInt8(ascii: ">") else { return nil }
    return UInt8(String(decoding: utf8[3..<5], as: UTF8.self), radix: 16)
  }

  /// Bytes that are no text become one U+FFFD each.
  private static func appendText(of bytes: inout [UInt8], to pieces: inout [String]) {
    guard !bytes.isEmpty else { return }
    if let text = String(validating: bytes, as: UTF8.self) {
      pieces.append(text)
    } else {
      pieces += repeatElement("\u{FFFD}", count: bytes.count)
    }
    bytes = []
  }
}
