/// `NFC`, `NFD`, `NFKC` and `NFKD`, with the tables of Unicode 9.
struct FormNormalizer: PipelineNormalizer {
  enum Form { case composed, decomposed }

  let form: Form
  let decomposition: DecompositionTable

  func normalize(_ text: inout AlignedScalars) {
    guard !isNormal(text.scalars) else { return }
    var changes = decomposition.changes(in: text.scalars)
    if form == .composed { changes = CompositionTable.shared.composed(changes) }
    text.transform(changes)
  }

  /// Whether a text is in the form, as far as the blocks of its characters tell.
  private func isNormal(_ scalars: [Unicode.Scalar]) -> Bool {
    switch form {
    case .decomposed: scalars.allSatisfy(decomposition.isInert)
    case .composed: scalars.allSatisfy(isComposed)
    }
  }

  /// Whether a character is in a block that neither changes nor composes with what is before it.
  private func isComposed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0xA0, 0xC0...0x131, 0x400...0x482, 0x3400...0x9FFF: true
    case 0xA0..<0x300: decomposition.isCanonical
    default: false
    }
  }
}
