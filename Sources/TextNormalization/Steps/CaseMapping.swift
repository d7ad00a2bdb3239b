import CICU

/// What happens to single characters, by ICU's tables.
enum CaseMapping {
  /// The lower-case form, or nil if the character is its own; context and language change nothing.
  static func lowercase(_ scalar: UInt32) -> [UInt8]? {
    // The one character whose full mapping has two characters: an i and a dot above.
    if scalar == 0x130 { return utf8([0x69, 0x307]) }
    let lowercase = cicu_lowercase(scalar)
    return lowercase == scalar ? nil : utf8([lowercase])
  }

  /// The full case folding, or nil if the character is its own.
  static func folded(_ scalar: UInt32) -> [UInt8]? {
    var folded: (UInt32, UInt32, UInt32) = (0, 0, 0)
    let count = withUnsafeMutableBytes(of: &folded) {
      cicu_fold_case(scalar, $0.assumingMemoryBound(to: UInt32.self).baseAddress)
    }
    if count == 1 && folded.0 == scalar { return nil }
    return utf8([folded.0, folded.1, folded.2].prefix(Int(count)))
  }

  /// Nothing if the character is a nonspacing mark, otherwise nil: it stays.
  static func withoutNonspacingMark(_ scalar: UInt32) -> [UInt8]? {
    cicu_is_nonspacing_mark(scalar) ? [] : nil
  }

  private static func utf8(_ scalars: some Sequence<UInt32>) -> [UInt8] {
    scalars.compactMap(Unicode.Scalar.init).flatMap { Array(UTF8.encode($0) ?? .init()) }
  }
}
