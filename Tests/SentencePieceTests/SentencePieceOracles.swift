import Foundation
import SentencePiece
import TestSupport

/// Outputs of the `sentencepiece` package outside the repository.
enum SentencePieceOracles {
  private static let folder = "sentencepiece/"

  /// The models that the folder holds, by their paths without the suffix.
  static var models: [String] {
    guard let path = try? Oracles.path(folder),
      let names = FileManager.default.enumerator(atPath: path)
    else { return [] }
    return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".model") }.sorted()
      .map { String($0.dropLast(".model".count)) }
  }

  static func content(_ name: String) throws -> [UInt8] {
    Array(try Oracles.content(folder + name))
  }

  static func processor(_ name: String) throws -> SentencePieceProcessor {
    try SentencePieceProcessor(bytes: content(name + ".model"), name: name + ".model")
  }

  /// The JSON values of a file with one in each line.
  static func values<Value: Decodable>(_ name: String) throws -> [Value] {
    try jsonLines(Oracles.content(folder + name))
  }
}
