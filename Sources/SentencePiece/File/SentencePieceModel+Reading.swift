import SwiftProtobuf
import TextNormalization
import Tokenization

extension SentencePieceModel {
  /// Reads the content of a model file.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - name: What messages call the file.
  /// - Throws: ``TokenizationError``, naming the file, the field and what is wrong with it.
  package init(bytes: [UInt8], name: String) throws {
    self = try ModelFileReader(name: name).model(bytes)
  }
}

/// Turns the messages of a file into a model.
private struct ModelFileReader {
  let name: String

  func model(_ bytes: [UInt8]) throws -> SentencePieceModel {
    if let problem = ProtobufFields.problem(in: bytes) { throw malformed(problem) }
    let file: Sentencepiece_ModelProto = try message(bytes, "ModelProto")
    guard !file.pieces.isEmpty else { throw malformed("it has no pieces") }

    var model = SentencePieceModel()
    model.pieces = try file.pieces.enumerated().map { try piece($1, token: $0) }
    try readTrainerSpec(file, into: &model)
    model.normalization = try normalization(file.normalizerSpec, "normalizer_spec")
    if file.hasDenormalizerSpec {
      model.denormalization = try normalization(file.denormalizerSpec, "denormalizer_spec")
    }
    let selfTests: Sentencepiece_SelfTestData = try message(file.selfTestData, "self_test_data")
    model.selfTests = selfTests.samples.map { .init(input: $0.input, expected: $0.expected) }
    return model
  }

  private func message<Message: SwiftProtobuf.Message>(
    _ bytes: some SwiftProtobufContiguousBytes, _ field: String
  ) throws -> Message {
    do {
      return try Message(serializedBytes: bytes)
    } catch {
      throw malformed("\(field) is no message of a SentencePiece model: \(error)")
    }
  }

  private func piece(
    _ piece: Sentencepiece_ModelProto.SentencePiece, token: Int
  ) throws -> SentencePieceModel.Piece {
    guard !piece.piece.isEmpty, !piece.piece.utf8.contains(0) else {
      throw malformed("piece \(token) is empty or holds a NUL")
    }
    guard piece.score.isFinite else {
      throw malformed("piece \(token) has the score \(piece.score), but a number is wanted")
    }
    let kind: SentencePieceModel.Kind =
      switch piece.type {
      case .normal: .normal
      case .unknown: .unknown
      case .control: .control
      case .userDefined: .userDefined
      case .unused: .unused
      case .byte: .byte
      }
    return SentencePieceModel.Piece(piece.piece, score: piece.score, kind: kind)
  }

  private func readTrainerSpec(
    _ file: Sentencepiece_ModelProto, into model: inout SentencePieceModel
  ) throws {
    let spec: Sentencepiece_TrainerSpec = try message(file.trainerSpec, "trainer_spec")
    model.algorithm =
      switch spec.modelType {
      case .unigram: .unigram
      case .bpe: .bytePairEncoding
      case .word: .word
      case .char: .character
      }
    model.fallsBackToBytes = spec.byteFallback
    model.treatsSpaceAsSuffix = spec.treatWhitespaceAsSuffix
    model.unknownSurface = spec.unkSurface
    if !spec.bosPiece.isEmpty { model.beginOfSentence = spec.bosPiece }
    if !spec.eosPiece.isEmpty { model.endOfSentence = spec.eosPiece }
    if !spec.padPiece.isEmpty { model.padding = spec.padPiece }
  }

  private func normalization(
    _ bytes: some SwiftProtobufContiguousBytes, _ field: String
  ) throws -> SentencePieceModel.Normalization {
    let spec: Sentencepiece_NormalizerSpec = try message(bytes, field)
    var normalization = SentencePieceModel.Normalization()
    do {
      normalization.map = try CharacterMap(precompiled: Array(spec.precompiledCharsmap))
    } catch {
      throw malformed("\(field).precompiled_charsmap: \(error)")
    }
    normalization.name = spec.name
    normalization.addsDummyPrefix = spec.addDummyPrefix
    normalization.removesExtraSpaces = spec.removeExtraWhitespaces
    normalization.escapesSpaces = spec.escapeWhitespaces
    return normalization
  }

  private func malformed(_ problem: String) -> TokenizationError {
    .malformed(file: name, line: nil, problem: problem)
  }
}
