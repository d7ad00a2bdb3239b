import Foundation
import TextNormalization

/// `Precompiled`: the character map of a SentencePiece model, as the package applies it.
///
/// The package looks at one character as people see it at a time, if that is short, and otherwise
/// at one code point. Of the rules that fit it takes the shortest, unlike SentencePiece.
struct PrecompiledNormalizer: PipelineNormalizer {
  // In bytes; from here on, the code points of a character are looked at one by one.
  private static let longCharacterCount = 6

  private let map: CharacterMap

  init(_ field: JSONField) throws {
    let encoded = field["precompiled_charsmap"]
    guard let data = Data(base64Encoded: try encoded.text()) else {
      throw encoded.malformed("text in base64 is wanted")
    }
    do {
      map = try CharacterMap(precompiled: Array(data))
    } catch {
      throw encoded.malformed("\(error)")
    }
  }

  func normalize(_ text: inout AlignedScalars) {
    let string = String(String.UnicodeScalarView(text.scalars))
    let utf8 = Array(string.utf8)
    guard map.inertCount(in: utf8.span, from: 0) < utf8.count else { return }
    var changes: [AlignedScalars.Change] = []
    changes.reserveCapacity(text.count)
    for character in string {
      if character.utf8.count < Self.longCharacterCount,
        let replacement = replacement(for: Array(character.utf8))
      {
        Self.replace(character.unicodeScalars.count, by: replacement, in: &changes)
      } else {
        replaceScalars(of: character, in: &changes)
      }
    }
    text.transform(changes)
  }

  private func replaceScalars(
    of character: Character, in changes: inout [AlignedScalars.Change]
  ) {
    for scalar in character.unicodeScalars {
      if let replacement = replacement(for: Array(UTF8.encode(scalar) ?? .init())) {
        Self.replace(1, by: replacement, in: &changes)
      } else {
        changes.append(AlignedScalars.Change(scalar: scalar, shift: 0))
      }
    }
  }

  /// What the shortest rule that fits at the start puts in the place of the whole.
  private func replacement(for utf8: [UInt8]) -> [Unicode.Scalar]? {
    for end in 1..<(utf8.count + 1) where end == utf8.count || utf8[end] & 0xC0 != 0x80 {
      if let match = map.longestMatch(in: utf8.span.extracting(0..<end), at: 0) {
        return Array(String(decoding: match.replacement, as: UTF8.self).unicodeScalars)
      }
    }
    return nil
  }

  /// Adds a replacement, whose code points take the places of the replaced ones one by one.
  private static func replace(
    _ count: Int, by replacement: [Unicode.Scalar], in changes: inout [AlignedScalars.Change]
  ) {
    for (index, scalar) in replacement.enumerated() {
      changes.append(AlignedScalars.Change(scalar: scalar, shift: index < count ? 0 : 1))
    }
    // As in the package, what vanishes without a replacement goes with what is before it.
    if replacement.count < count, let last = changes.indices.last {
      changes[last].shift += replacement.count - count
    }
  }
}
