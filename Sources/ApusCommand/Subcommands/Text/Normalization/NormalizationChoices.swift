public import ArgumentParser
public import TextNormalization

/// What `--form` names.
enum FormChoice: String, CaseIterable, ExpressibleByArgument {
  case none
  case nfc
  case nfd
  case nfkc
  case nfkd
  /// Unicode's NFKC_Casefold.
  case nfkcCaseFold = "nfkc-casefold"
  /// What SentencePiece calls `nmt_nfkc`, its default.
  case nmtNFKC = "nmt-nfkc"
  case nmtNFKCCaseFold = "nmt-nfkc-cf"
  /// SentencePiece's `nfkc`, which leaves rare orders of marks as they are.
  case sentencePieceNFKC = "spm-nfkc"
  case sentencePieceNFKCCaseFold = "spm-nfkc-cf"

  /// Whether the form itself says what becomes of controls.
  var treatsControls: Bool { characterMap != nil }

  /// The step that brings text into the form, or nil for none.
  func step(version: NormalForm.UnicodeVersion) -> Normalizer.Step? {
    if let name = NormalForm.Name(rawValue: rawValue) {
      return .form(NormalForm(name, version: version))
    }
    return characterMap.map { .characterMap(NamedCharacterMap(.named($0), name: $0.rawValue)) }
  }

  private var characterMap: CharacterMap.Name? {
    switch self {
    case .nmtNFKC: .nmtNFKC
    case .nmtNFKCCaseFold: .nmtNFKCCaseFold
    case .sentencePieceNFKC: .nfkc
    case .sentencePieceNFKCCaseFold: .nfkcCaseFold
    case .none, .nfc, .nfd, .nfkc, .nfkd, .nfkcCaseFold: nil
    }
  }
}

/// What `--case` names.
enum CaseChoice: String, CaseIterable, ExpressibleByArgument {
  case keep
  case lower
  /// Case folding, for comparison.
  case fold
  case truecase
}

/// What `--whitespace` names.
enum WhitespaceChoice: String, CaseIterable, ExpressibleByArgument {
  case collapse
  case trim
  case keep
}

extension NormalForm.UnicodeVersion: ExpressibleByArgument {}
extension WordForm: ExpressibleByArgument {}
