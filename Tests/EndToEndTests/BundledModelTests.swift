import Foundation
import Testing

/// The models that come with Apus, as a user meets them.
@Suite struct BundledModelTests {
  private static let models = Repository.root.appendingPathComponent("models")
  private static let directions = [("en", "de"), ("de", "en")]

  @Test(arguments: directions)
  func aModelIsFoundByItsLanguages(source: String, target: String) throws {
    let outcome = try translate(
      Phrasebook.text("test.\(source)", lineCount: 3), from: source, to: target)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines.allSatisfy { !$0.isEmpty })
  }

  /// The figures on the models' cards are 34.8 and 34.7.
  @Test(arguments: [("en", "de", 33.0), ("de", "en", 33.0)])
  func translationsAreAsGoodAsTheCardSays(source: String, target: String, least: Double) throws {
    let workplace = try Workplace()
    let text = try Phrasebook.text("test.\(source)")
    let outcome = try translate(text, from: source, to: target)
    _ = try workplace.write(outcome.output, to: "hypotheses")
    let score = try workplace.apus(
      "score", Phrasebook.path("test.\(target)"), "-i", "hypotheses", "-m", "bleu", "-b")
    let bleu = try #require(Double(score.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(bleu >= least)
  }

  @Test(arguments: directions)
  func aModelIsSmallAndWell(source: String, target: String) throws {
    let folder = Self.models.appendingPathComponent("\(source)-\(target)").path
    let attributes = try FileManager.default.attributesOfItem(
      atPath: folder + "/model.safetensors")
    #expect(try #require(attributes[.size] as? Int) <= 25_000_000)
    let doctor = try Workplace().apus("doctor", "--model", folder)
    #expect(doctor.status == 0, "\(doctor.errors)")
  }

  private func translate(_ text: String, from source: String, to target: String) throws -> Outcome {
    try Invocation(
      program: "translate", arguments: ["--src", source, "--tgt", target], in: Workplace(),
      input: Data(text.utf8), environment: ["APUS_MODELS": Self.models.path]
    ).outcome()
  }
}
