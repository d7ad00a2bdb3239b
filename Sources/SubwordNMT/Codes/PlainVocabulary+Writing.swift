import Tokenization

extension PlainVocabulary {
  /// The content of a file that lists the pieces.
  ///
  /// - Parameter format: How it lists them.
  /// - Returns: The content.
  /// - Throws: ``TokenizationError/invalidVocabulary(_:)`` if the format cannot express a piece:
  ///   one with a line feed, one that its column would be taken from, or a vocabulary that does not
  ///   begin with the pieces of fairseq.
  public func utf8(as format: Format = .lines) throws -> [UInt8] {
    let content: [UInt8] =
      switch format {
      case .lines: lines(entries[...], defaultValue: nil)
      case .fairseq:
        lines(entries.dropFirst(Self.fairseqPieces.count), defaultValue: "1")
      case .marian:
        entries.enumerated().flatMap { number, entry in
          YAMLScalar.quoted(entry.piece) + Array(": \(number)\n".utf8)
        }
      }
    try check(content, as: format)
    return content
  }

  /// Writes the pieces to a file, which is replaced as a whole or not at all.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - format: How it lists pieces.
  /// - Throws: What ``utf8(as:)`` throws, and ``TokenizationError/unwritable(file:reason:)``.
  public func write(to path: String, as format: Format = .lines) throws {
    try WholeFile.write(try utf8(as: format), to: path)
  }

  private func lines(_ entries: ArraySlice<Entry>, defaultValue: String?) -> [UInt8] {
    entries.flatMap { entry in
      let value = (entry.value ?? defaultValue).map { " " + $0 } ?? ""
      return Array((entry.piece + value + "\n").utf8)
    }
  }

  /// What was written must be read as the same pieces.
  private func check(_ content: [UInt8], as format: Format) throws {
    let read = try? PlainVocabulary(utf8: content, name: name, format: format)
    let pieces = read?.entries.map { Array($0.piece.utf8) } ?? []
    let position = entries.indices.first { index in
      index >= pieces.count || pieces[index] != Array(entries[index].piece.utf8)
    }
    guard let position else { return }
    throw TokenizationError.invalidVocabulary(
      "\(name): the piece \"\(entries[position].piece)\" with the number \(position) "
        + "cannot be written in this format")
  }
}
