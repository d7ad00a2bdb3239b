import Foundation
import Testing

/// Translations that do not depend on what is translated beside them, in every precision.
@Suite struct ExactnessTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
    let outcome = try BundledModel.apus("quantize", "--output", "small", in: workplace)
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func batchThreadsAndOrderDoNotMatter() throws {
    let text = try Phrasebook.text("test.en", lineCount: 60)
    let lines = text.split(separator: "\n").map(String.init)
    for precision in ["int8", "bf16", "f32"] {
      let model = precision == "int8" ? "small" : BundledModel.path
      func translate(_ lines: [String], _ arguments: String...) throws -> [String] {
        try workplace.apus(
          ["translate", "--model", model, "--precision", precision] + arguments,
          input: Data(lines.map { $0 + "\n" }.joined().utf8)
        ).lines
      }
      let wanted = try translate(lines, "--threads", "1")
      #expect(wanted.count == lines.count)
      #expect(try translate(lines, "--threads", "2", "--batch-size", "7") == wanted)
      #expect(try translate(lines, "--threads", "1", "--batch-size", "1") == wanted)
      #expect(try translate(lines.reversed(), "--threads", "2").reversed() == wanted)
    }
  }
}
