import CICU

/// Where ICU cuts a text into words or sentences.
///
/// The rules are those of Unicode Standard Annex 29, with ICU's tailorings for a few languages and
/// its dictionaries for Thai, Lao, Khmer, Burmese, Chinese and Japanese. Dictionaries change with
/// versions of ICU, so cuts are the same wherever `icuVersion` is the same.
package enum TextBoundaries {
  /// What lies between two boundaries.
  package enum Unit: Sendable {
    case words
    case sentences
  }

  /// The version of ICU that cuts here, as "72.1".
  package static var icuVersion: String { String(cString: cicu_library_version()) }

  /// The boundaries of a text as byte offsets.
  ///
  /// - Parameters:
  ///   - unit: What to cut the text into.
  ///   - utf8: The text, valid UTF-8 of less than 2 GB.
  ///   - language: A language code as "de"; an unknown one means Unicode's rules.
  /// - Returns: Ascending offsets from 0 to the end of the text; none for an empty text.
  package static func offsets(
    of unit: Unit, in utf8: Span<UInt8>, language: String = ""
  ) -> [Int] {
    utf8.withUnsafeBufferPointer { bytes in
      guard let count = Int32(exactly: bytes.count) else {
        preconditionFailure("a text of \(bytes.count) bytes is too long to cut at once")
      }
      var found = cicu_boundaries(offsets: nil, count: 0)
      defer { cicu_release_boundaries(&found) }
      let isCut = cicu_find_boundaries(unit.code, language, bytes.baseAddress, count, &found)
      precondition(isCut, "ICU could not cut a text of \(count) bytes")
      return UnsafeBufferPointer(start: found.offsets, count: Int(found.count)).map(Int.init)
    }
  }
}

extension TextBoundaries.Unit {
  fileprivate var code: cicu_unit {
    switch self {
    case .words: CICU_WORDS
    case .sentences: CICU_SENTENCES
    }
  }
}
