/// Joins subwords into words.
///
/// It removes what `sed -r 's/(@@ )|(@@ ?$)//g'` removes.
public struct SubwordNMTDecoder: Sendable {
  private let separator: [UInt8]

  /// Makes a decoder.
  ///
  /// - Parameter separator: What stands behind each subword that is not the last of its word.
  public init(separator: String = "@@") {
    precondition(!separator.isEmpty, "the separator is not empty")
    self.separator = Array(separator.utf8)
  }

  /// The line with words in place of subwords.
  public func decode(_ line: String) -> String {
    var output: [UInt8] = []
    append(decoding: Array(line.utf8), to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Decodes lines of text.
  ///
  /// - Parameters:
  ///   - text: Lines that end in a line feed; the last one may not.
  ///   - output: Gets the lines appended.
  package func append(decoding text: [UInt8], to output: inout [UInt8]) {
    var position = 0
    while position < text.count {
      if text[position] == separator[0], let end = endOfSeparator(at: position, of: text) {
        position = end
      } else {
        output.append(text[position])
        position += 1
      }
    }
  }

  /// Where a separator and the space behind it end, if one stands before a space or a line's end.
  private func endOfSeparator(at position: Int, of text: [UInt8]) -> Int? {
    let end = position + separator.count
    guard text[position...].starts(with: separator) else { return nil }
    guard end < text.count, text[end] != SpacedText.lineFeed else { return end }
    return text[end] == SpacedText.space ? end + 1 : nil
  }
}
