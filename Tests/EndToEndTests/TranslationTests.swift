import Foundation
import Testing

/// What is done with a model, here one that has hardly learnt anything.
@Suite struct TranslationTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
    _ = try workplace.trainTokenizer()
    try workplace.writeCorpus()
    let outcome = try workplace.train("--max-updates", "2", output: "models/en-de")
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func oneLineComesOutForEachLineIn() throws {
    let text =
      try "\n" + Phrasebook.text("test.en", lineCount: 20) + "\n\u{2028}\u{85}\n" + "no line end"
    let outcome = try workplace.apus("translate", "--model", "models/en-de", input: text)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.isEmpty)
    #expect(outcome.lines.count == 1 + 20 + 3)
    #expect(outcome.lines[0].isEmpty)
    #expect(outcome.lines[21].isEmpty)
  }

  @Test func batchAndThreadsDoNotMatter() throws {
    let text = try Phrasebook.text("test.en", lineCount: 20)
    let together = try workplace.apus(
      "translate", "--src", "en", "--tgt", "de", "--threads", "2", input: text)
    let alone = try workplace.apus(
      "translate", "--src", "en", "--tgt", "de", "--threads", "1", "--batch-size", "1", input: text)
    #expect(together.status == 0)
    #expect(together.output == alone.output)
  }

  @Test func theProgramTranslateDoesTheSameWithTexts() throws {
    let arguments = ["--src", "en", "--tgt", "de", "Good morning.", "", "Two\nlines."]
    let short = try Invocation(program: "translate", arguments: arguments, in: workplace).outcome()
    let long = try workplace.apus(["translate"] + arguments)
    #expect(short.status == 0)
    #expect(short.lines.count == 4)
    #expect(short.output == long.output)
  }

  @Test func listsOfTheBestCarryNumbersOfLines() throws {
    let outcome = try workplace.apus(
      "translate", "--model", "models/en-de", "--no-guards", "--n-best", "3", "Good morning.",
      "Thank you.")
    let fields = outcome.lines.map { $0.components(separatedBy: " ||| ") }
    #expect(fields.map(\.first) == ["0", "0", "0", "1", "1", "1"])
    #expect(fields.allSatisfy { $0.count == 4 })
    let scores = fields.compactMap { $0.last.flatMap(Double.init) }
    #expect(scores.count == 6)
    #expect(scores.prefix(3).sorted(by: >) == Array(scores.prefix(3)))
  }

  @Test func emptyInputGivesEmptyOutput() throws {
    let outcome = try workplace.apus("translate", "--model", "models/en-de")
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
  }

  @Test func aModelOfOtherLanguagesIsRefused() throws {
    let outcome = try workplace.apus("translate", "--model", "models/en-de", "--src", "fr", "oui")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("models/en-de: translates from en to de, not from fr to de"))
  }

  @Test func modelsDecodeTogether() throws {
    let other = try workplace.train("--max-updates", "2", "--seed", "5", output: "other")
    try #require(other.status == 0, "\(other.errors)")
    let text = try Phrasebook.text("test.en", lineCount: 10)
    func translate(_ models: String...) throws -> Outcome {
      let outcome = try workplace.apus(
        ["translate"] + models.flatMap { ["--model", $0] }, input: Data(text.utf8))
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome
    }
    let alone = try translate("models/en-de")
    #expect(try translate("models/en-de", "models/en-de").output == alone.output)
    let together = try translate("models/en-de", "other")
    #expect(together.lines.count == 10)
    #expect(together.output == (try translate("other", "models/en-de").output))
    #expect(together.output != alone.output)
  }

  @Test func modelsWithDifferentTokenizersDoNotDecodeTogether() throws {
    let outcome = try workplace.apus(
      "translate", "--model", "models/en-de", "--model",
      Repository.root.appendingPathComponent("models/en-de").path, "Good morning.")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("is not the tokenizer of models/en-de"), "\(outcome.errors)")
  }

  @Test func theDoctorFindsAModelWell() throws {
    let outcome = try workplace.apus("doctor", "--model", "models/en-de")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("5 of 5 sentences translated as before"))
  }

  @Test func theDoctorFindsADamagedByte() throws {
    var bytes = try workplace.bytes(of: "models/en-de/model.safetensors")
    bytes[bytes.count - 100] ^= 1
    _ = try workplace.write(bytes, to: "models/en-de/model.safetensors")
    let outcome = try workplace.apus("doctor", "--model", "models/en-de")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("models/en-de/model.safetensors: torn or damaged"))
  }

  @Test func theDoctorFindsATranslationThatHasChanged() throws {
    let golden = String(
      decoding: try workplace.bytes(of: "models/en-de/golden.json"), as: UTF8.self)
    let changed = golden.replacing("\"logProbability\" : -", with: "\"logProbability\" : -1")
    _ = try workplace.write(changed, to: "models/en-de/golden.json")
    let outcome = try workplace.apus("doctor", "--model", "models/en-de")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("5 of its golden translations came out otherwise"))
  }

  @Test func theMeanOfCheckpointsIsAModel() throws {
    let outcome = try workplace.apus("average", "--model", "models/en-de", "--output", "mean")
    #expect(outcome.errors.contains("mean of 2 checkpoints"))
    let translated = try workplace.apus("translate", "--model", "mean", "Good morning.")
    #expect(translated.status == 0, "\(translated.errors)")
    #expect(translated.lines.count == 1)
    let last = try workplace.bytes(of: "models/en-de/checkpoints/update-000002.safetensors")
    #expect(try workplace.bytes(of: "mean/model.safetensors").count < last.count)
  }

  @Test func aModelInHalfTheRoomIsWell() throws {
    for (folder, type) in [("mean", "f32"), ("half", "bf16")] {
      let outcome = try workplace.apus(
        "average", "--model", "models/en-de", "--store", type, "--output", folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let whole = try workplace.bytes(of: "mean/model.safetensors").count
    let half = try workplace.bytes(of: "half/model.safetensors").count
    // Both have a header of names besides their numbers.
    #expect(half < whole * 52 / 100 && half > whole / 2, "\(half) of \(whole) bytes")
    let doctor = try workplace.apus("doctor", "--model", "half")
    #expect(doctor.status == 0, "\(doctor.errors)")
    #expect(doctor.output.contains("5 of 5 sentences translated as before"))
  }
}
