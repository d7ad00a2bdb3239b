/// What Unicode 17 maps single characters to by compatibility.
///
/// ICU tells the mappings of the characters of Unicode 14, which never change, whatever its version
/// is. The later ones stand here.
struct CompatibilityMappings {
  /// The characters that NFKC changes, with what becomes of them.
  private(set) var composed: [UInt32: [UInt32]] = [:]
  /// The characters that NFKD changes, with what becomes of them.
  private(set) var decomposed: [UInt32: [UInt32]] = [:]
  /// For sequences that compose into a character later than Unicode 14, that character.
  private(set) var laterCompositions: [[UInt32]: UInt32] = [:]

  init() {
    let nfkc = Normalizer(steps: [.form(NormalForm(.nfkc, version: .newest))])
    let nfkd = Normalizer(steps: [.form(NormalForm(.nfkd, version: .newest))])
    for range in Self.ranges {
      for scalar in range.lazy.compactMap(Unicode.Scalar.init) {
        let decomposition = nfkd.scalars(of: scalar)
        guard decomposition != [scalar.value], scalar.isOfUnicode14 else { continue }
        decomposed[scalar.value] = decomposition
        let composition = nfkc.scalars(of: scalar)
        if composition != [scalar.value] { composed[scalar.value] = composition }
      }
    }
    addLaterMappings()
    addLaterCompositions()
  }

  /// Where Unicode 14 has characters with mappings.
  private static let ranges: [ClosedRange<UInt32>] = [
    0xA0...0xD7FF, 0xF900...0xFFFF, 0x1_0000...0x1_FFFF, 0x2_F800...0x2_FA1F,
  ]

  private mutating func addLaterMappings() {
    let later: [(first: UInt32, targets: String)] = [
      (0xA7F1, "S"), (0x1_CCD6, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
      (0x1_E030, "абвгдежзиклмопрстуфхцчшыэюꚉәіјөүӏабвгдежзиклопсуфхцчшъыґіѕџҫꙑұ"),
    ]
    for (first, targets) in later {
      for (scalar, target) in zip(first..., targets.unicodeScalars) {
        composed[scalar] = [target.value]
        decomposed[scalar] = [target.value]
      }
    }
  }

  private mutating func addLaterCompositions() {
    let later: [UInt32: [UInt32]] = [
      0x1_05C9: [0x1_05D2, 0x307], 0x1_05E4: [0x1_05DA, 0x307],
      0x1_1383: [0x1_1382, 0x1_13C9], 0x1_1385: [0x1_1384, 0x1_13BB],
      0x1_138E: [0x1_138B, 0x1_13C2], 0x1_1391: [0x1_1390, 0x1_13C9],
      0x1_13C5: [0x1_13C2, 0x1_13C2], 0x1_13C7: [0x1_13C2, 0x1_13B8],
      0x1_13C8: [0x1_13C2, 0x1_13C9], 0x1_6121: [0x1_611E, 0x1_611E],
      0x1_6122: [0x1_611E, 0x1_6129], 0x1_6123: [0x1_611E, 0x1_611F],
      0x1_6124: [0x1_6129, 0x1_611F], 0x1_6125: [0x1_611E, 0x1_6120],
      0x1_6126: [0x1_611E, 0x1_611E, 0x1_611F], 0x1_6127: [0x1_611E, 0x1_6129, 0x1_611F],
      0x1_6128: [0x1_611E, 0x1_611E, 0x1_6120], 0x1_6D68: [0x1_6D67, 0x1_6D67],
      0x1_6D69: [0x1_6D63, 0x1_6D67], 0x1_6D6A: [0x1_6D63, 0x1_6D67, 0x1_6D67],
    ]
    for (scalar, decomposition) in later {
      decomposed[scalar] = decomposition
      laterCompositions[decomposition] = scalar
    }
  }

  /// The composition of a decomposed sequence.
  func composition(of decomposition: [UInt32]) -> [UInt32] {
    if let later = laterCompositions[decomposition] { return [later] }
    return Self.nfkc.scalars(of: decomposition.utf8)
  }

  private static let nfkc = Normalizer(steps: [.form(NormalForm(.nfkc, version: .newest))])

  /// Every way to spell what a single character decomposes to, such as an e and a combining acute,
  /// and the composition that it is spelled by.
  ///
  /// - Parameter body: Called with the sequence and its composition, each at least once.
  func forEachSpelling(
    _ body: (_ sequence: ScalarSequence, _ composition: ScalarSequence) -> Void
  ) {
    var variants: [UInt32: [UInt32]] = [:]
    for (scalar, decomposition) in decomposed where decomposition.count == 1 {
      variants[decomposition[0], default: []].append(scalar)
    }
    // Shorter spellings compose all that could compose in the few longer ones.
    for decomposition in Set(decomposed.values)
    where (2...ScalarSequence.capacity).contains(decomposition.count) {
      let composition = composition(of: decomposition)
      guard composition != decomposition else { continue }
      let target = ScalarSequence(composition)
      var sequences = [ScalarSequence()]
      for scalar in decomposition {
        let spellings = [scalar] + (variants[scalar] ?? [])
        sequences = sequences.flatMap { sequence in
          spellings.map { ScalarSequence(sequence, $0) }
        }
      }
      for sequence in sequences where sequence != target { body(sequence, target) }
    }
  }
}

extension CompatibilityMappings {
  /// Every spelling of the characters, and those with a part of them composed already or with their
  /// marks in another order.
  func forEachCanonicalSpelling(_ body: (ScalarSequence) -> Void) {
    forEachSpelling { sequence, _ in body(sequence) }
    for decomposition in Set(decomposed.values) where (2...4).contains(decomposition.count) {
      for marks in permutations(of: Array(decomposition.dropFirst())) {
        let spelling = [decomposition[0]] + marks
        body(ScalarSequence(spelling))
        for count in 2..<max(spelling.count, 2) {
          body(
            ScalarSequence(composition(of: Array(spelling[..<count])) + spelling[count...]))
        }
      }
    }
  }

