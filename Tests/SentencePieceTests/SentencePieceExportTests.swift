import Foundation
import SentencePiece
import Testing
import TextNormalization
import Tokenization

@Suite("SentencePiece export")
struct SentencePieceExportTests {
  static let lines = [
    "the cat sat on the mat", "the hat of the cat", "a cat, a hat, a mat: 123 times!",
    "Größe und Maße – naïve café", "thé that the cat hated",
  ]

  @Test(
    "a written model gives the same tokens",
    arguments: [
      Normalizer(steps: []), .standard(), .standard(form: nil), .standard(form: .nfc),
      .standard(form: .nfkd, cleansControls: false, collapsesWhitespace: false),
      Normalizer(steps: [.lowercase, .form(NormalForm(.nfc)), .whitespace(.collapse)]),
    ])
  func sameTokens(normalizer: Normalizer) throws {
    let encoder = try Self.encoder(normalizer)
    let processor = try SentencePieceProcessor(exporting: encoder)
    let read = try SentencePieceProcessor(bytes: processor.file.bytes, name: "written.model")
    let texts =
      Self.lines + [
        "", " ", "  two  spaces ", "a\tb\u{A0}c", "ﬁ ½ Å", "e\u{301}a\u{323}\u{302} â\u{323}", "가각",
        "日本 👩‍👩‍👧", "\u{AD}\u{200B}soft", "cat<s>",
      ]
    for text in texts {
      #expect(read.tokenize(text) == encoder.tokenize(text), "\(text.debugDescription)")
    }
    #expect(read.vocabularyCount == encoder.vocabularyCount)
    #expect(read.specialTokens == encoder.specialTokens)
  }

  @Test("the fixture is what is written today")
  func fixture() throws {
    let processor = try SentencePieceProcessor(
      exporting: Self.encoder(.standard(form: nil, collapsesWhitespace: false)))
    let path = ProcessInfo.processInfo.environment["APUS_WRITE_EXPORTED"]
    if let path { try Data(processor.file.bytes).write(to: URL(fileURLWithPath: path)) }
    #expect(try processor.file.bytes == SentencePieceFixture.bytes("exported"))
  }

  @Test("steps that a model cannot take are errors")
  func inexpressible() throws {
    for steps in [[.whitespace(.trim)], [.whitespace(.collapse), .lowercase]]
      as [[Normalizer.Step]]
    {
      let encoder = try Self.encoder(Normalizer(steps: steps))
      #expect(throws: TokenizationError.self) { try SentencePieceProcessor(exporting: encoder) }
    }
  }

  @Test("a piece that two merges make is named")
  func ambiguousMerges() throws {
    let encoder = try Self.encoder(Normalizer(steps: []))
    var merges = encoder.merges
    let last = try #require(merges.last)
    merges.append(Merge(left: last.right, right: last.left, merged: last.merged))
    let ambiguous = BytePairEncoder(
      vocabulary: encoder.vocabulary, merges: merges, normalizer: encoder.normalizer)
    let piece = encoder.piece(for: last.merged)
    #expect(
      throws: TokenizationError.inexpressible(
        format: "a SentencePiece model",
        problem: "the piece \"\(piece)\" is made by more than one merge")
    ) { try SentencePieceProcessor(exporting: ambiguous) }
  }

  @Test("the table of pieces has their scores")
  func vocabularyTable() throws {
    let model = try SentencePieceModel(bytes: SentencePieceFixture.bytes("exported"), name: "e")
    let lines = model.vocabularyTable.split(separator: "\n")
    #expect(lines.count == model.pieces.count)
    #expect(lines.prefix(4) == ["<unk>\t0", "<s>\t0", "</s>\t0", "<0x00>\t0"])
    #expect(lines.last == "\(model.pieces.last?.spelling ?? "")\t-\(Self.mergeCount - 1)")
  }

  private static let mergeCount = 40

  private static func encoder(_ normalizer: Normalizer) throws -> BytePairEncoder {
    var options = BPETrainer.Options(size: .merges(mergeCount))
    options.normalizer = normalizer
    options.minimumFrequency = 1
    var trainer = try BPETrainer(options)
    for line in lines { trainer.count(line) }
    return try #require(try trainer.train().engine as? BytePairEncoder)
  }
}
