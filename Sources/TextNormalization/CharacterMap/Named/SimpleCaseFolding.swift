import CICU

/// The case folding of Unicode 17 that keeps the number of characters.
///
/// ICU tells the mappings of the characters of Unicode 14, which never change, whatever its version
/// is. The later ones stand here.
enum SimpleCaseFolding {
  /// Where characters with case are.
  static let ranges: [ClosedRange<UInt32>] = [0x41...0xD7FF, 0xF900...0xFFFF, 0x1_0000...0x1_FFFF]

  static func folded(_ scalar: UInt32) -> UInt32 {
    if let later = laterMapping(scalar) { return later }
    guard Unicode.Scalar(scalar)?.properties.age.map({ $0.major <= 14 }) == true else {
      return scalar
    }
    guard let utf8 = CaseMapping.folded(scalar) else { return scalar }
    let full = String(decoding: utf8, as: UTF8.self).unicodeScalars.map(\.value)
    if full.count == 1 { return full[0] }
    // The dotted capital I has only a folding that makes two characters of it.
    return scalar == 0x130 ? scalar : cicu_lowercase(scalar)
  }

  private static func laterMapping(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0xA7CB: 0x264
    case 0xA7DC: 0x19B
    case 0x1C89, 0xA7CC, 0xA7CE, 0xA7D2, 0xA7D4, 0xA7DA: scalar + 1
    case 0x1_0D50...0x1_0D65: scalar + 0x20
    case 0x1_6EA0...0x1_6EB8: scalar + 0x1B
    default: nil
    }
  }
}
