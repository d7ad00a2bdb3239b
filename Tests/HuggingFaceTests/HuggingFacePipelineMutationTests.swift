import Foundation
import HuggingFace
import TestSupport
import Testing

/// Damaged files give an error or a tokenizer that works, and never anything else.
@Suite struct HuggingFacePipelineMutationTests {
  private static let caseCount = SlowTests.areWanted ? 400_000 : 2_000

  private static let text = "The <s> dog's 12 Größen e\u{301} ﬁ 日本 <tag> \u{0} x"

  @Test func damagedFilesNeverEndTheProgram() throws {
    let files = try PipelineFixture.all().map { Array($0.file.utf8) }
    var random = SeededGenerator(state: 7)
    var readCount = 0
    for number in 0..<Self.caseCount {
      var file = files[number % files.count]
      for _ in 0...random.below(3) { Self.damage(&file, &random) }
      guard let pipeline = try? HuggingFacePipeline(jsonData: Data(file), name: "damaged") else {
        continue
      }
      readCount += 1
      let tokens = pipeline.tokenize(Self.text)
      #expect(tokens.allSatisfy { $0 >= 0 && Int($0) < pipeline.vocabularyCount })
      #expect(pipeline.encode(Self.text, addsSpecialTokens: true).tokens.count >= tokens.count)
      _ = pipeline.detokenize(tokens)
    }
    #expect(readCount > Self.caseCount / 20)
  }

  private static func damage(_ file: inout [UInt8], _ random: inout SeededGenerator) {
    let position = random.below(file.count)
    switch random.below(6) {
    case 0: file[position] = UInt8(random.below(256))
    case 1: file.remove(at: position)
    case 2: file.insert(contentsOf: Array("9999999999".utf8).prefix(random.below(10)), at: position)
    case 3: file.replaceSubrange(position..., with: [])
    case 4:
      let other = random.below(file.count)
      let part = Array(file[other..<min(file.count, other + random.below(40))])
      file.replaceSubrange(position..<min(file.count, position + random.below(40)), with: part)
    default:
      let digits = file.indices.filter { (0x30...0x39).contains(file[$0]) }
      guard let digit = digits.isEmpty ? nil : digits[random.below(digits.count)] else { return }
      file[digit] = UInt8(0x30 + random.below(10))
    }
    if file.isEmpty { file = [0x7B] }
  }
}
