import TestSupport
import TextNormalization

extension SeededGenerator {
  /// Text in which all that normalisers look at stands close together.
  mutating func text(count: Int) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<count {
      let range = ranges.randomElement(using: &self) ?? 0x20...0x20
      text.append(Unicode.Scalar(UInt32.random(in: range, using: &self)) ?? " ")
    }
    return String(text)
  }
}

/// Spaces, controls, letters, marks of several classes, ligatures, full-width forms, jamo, kana, and
/// all the rest.
private let ranges: [ClosedRange<UInt32>] = [
  0x20...0x20, 0x20...0x20, 0x61...0x66, 0x41...0x5A, 0x00...0xFF, 0x300...0x345, 0x590...0x65F,
  0x900...0x94D, 0xE30...0xE4E, 0x1100...0x11FF, 0xAC00...0xAC40, 0x3040...0x30FF, 0xF71...0xF84,
  0x2000...0x206F, 0xFB00...0xFB4F, 0xFF00...0xFFEF, 0x3000...0x3000, 0x1E00...0x1EFF,
  0x1F00...0x1FFF, 0x1D400...0x1D7FF, 0x1D165...0x1D172, 0xD7B0...0xD7FF, 0x2F800...0x2F8FF,
  0x80...0x7FF, 0x800...0xFFFD, 0x10000...0x10FFFF, 0x110B9...0x110BA, 0x1DC0...0x1DFF,
]

/// Pipelines in which every kind of step stands before and after others.
let pipelines: [Normalizer] =
  NormalForm.Name.allCases.flatMap { name in
    NormalForm.UnicodeVersion.allCases.flatMap { version in
      [
        Normalizer.standard(form: name, version: version),
        .standard(form: name, version: version, cleansControls: false, collapsesWhitespace: false),
        Normalizer(steps: [.form(NormalForm(name, version: version)), .lowercase, .stripAccents]),
        Normalizer(steps: [.lowercase, .form(NormalForm(name, version: version)), .caseFold]),
        Normalizer(steps: [
          .form(NormalForm(name, version: version)), .whitespace(.trim), .controls,
          .form(NormalForm(.nfc)), .whitespace(.collapse),
        ]),
      ]
    }
  }
  + [
    Normalizer(steps: []), .standard(form: nil), Normalizer(steps: [.whitespace(.trim)]),
    Normalizer(steps: [.caseFold, .stripAccents]),
    Normalizer(steps: [.form(NormalForm(.nfd)), .stripAccents, .form(NormalForm(.nfkc))]),
    Normalizer(steps: [
      .form(NormalForm(.nfkc)), .replace(Replacement(pattern: "a b", content: "\u{301}")),
      .replace(Replacement(pattern: " ", content: "▁")), .form(NormalForm(.nfc)),
    ]),
  ]
