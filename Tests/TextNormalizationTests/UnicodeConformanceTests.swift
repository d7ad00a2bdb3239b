import Foundation
import TestSupport
import Testing
import TextNormalization

/// Unicode's own NormalizationTest, for the forms by ICU's newest tables.
@Suite struct UnicodeConformanceTests {
  /// The five columns of a line: source, NFC, NFD, NFKC, NFKD.
  private typealias Columns = [String]

  @Test func theCommittedLinesPass() throws {
    let text = try Fixtures.text("normalization/NormalizationTest-excerpt.txt")
    let lines = Self.columns(in: text)
    #expect(lines.count == 600)
    expectConformance(lines)
  }

  @Test(.enabled(if: completeFile != nil)) func theCompleteFilePasses() throws {
    let text = try Self.completeText()
    let lines = Self.columns(in: text)
    #expect(lines.count > 9_000)
    expectConformance(lines)
    let partOne = text.range(of: "@Part1").map { text[$0.upperBound...] } ?? ""
    let listed = partOne.range(of: "@Part2").map { partOne[..<$0.lowerBound] } ?? partOne
    expectOthersUnchanged(besides: Self.columns(in: String(listed)))
  }

  private func expectConformance(_ lines: [Columns]) {
    for columns in lines {
      let (composed, decomposed) = (columns[1], columns[2])
      let (compatible, compatiblyDecomposed) = (columns[3], columns[4])
      for text in columns[0...2] {
        expect(text, .nfc, composed)
        expect(text, .nfd, decomposed)
      }
      for text in columns[3...4] {
        expect(text, .nfc, compatible)
        expect(text, .nfd, compatiblyDecomposed)
      }
      for text in columns {
        expect(text, .nfkc, compatible)
        expect(text, .nfkd, compatiblyDecomposed)
      }
    }
  }

  /// Every code point that the file's first part does not list is the same in all forms.
  private func expectOthersUnchanged(besides lines: [Columns]) {
    let listed = Set(lines.compactMap { $0[0].unicodeScalars.first })
    #expect(listed.count > 16_000)
    for scalar in (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init)
    where !listed.contains(scalar) {
      for form in [NormalForm.Name.nfc, .nfd, .nfkc, .nfkd] {
        expect(String(scalar), form, String(scalar))
      }
    }
  }

  private func expect(_ text: String, _ form: NormalForm.Name, _ expected: String) {
    let result = normalizers[form]?.normalized(text) ?? ""
    guard result.scalarValues != expected.scalarValues else { return }
    Issue.record("\(form) of \(text.hexadecimal) is \(result.hexadecimal)")
  }

  // MARK: The file

  private static let completeFile = ["NormalizationTest.txt", "NormalizationTest.txt.bz2"]
    .map { "/usr/share/unicode/" + $0 }.first(where: FileManager.default.fileExists)

  private static func completeText() throws -> String {
    String(decoding: try expandedContent(of: #require(completeFile)), as: UTF8.self)
  }

  private static func columns(in text: String) -> [Columns] {
    text.split(separator: "\n").compactMap { line in
      guard line.first?.isHexDigit == true else { return nil }
      let columns = line.split(separator: ";").prefix(5).map { column in
        let scalars = column.split(separator: " ").compactMap { UInt32($0, radix: 16) }
        return String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
      }
      return columns.count == 5 ? columns : nil
    }
  }

  private let normalizers = Dictionary(
    uniqueKeysWithValues: NormalForm.Name.allCases.map { name in
      (name, Normalizer(steps: [.form(NormalForm(name, version: .newest))]))
    })
}
