import Foundation
import Testing

@Suite struct TrainingTextTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
    _ = try workplace.trainTokenizer()
    try workplace.writeCorpus()
    _ = try workplace.write("Good morning.\n\nYes.\nYes.\nOK\n", to: "more.en")
    _ = try workplace.write("Guten Morgen.\nNichts.\nJa.\nJa.\nOK\n", to: "more.de")
  }

  /// The arguments of a run on both corpora, or on what takes their place.
  private func arguments(_ more: [String], corpora: [String] = ["train", "more"]) -> [String] {
    let arguments = TrainingArguments.make(more, output: "model")
    let option = arguments.firstIndex(of: "--train") ?? 0
    return arguments[...option] + corpora + arguments[(option + 2)...]
  }

  private func train(_ more: String...) throws -> Outcome {
    try workplace.apus(arguments(["--max-updates", "2"] + more))
  }

  @Test func everyDroppedPairIsListedWithItsReason() throws {
    let outcome = try train("--drop-duplicates", "--drop-copies")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("train: 300 pairs read, 300 kept\n"))
    #expect(
      outcome.errors.contains(
        "more: 5 pairs read, 2 kept; 3 dropped: 1 empty source (line 2), "
          + "1 target equal to its source (line 5), 1 there before (line 4)\n"))
    let list = String(decoding: try workplace.bytes(of: "model/dropped.tsv"), as: UTF8.self)
    #expect(
      list == """
        corpus\tline\treason\tsource\ttarget
        more\t2\tempty source\t\tNichts.
        more\t4\tthere before\tYes.\tJa.
        more\t5\ttarget equal to its source\tOK\tOK

        """)
  }

  @Test func filtersAreOffUnlessTheyAreNamed() throws {
    let outcome = try train()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("more: 5 pairs read, 4 kept; 1 dropped: 1 empty source"))
  }

  @Test func tokensAreStoredOnceAndReportedAgain() throws {
    _ = try train()
    let model = try workplace.bytes(of: "model/model.safetensors")
    let again = try train()
    #expect(again.errors.contains("model/corpus/train.tokens: used again"))
    #expect(again.errors.contains("more: 5 pairs read, 4 kept; 1 dropped: 1 empty source (line 2)"))
    #expect(try workplace.bytes(of: "model/model.safetensors") == model)
  }

  @Test func aDamagedStoreIsMadeAgainAndTheRunGoesOn() throws {
    _ = try train()
    let whole = try workplace.bytes(of: "model/corpus/train.tokens")
    var damaged = whole
    damaged[whole.count / 2] ^= 1
    _ = try workplace.write(damaged, to: "model/corpus/train.tokens")
    let again = try train()
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.errors.contains("train.tokens: not used: it is damaged"))
    #expect(again.errors.contains("going on after update 2"))
    #expect(try workplace.bytes(of: "model/corpus/train.tokens") == whole)
  }

  @Test func otherWeightsDoNotContinueARun() throws {
    _ = try train("--train-weights", "1", "2.5")
    let other = try train("--train-weights", "1", "2")
    #expect(other.status == 1)
    #expect(other.errors.contains(" weighted 1.0 2.5, is now "))
    #expect(other.errors.contains(" weighted 1.0 2.0"))
  }

  @Test func anUnchangedTextElsewhereContinuesARun() throws {
    _ = try train()
    for name in ["train.en", "train.de", "more.en", "more.de"] {
      let bytes = try workplace.bytes(of: name)
      try FileManager.default.createDirectory(
        atPath: workplace.path("moved"), withIntermediateDirectories: true)
      _ = try workplace.write(bytes, to: "moved/" + name)
    }
    let outcome = try workplace.apus(
      arguments(["--max-updates", "3"], corpora: ["moved/train", "moved/more"]))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("going on after update 2"))
  }

  @Test(arguments: [
    (
      ["--train-weights", "1"], "--train-weights has 1 and --train has 2; wanted a weight for each"
    ),
    (["--train-weights", "1", "0"], "--train-weights is 0.0; wanted more than 0, at most 1000"),
    (["--max-length-ratio", "0.5"], "--max-length-ratio is 0.5; wanted 1 or more"),
    (["--check-script", "--src", "xx"], "the scripts of the language xx are not known"),
  ])
  func wrongUsageIsRefused(options: [String], message: String) throws {
    let outcome = try workplace.apus(arguments(options))
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!workplace.exists("model"))
  }

  @Test func anOutputThatCannotBeWrittenIsNamed() throws {
    try FileManager.default.createDirectory(
      atPath: workplace.path("model/dropped.tsv"), withIntermediateDirectories: true)
    let outcome = try train()
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("model/dropped.tsv: cannot be written: "))
    #expect(!workplace.exists("model/corpus/train.tokens"))
  }
}
