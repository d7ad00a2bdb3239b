import Foundation
import Testing

/// `apus quantize` on a model that comes with Apus, and what is translated with its result.
@Suite struct QuantizeTests {
  private static let model = Repository.root.appendingPathComponent("models/en-de").path

  private func quantized(_ workplace: Workplace, _ options: String...) throws -> Outcome {
    try workplace.apus(
      ["quantize", "--model", Self.model, "--output", "small"] + options)
  }

  private func translate(
    _ workplace: Workplace, _ options: [String], environment: [String: String] = [:]
  ) throws -> Outcome {
    try Invocation(
      program: "translate", arguments: ["--model", "small"] + options, in: workplace,
      input: Data(Phrasebook.text("test.en", lineCount: 20).utf8), environment: environment
    ).outcome()
  }

  @Test func anInt8ModelIsHalfOfABF16OneAndWell() throws {
    let workplace = try Workplace()
    let outcome = try quantized(workplace)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("bytes → "))
    let size = try workplace.bytes(of: "small/model.safetensors").count
    let before = try Data(contentsOf: URL(fileURLWithPath: Self.model + "/model.safetensors")).count
    #expect(Double(size) < 0.52 * Double(before))
    let doctor = try workplace.apus("doctor", "--model", "small")
    #expect(doctor.status == 0, "\(doctor.errors)")
    let card = String(decoding: try workplace.bytes(of: "small/README.md"), as: UTF8.self)
    #expect(card.contains("stored as int8"))
    #expect(card.contains("stored as bf16"), "the earlier card follows")
  }

  /// Integer sums are exact, and all else sums in one order.
  @Test func int8TranslationsAreTheSameOnEveryPath() throws {
    let workplace = try Workplace()
    #expect(try quantized(workplace).status == 0)
    let wanted = try translate(
      workplace, ["--n-best", "2", "--threads", "1"],
      environment: ["APUS_INSTRUCTION_SET": "avx512_bf16"])
    #expect(wanted.status == 0, "\(wanted.errors)")
    #expect(wanted.lines.count == 40)
    for options in [["--batch-size", "1"], ["--batch-size", "7"], ["--threads", "2"]] {
      let found = try translate(
        workplace, ["--n-best", "2"] + options,
        environment: ["APUS_INSTRUCTION_SET": "avx512_bf16"])
      #expect(found.output == wanted.output, "\(options)")
    }
    for set in ["avx2", "avx512"] {
      let found = try translate(
        workplace, ["--n-best", "2"], environment: ["APUS_INSTRUCTION_SET": set])
      #expect(found.output == wanted.output, "\(set)")
    }
  }

  @Test func bleuIsToldBeforeAndAfter() throws {
    let workplace = try Workplace()
    let source = try workplace.write(Phrasebook.text("test.en", lineCount: 20), to: "source")
    let reference = try workplace.write(Phrasebook.text("test.de", lineCount: 20), to: "reference")
    let outcome = try quantized(
      workplace, "--precision", "bf16", "--source", source, "--reference", reference)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let line = try #require(outcome.lines.first { $0.hasPrefix("BLEU") })
    #expect(line.contains("version:2"))
    // The bundled model's numbers are bf16 already.
    let scores = line.split(separator: " ").compactMap { Double($0) }
    #expect(scores.count == 2 && scores.first == scores.last && scores[0] > 10)
  }

  @Test(arguments: [
    (["--precision", "f32"], "--precision is f32"),
    (["--source", "x"], "give both --source and --reference"),
    (["--precision", "int4"], "int4"),
  ])
  func wrongUsageIsTold(options: [String], message: String) throws {
    let outcome = try Workplace().apus(
      ["quantize", "--model", Self.model, "--output", "small"] + options)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(message))
  }

  @Test func aModelIsNotQuantizedIntoItsOwnFolder() throws {
    let outcome = try Workplace().apus(
      "quantize", "--model", Self.model, "--output", Self.model + "/")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("--output is the folder of --model"))
  }
}