  /// Every two marks of a script that Unicode puts into another order, as Arabic's are often typed,
  /// and those behind letters that compose with either, as Yoruba's are.
  func forEachDisorder(_ body: (ScalarSequence) -> Void) {
    let marks = (0x300...0xFFFF).compactMap(Unicode.Scalar.init).filter { $0.value.order > 0 }
    for neighbours in Dictionary(grouping: marks, by: { $0.value >> 7 }).values {
      forEachPair(of: neighbours.map(\.value)) { body(ScalarSequence([$0, $1])) }
    }
    let pairs = Set(decomposed.values).filter { $0.count == 2 && $0[1].order > 0 }
    for letters in Dictionary(grouping: pairs, by: { $0[0] }) {
      forEachPair(of: letters.value.map { $0[1] }) { first, second in
        body(ScalarSequence([letters.key, first, second]))
        body(ScalarSequence(composition(of: [letters.key, first]) + [second]))
      }
    }
  }

  /// The pairs of marks that are out of order.
  private func forEachPair(of marks: [UInt32], _ body: (UInt32, UInt32) -> Void) {
    for first in marks {
      for second in marks where second.order < first.order { body(first, second) }
    }
  }

  private func permutations(of scalars: [UInt32]) -> [[UInt32]] {
    guard scalars.count > 1 else { return [scalars] }
    return scalars.indices.flatMap { index in
      var others = scalars
      let first = others.remove(at: index)
      return permutations(of: others).map { [first] + $0 }
    }
  }
}

extension ScalarSequence {
  fileprivate init(_ sequence: ScalarSequence, _ last: UInt32) {
    self = sequence
    append(last)
  }
}

extension UInt32 {
  /// The canonical combining class of a code point.
  fileprivate var order: UInt8 {
    Unicode.Scalar(self)?.properties.canonicalCombiningClass.rawValue ?? 0
  }
}

extension Unicode.Scalar {
  fileprivate var isOfUnicode14: Bool { properties.age.map { $0.major <= 14 } ?? false }
}

extension Normalizer {
  fileprivate func scalars(of scalar: Unicode.Scalar) -> [UInt32] {
    scalars(of: [scalar.value].utf8)
  }

  fileprivate func scalars(of utf8: [UInt8]) -> [UInt32] {
    var result: [UInt8] = []
    append(normalized: utf8.span, to: &result)
    return String(decoding: result, as: UTF8.self).unicodeScalars.map(\.value)
  }
}
