import CICU

extension NormalForm {
  /// Brings a text into this form, stretch by stretch where it is not in it yet.
  func edit(_ text: Span<UInt8>, into output: inout EditedText) {
    guard output.recordsEdits else {
      return output.replace(0..<text.count, guess: text.likelyCount, failure: Self.failure) {
        normalize(text, $0, $1)
      }
    }
    let table = QuietTable.table(of: [.form(self)])
    var position = 0
    while position < text.count {
      let stretch = table.nextStretch(in: text, from: position)
      output.keep(position..<stretch.lowerBound, of: text)
      editSegments(of: stretch, in: text, into: &output)
      position = stretch.upperBound
    }
  }

  /// Brings a stretch into this form in parts that do not interact, so that edits are small.
  private func editSegments(
    of stretch: Range<Int>, in text: Span<UInt8>, into output: inout EditedText
  ) {
    var start = stretch.lowerBound
    while start < stretch.upperBound {
      let end = endOfSegment(from: start, in: text.extracting(..<stretch.upperBound))
      let segment = text.extracting(start..<end)
      let result = normalForm(of: segment)
      if segment.equals(result) {
        output.keep(start..<end, of: text)
      } else {
        output.replace(start..<end, with: result)
      }
      start = end
    }
  }

  private func endOfSegment(from start: Int, in text: Span<UInt8>) -> Int {
    var end = start + text.scalar(at: start).byteCount
    while end < text.count {
      let (scalar, byteCount) = text.scalar(at: end)
      if cicu_has_boundary_before(icuForm, icuVersion, scalar) { break }
      end += byteCount
    }
    return end
  }

  private func normalForm(of text: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.append(guess: text.likelyCount, failure: Self.failure) { normalize(text, $0, $1) }
    return result
  }

  private static let failure = "ICU could not normalise a text: memory ran out"

  private func normalize(
    _ text: Span<UInt8>, _ target: UnsafeMutablePointer<UInt8>?, _ capacity: Int64
  ) -> Int64 {
    text.withUnsafeBufferPointer {
      cicu_normalize(icuForm, icuVersion, $0.baseAddress, Int64($0.count), target, capacity)
    }
  }

  var icuForm: cicu_form {
    switch name {
    case .nfc: CICU_NFC
    case .nfd: CICU_NFD
    case .nfkc: CICU_NFKC
    case .nfkd: CICU_NFKD
    case .nfkcCaseFold: CICU_NFKC_CASEFOLD
    }
  }

  var icuVersion: cicu_version {
    switch version {
    case .newest: CICU_NEWEST
    case .unicode9: CICU_UNICODE_9
    }
  }
}

extension Span<UInt8> {
  /// How many bytes a normal form is likely to have at most.
  fileprivate var likelyCount: Int { count * 3 + 16 }

  fileprivate func equals(_ bytes: [UInt8]) -> Bool {
    guard count == bytes.count else { return false }
    for position in 0..<count where self[position] != bytes[position] { return false }
    return true
  }
}

extension NormalForm.UnicodeVersion {
  /// The number of the version, such as `15.0`.
  package var number: String {
    switch self {
    case .newest: String(cString: cicu_unicode_version())
    case .unicode9: rawValue
    }
  }
}
