/// The texts that tokens stand for, in UTF-8: one after the other, for they are many and short.
package struct Surfaces: Sendable, Equatable {
  private var bytes: [UInt8] = []
  /// Where each text begins, and where the last one ends.
  private var starts = [0]

  /// Spells the pieces of a vocabulary.
  ///
  /// - Parameters:
  ///   - pieces: Their spellings, in which a space is `▁`.
  ///   - byteTokens: The token of each byte, which stands for that byte.
  ///   - special: The tokens that stand for nothing.
  init(of pieces: [String], bytes byteTokens: [TokenID], special: Set<TokenID>) {
    var byteOfToken = [UInt8?](repeating: nil, count: pieces.count)
    for (byte, token) in zip(UInt8.min...UInt8.max, byteTokens) { byteOfToken[Int(token)] = byte }
    var isSpelled = [Bool](repeating: true, count: pieces.count)
    for token in special { isSpelled[Int(token)] = false }
    starts.reserveCapacity(pieces.count + 1)
    bytes.reserveCapacity(pieces.utf8Count)
    for (token, piece) in pieces.enumerated() {
      if let byte = byteOfToken[token] {
        bytes.append(byte)
      } else if isSpelled[token] {
        append(piece)
      }
      starts.append(bytes.count)
    }
  }

  /// How many tokens there are.
  package var count: Int { starts.count - 1 }

  /// The text of a token.
  package subscript(token: TokenID) -> ArraySlice<UInt8> {
    bytes[starts[Int(token)]..<starts[Int(token) + 1]]
  }

  /// Adds a piece with a space in the place of every `▁`.
  private mutating func append(_ piece: String) {
    let start = bytes.count
    bytes.append(contentsOf: piece.utf8)
    var (end, position) = (start, start)
    while position < bytes.count {
      let isMark = isMark(at: position)
      bytes[end] = isMark ? UInt8(ascii: " ") : bytes[position]
      position += isMark ? 3 : 1
      end += 1
    }
    bytes.removeLast(bytes.count - end)
  }

  /// Whether `▁`, U+2581, stands at a position.
  private func isMark(at position: Int) -> Bool {
    bytes[position] == 0xE2 && position + 2 < bytes.count && bytes[position + 1] == 0x96
      && bytes[position + 2] == 0x81
  }
}

extension [String] {
  /// How many bytes the texts take together.
  var utf8Count: Int { reduce(0) { $0 + $1.utf8.count } }
}
