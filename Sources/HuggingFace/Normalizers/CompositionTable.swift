import TextNormalization

/// Which two characters compose one, in Unicode 9.
struct CompositionTable: Sendable {
  static let shared = CompositionTable()

  private let composites: [UInt64: Unicode.Scalar]

  private init() {
    var composites: [UInt64: Unicode.Scalar] = [:]
    for (scalar, parts) in DecompositionTable.canonical.all where parts.count > 1 {
      guard Self.single(String(scalar)) == scalar,
        let first = Self.single(String(String.UnicodeScalarView(parts.dropLast())))
      else { continue }
      composites[Self.key(first, parts[parts.count - 1])] = scalar
    }
    self.composites = composites
  }

  private static let normalizer = Normalizer(
    steps: [.form(NormalForm(.nfc, version: .unicode9))])

  /// The composition of a text, if that is one character.
  private static func single(_ text: String) -> Unicode.Scalar? {
    let composed = normalizer.normalized(text).unicodeScalars
    return composed.count == 1 ? composed.first : nil
  }

  private static func key(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt64 {
    UInt64(first.value) << 32 | UInt64(second.value)
  }

  private func composite(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
    Hangul.composite(first, second) ?? composites[Self.key(first, second)]
  }

  /// Composes a decomposed text; a composed character takes the place of all that it is made of.
  func composed(_ changes: [AlignedScalars.Change]) -> [AlignedScalars.Change] {
    var result: [AlignedScalars.Change] = []
    result.reserveCapacity(changes.count)
    var starter: Int?
    var lastClass: UInt8?
    for change in changes {
      let combiningClass = change.scalar.combiningClass
      let isBlocked = lastClass.map { $0 >= combiningClass } ?? false
      if let starter, !isBlocked,
        let composite = composite(result[starter].scalar, change.scalar)
      {
        let shift = result[starter].shift + change.shift - 1
        result[starter] = AlignedScalars.Change(scalar: composite, shift: shift)
        continue
      }
      if combiningClass == 0 {
        starter = result.count
        lastClass = nil
      } else {
        lastClass = combiningClass
      }
      result.append(change)
    }
    return result
  }
}
