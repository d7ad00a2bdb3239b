import Tokenization

/// Pieces by number, one in each line of a file, as translation toolkits keep them.
public struct PlainVocabulary: Sendable {
  /// How a file lists pieces.
  public enum Format: Sendable, Equatable {
    /// A piece in each line; a number may stand behind it after a space or a tab.
    case lines
    /// `dict.txt` of fairseq: a piece and its count in each line, after four pieces that are not
    /// listed: `<s>`, `<pad>`, `</s>` and `<unk>`.
    case fairseq
    /// `vocab.yml` of Marian: a piece and its number in each line, as in `"the": 5`.
    case marian
  }

  /// A piece, and the count or score that its file gives.
  public struct Entry: Sendable {
    /// The spelling.
    public let piece: String
    /// The column behind the piece, as it is written.
    public let value: String?
  }

  /// The pieces in the order of their numbers.
  public let entries: [Entry]
  /// What messages call the vocabulary: its file, if it comes from one.
  package let name: String

  private let table: ByteStringTable

  static let fairseqPieces = ["<s>", "<pad>", "</s>", "<unk>"]

  /// Makes a vocabulary.
  ///
  /// - Parameters:
  ///   - entries: The pieces in the order of their numbers.
  ///   - name: What messages call the vocabulary.
  /// - Throws: ``TokenizationError/invalidVocabulary(_:)`` if a piece is empty or occurs twice.
  public init(entries: [Entry], name: String = "vocabulary") throws {
    var table = ByteStringTable()
    for (number, entry) in entries.enumerated() {
      let piece = Array(entry.piece.utf8)
      guard !piece.isEmpty, table.insert(piece) == number else {
        let fault = piece.isEmpty ? "is empty" : "occurs twice"
        throw TokenizationError.invalidVocabulary(
          "\(name): the piece \"\(entry.piece)\" with the number \(number) \(fault)")
      }
    }
    self.entries = entries
    self.name = name
    self.table = table
  }

  /// Makes a vocabulary of pieces without counts.
  ///
  /// - Parameters:
  ///   - pieces: The pieces in the order of their numbers.
  ///   - name: What messages call the vocabulary.
  /// - Throws: ``TokenizationError/invalidVocabulary(_:)`` if a piece is empty or occurs twice.
  public init(pieces: [String], name: String = "vocabulary") throws {
    try self.init(entries: pieces.map { Entry(piece: $0, value: nil) }, name: name)
  }

  /// The number of a piece, or nil if it is not in the vocabulary.
  public func number(of piece: String) -> Int? {
    table.number(of: Array(piece.utf8).span)
  }
}
