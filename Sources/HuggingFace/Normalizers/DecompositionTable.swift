import TextNormalization

/// What each character of Unicode 9 is made of.
struct DecompositionTable: Sendable {
  static let canonical = DecompositionTable(isCanonical: true)
  static let compatibility = DecompositionTable(isCanonical: false)

  let isCanonical: Bool
  private let parts: [UInt32: [Unicode.Scalar]]

  private init(isCanonical: Bool) {
    self.isCanonical = isCanonical
    var parts: [UInt32: [Unicode.Scalar]] = [:]
    let form = NormalForm(isCanonical ? .nfd : .nfkd, version: .unicode9)
    let normalizer = Normalizer(steps: [.form(form)])
    for scalar in Self.candidates {
      let decomposed = Array(normalizer.normalized(String(scalar)).unicodeScalars)
      if decomposed != [scalar] { parts[scalar.value] = decomposed }
    }
    self.parts = parts
  }

  /// The blocks in which Unicode 9 has characters that are made of others, but for Hangul.
  private static var candidates: [Unicode.Scalar] {
    let blocks: [ClosedRange<UInt32>] = [
      0xA0...0x33FF, 0xA600...0xABFF, 0xF900...0xFFFF, 0x11000...0x115FF, 0x1D100...0x1D7FF,
      0x1EE00...0x1F2FF, 0x2F800...0x2FA1F,
    ]
    return blocks.flatMap { $0.compactMap(Unicode.Scalar.init) }
  }

  /// All characters that are made of others, but for Hangul, and what they are made of.
  var all: [(scalar: Unicode.Scalar, parts: [Unicode.Scalar])] {
    parts.compactMap { value, parts in Unicode.Scalar(value).map { ($0, parts) } }
  }

  /// What the character is made of, or nil if it stands for itself.
  func parts(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    guard scalar.value >= 0xA0 else { return nil }
    return Hangul.parts(of: scalar) ?? parts[scalar.value]
  }

  /// Whether a character neither decomposes nor takes part in the order of marks.
  func isInert(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0xA0 || (parts(of: scalar) == nil && scalar.combiningClass == 0)
  }

  /// The decomposition of a text, with its marks in their order.
  func changes(in scalars: [Unicode.Scalar]) -> [AlignedScalars.Change] {
    var changes: [AlignedScalars.Change] = []
    changes.reserveCapacity(scalars.count)
    var markStart = 0
    for scalar in scalars {
      for (index, part) in (parts(of: scalar) ?? [scalar]).enumerated() {
        changes.append(AlignedScalars.Change(scalar: part, shift: index == 0 ? 0 : 1))
        if part.combiningClass == 0 {
          Self.sortMarks(in: &changes, from: markStart, to: changes.count - 1)
          markStart = changes.count
        }
      }
    }
    Self.sortMarks(in: &changes, from: markStart, to: changes.count)
    return changes
  }

  /// Sorts marks by their class and otherwise keeps their order.
  private static func sortMarks(
    in changes: inout [AlignedScalars.Change], from start: Int, to end: Int
  ) {
    guard end - start > 1 else { return }
    let marks = changes[start..<end].enumerated().sorted { left, right in
      let classes = (left.element.scalar.combiningClass, right.element.scalar.combiningClass)
      return classes.0 == classes.1 ? left.offset < right.offset : classes.0 < classes.1
    }
    changes.replaceSubrange(start..<end, with: marks.map(\.element))
  }
}

extension Unicode.Scalar {
  /// The class by which marks are ordered: 0 for what is none, or came after Unicode 9.
  var combiningClass: UInt8 {
    guard value >= 0x300 else { return 0 }
    let combiningClass = properties.canonicalCombiningClass.rawValue
    return combiningClass == 0 || !isAssigned(by: 9) ? 0 : combiningClass
  }
}
