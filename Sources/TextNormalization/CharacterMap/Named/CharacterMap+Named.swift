extension CharacterMap {
  /// The maps that SentencePiece makes itself, by the names that it has for them.
  package enum Name: String, CaseIterable, Sendable {
    /// NFKC with the rules for spaces and controls that machine translation wants.
    case nmtNFKC = "nmt_nfkc"
    case nfkc
    /// The same with case folded.
    case nmtNFKCCaseFold = "nmt_nfkc_cf"
    case nfkcCaseFold = "nfkc_cf"
    /// No rules.
    case identity
  }

  /// A map with the same rules as SentencePiece 0.2's of that name; it is made at its first use.
  package static func named(_ name: Name) -> CharacterMap {
    switch name {
    case .nmtNFKC: nmtNFKC
    case .nfkc: plainNFKC
    case .nmtNFKCCaseFold: nmtNFKCCaseFold
    case .nfkcCaseFold: nfkcCaseFold
    case .identity: identity
    }
  }

  private static let nmtNFKC = CharacterMap(CharacterRules.nmtNFKC)
  private static let plainNFKC = CharacterMap(CharacterRules.nfkc)
  private static let nmtNFKCCaseFold = CharacterMap(CharacterRules.nmtNFKC.caseFolded)
  private static let nfkcCaseFold = CharacterMap(CharacterRules.nfkc.caseFolded)

  private init(_ rules: CharacterRules) {
    self.init(utf8Rules: rules.utf8)
  }
}

extension CharacterRules {
  /// NFKC of every character and of every spelling of what a character decomposes to.
  ///
  /// Marks that stand in another order than Unicode's are hence not brought into order.
  fileprivate static let nfkc: CharacterRules = {
    var rules = CharacterRules()
    let mappings = CompatibilityMappings()
    for (scalar, composition) in mappings.composed { rules[scalar] = composition }
    mappings.forEachSpelling { rules[$0] = $1 }
    rules.removeRedundant()
    return rules
  }()

  /// NFKC, with controls removed and all that separates words made a space.
  fileprivate static let nmtNFKC: CharacterRules = {
    var rules = nfkc
    for control in Array(1...0x1F) + [0x7F, 0x8F, 0x9F] as [UInt32] { rules[control] = [] }
    let spaces: [UInt32] = [
      0x09, 0x0A, 0x0C, 0x0D, 0x61C, 0x1680, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028, 0x2029,
      0x2581, 0xFEFF, 0xFFFD,
    ]
    for space in spaces { rules[space] = [0x20] }
    // The wave dash of Japanese keyboards stays.
    rules[0xFF5E] = nil
    rules.removeRedundant()
    return rules
  }()

  /// The rules with simple case folding after them.
  fileprivate var caseFolded: CharacterRules {
    var rules = self
    rules.mapTargets(SimpleCaseFolding.folded)
    for scalar in SimpleCaseFolding.ranges.joined() where rules[scalar] == nil {
      let folded = SimpleCaseFolding.folded(scalar)
      if folded != scalar { rules[scalar] = [folded] }
    }
    rules.removeRedundant()
    return rules
  }
}
