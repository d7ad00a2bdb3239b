import SentencePiece
import TestSupport
import Tokenization

/// What the `sentencepiece` package did with a text: a line of a fixture, or of an oracle.
struct SentencePieceCase: Decodable {
  let input: String
  let pieces: [String]
  let ids: [TokenID]
  let decoded: String
  let normalized: String
  let spans: [[Int]]?
  let nbest: [[String]]?

  enum CodingKeys: String, CodingKey {
    case input, pieces, ids, decoded, normalized
    case spans = "surface_spans"
    case nbest = "nbest3"
  }

  /// What Apus does otherwise with the same text, one line for each difference.
  func differences(from processor: SentencePieceProcessor) -> [String] {
    let located = processor.locatedPieces(input)
    var differences: [String] = []
    func compare<Value: Equatable>(_ name: String, _ found: Value, _ wanted: Value) {
      if found != wanted {
        differences.append("\(name) of \(input.debugDescription): \(found), not \(wanted)")
      }
    }
    compare("normalized", utf8(processor.normalized(input)), utf8(normalized))
    compare("ids", processor.tokenize(input), ids)
    compare("located ids", located.map(\.token), ids)
    compare("pieces", located.map { utf8($0.piece) }, pieces.map(utf8))
    compare("decoded", utf8(processor.detokenize(ids)), utf8(decoded))
    if let spans {
      compare("spans", located.map { [$0.bytes.lowerBound, $0.bytes.upperBound] }, spans)
    }
    if let nbest {
      let found = processor.bestSegmentations(input, count: 3)?.map(\.tokens)
      compare("nbest", found, nbest.map { $0.map { processor.knownToken($0) } })
    }
    return differences
  }
}

extension SentencePieceProcessor {
  /// The number of a piece, or that of the unknown piece.
  fileprivate func knownToken(_ piece: String) -> TokenID {
    token(forPiece: piece) ?? specialTokens.unknown ?? -1
  }
}
