/// The spellings that every vocabulary has before any that training finds.
///
/// None can come from text, because `<` and `>` never merge with their neighbours.
package enum SpecialPiece {
  package static let unknown = "<unk>"
  package static let beginOfSentence = "<s>"
  package static let endOfSentence = "</s>"

  /// The special tokens of a trained vocabulary, in the order of their numbers.
  package static let markers = [unknown, beginOfSentence, endOfSentence]

  /// The spelling of a byte token, such as `<0x0A>`.
  package static func byte(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "<0x\(digits.count == 1 ? "0" : "")\(digits)>"
  }

  /// The first pieces of a trained vocabulary: the markers, then the bytes.
  package static let all = markers + (UInt8.min...UInt8.max).map(byte)
}
