import Foundation
import SwiftProtobuf
import TextNormalization

extension SentencePieceModel {
  /// The content of a model file that says the same.
  ///
  /// - Returns: The bytes, which are the same for equal models.
  /// - Throws: What the protobuf library throws if the model has more than 2 GB.
  package func serialized() throws -> [UInt8] {
    var file = Sentencepiece_ModelProto()
    file.pieces = pieces.map(\.message)
    file.trainerSpec = try trainerSpec.serializedData(partial: false, options: Self.options)
    file.normalizerSpec = try normalization.message.serializedData(
      partial: false, options: Self.options)
    if let denormalization {
      file.denormalizerSpec = try denormalization.message.serializedData(
        partial: false, options: Self.options)
    }
    if !selfTests.isEmpty {
      var tests = Sentencepiece_SelfTestData()
      tests.samples = selfTests.map(\.message)
      file.selfTestData = try tests.serializedData(partial: false, options: Self.options)
    }
    return try file.serializedBytes(partial: false, options: Self.options)
  }

  /// The pieces and their scores as the `.vocab` file that SentencePiece writes beside a model.
  package var vocabularyTable: String {
    pieces.map { "\($0.spelling)\t\(String(format: "%g", Double($0.score)))\n" }.joined()
  }

  private static var options: BinaryEncodingOptions {
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    return options
  }

  private var trainerSpec: Sentencepiece_TrainerSpec {
    var spec = Sentencepiece_TrainerSpec()
    spec.modelType =
      switch algorithm {
      case .unigram: .unigram
      case .bytePairEncoding: .bpe
      case .word: .word
      case .character: .char
      }
    spec.vocabSize = Int32(pieces.count)
    spec.byteFallback = fallsBackToBytes
    spec.treatWhitespaceAsSuffix = treatsSpaceAsSuffix
    spec.unkSurface = unknownSurface
    spec.unkID = token { $0.kind == .unknown }
    spec.bosID = token { $0.kind == .control && $0.spelling == beginOfSentence }
    spec.eosID = token { $0.kind == .control && $0.spelling == endOfSentence }
    spec.padID = token { $0.kind == .control && $0.spelling == padding }
    if spec.unkID >= 0 { spec.unkPiece = pieces[Int(spec.unkID)].spelling }
    spec.bosPiece = beginOfSentence
    spec.eosPiece = endOfSentence
    spec.padPiece = padding
    return spec
  }

  /// The number of the first piece of a kind, or -1, which the format has for none.
  private func token(where isWanted: (Piece) -> Bool) -> Int32 {
    pieces.firstIndex(where: isWanted).map { Int32($0) } ?? -1
  }
}

extension SentencePieceModel.Piece {
  fileprivate var message: Sentencepiece_ModelProto.SentencePiece {
    var message = Sentencepiece_ModelProto.SentencePiece()
    message.piece = spelling
    message.score = score
    message.type =
      switch kind {
      case .normal: .normal
      case .unknown: .unknown
      case .control: .control
      case .userDefined: .userDefined
      case .unused: .unused
      case .byte: .byte
      }
    return message
  }
}

extension SentencePieceModel.Normalization {
  fileprivate var message: Sentencepiece_NormalizerSpec {
    var message = Sentencepiece_NormalizerSpec()
    message.name = name
    message.precompiledCharsmap = Data(map.precompiled)
    message.addDummyPrefix = addsDummyPrefix
    message.removeExtraWhitespaces = removesExtraSpaces
    message.escapeWhitespaces = escapesSpaces
    return message
  }
}

extension SentencePieceModel.SelfTest {
  fileprivate var message: Sentencepiece_SelfTestData.Sample {
    var message = Sentencepiece_SelfTestData.Sample()
    message.input = input
    message.expected = expected
    return message
  }
}
