import CICU

extension Normalizer {
  /// The normal form that text is brought into, as Unicode 9 defines it.
  ///
  /// Later characters stay as they are. So a model reads a text alike with every version of ICU,
  /// and alike in the Hugging Face `tokenizers` library, whose tables are those of Unicode 9.
  public enum Form: String, Codable, CaseIterable, Sendable {
    /// The text keeps the code points that it has.
    case none
    /// Canonical composition: an e and a combining acute become é.
    case nfc
    /// Compatibility composition: also ﬁ becomes fi, Ａ becomes A, ½ becomes 1⁄2.
    case nfkc
  }
}

extension Normalizer.Form {
  /// Brings a text into this form; a text that is in it already comes back without a copy.
  func applied(to text: String) -> String {
    switch self {
    case .none: text
    case .nfc: normalForm(of: text, CICU_NFC)
    case .nfkc: normalForm(of: text, CICU_NFKC)
    }
  }

  /// The only call into ICU: its buffers live in this function and end with it.
  private func normalForm(of text: String, _ form: cicu_form) -> String {
    var text = text
    let changed = text.withUTF8 { bytes -> String? in
      guard let count = Int32(exactly: bytes.count) else {
        preconditionFailure("a text of \(bytes.count) bytes is too long to normalise at once")
      }
      var result = cicu_text(bytes: nil, count: 0)
      defer { cicu_release(&result) }
      let outcome = cicu_normalize(form, bytes.baseAddress, count, &result)
      precondition(outcome != CICU_FAILED, "ICU could not normalise a text of \(count) bytes")
      guard outcome == CICU_CHANGED else { return nil }
      let resultBytes = UnsafeBufferPointer(start: result.bytes, count: Int(result.count))
      return String(decoding: resultBytes, as: UTF8.self)
    }
    return changed ?? text
  }
}
