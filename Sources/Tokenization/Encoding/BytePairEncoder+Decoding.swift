/// What becomes of bytes that are not UTF-8, which a model may produce, in decoded text.
public enum InvalidBytes: Sendable {
  /// U+FFFD, one for each maximal part of a character.
  case replace
  /// The spelling of its token, such as `<0xE2>`, for each byte.
  case escape
}

extension BytePairEncoder {
  /// The text that tokens spell, without the space before its first word.
  ///
  /// - Parameters:
  ///   - tokens: Numbers of pieces of the vocabulary; special tokens spell nothing.
  ///   - invalidBytes: What becomes of bytes that are not UTF-8.
  /// - Returns: The text.
  package func detokenize(_ tokens: [TokenID], invalidBytes: InvalidBytes) -> String {
    let bytes = decodedBytes(tokens)
    return switch invalidBytes {
    case .replace: String(decoding: bytes, as: UTF8.self)
    case .escape: String(validating: bytes, as: UTF8.self) ?? String(escapingInvalid: bytes)
    }
  }

  /// The bytes that tokens spell, be they UTF-8 or not, without the space before the first word.
  ///
  /// - Parameter tokens: Numbers of pieces of the vocabulary; special tokens spell nothing.
  /// - Returns: The bytes.
  package func decodedBytes(_ tokens: [TokenID]) -> [UInt8] {
    var bytes: [UInt8] = []
    for token in tokens { bytes += vocabulary.surfaces[token] }
    if bytes.first == UInt8(ascii: " ") { bytes.removeFirst() }
    return bytes
  }
}

extension String {
  /// The characters of UTF-8, with each byte that belongs to none spelled as its token is.
  fileprivate init(escapingInvalid bytes: [UInt8]) {
    self = ""
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var position = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        unicodeScalars.append(Unicode.UTF8.decode(encoded))
        position += encoded.count
      case .error(let length):
        for byte in bytes[position..<position + length] { self += SpecialPiece.byte(byte) }
        position += length
      case .emptyInput:
        return
      }
    }
  }
}
