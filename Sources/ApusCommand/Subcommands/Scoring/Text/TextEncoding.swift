import Foundation
import TextNormalization

/// The encoding of text files, under the names that Python gives it.
struct TextEncoding {
  /// Nil for UTF-8.
  private let encoding: String.Encoding?
  private let name: String

  private static let known: [String: String.Encoding] = [
    "ascii": .ascii, "usascii": .ascii,
    "latin1": .isoLatin1, "iso88591": .isoLatin1, "l1": .isoLatin1,
    "latin2": .isoLatin2, "iso88592": .isoLatin2, "l2": .isoLatin2,
    "cp1250": .windowsCP1250, "windows1250": .windowsCP1250,
    "cp1251": .windowsCP1251, "windows1251": .windowsCP1251,
    "cp1252": .windowsCP1252, "windows1252": .windowsCP1252,
    "cp1253": .windowsCP1253, "windows1253": .windowsCP1253,
    "cp1254": .windowsCP1254, "windows1254": .windowsCP1254,
    "utf16": .utf16, "utf16le": .utf16LittleEndian, "utf16be": .utf16BigEndian,
    "utf32": .utf32, "utf32le": .utf32LittleEndian, "utf32be": .utf32BigEndian,
    "shiftjis": .shiftJIS, "sjis": .shiftJIS, "eucjp": .japaneseEUC, "iso2022jp": .iso2022JP,
  ]

  /// - Parameter name: Such as `utf-8` or `latin-1`; nil results for a name that is not known.
  init?(named name: String) {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    let isUTF8 = plain == "utf8" || plain == "u8"
    guard isUTF8 || Self.known[plain] != nil else { return nil }
    self.name = name
    encoding = Self.known[plain]
  }

  /// The names that messages propose.
  static let examples = "utf-8, ascii, latin-1, cp1252, utf-16 or shift-jis"

  /// The bytes as UTF-8; those of other encodings are read whole.
  ///
  /// - Parameters:
  ///   - source: What to read.
  ///   - file: What messages call it.
  /// - Returns: The source itself for UTF-8, otherwise the text in memory.
  /// - Throws: What reading throws, and `TextError.malformed` for bytes that are not of the
  ///   encoding.
  func decoding(_ source: any ByteSource, name file: String) throws -> any ByteSource {
    guard let encoding else { return source }
    var data = Data()
    while case let bytes = try source.next(1 << 20), !bytes.isEmpty { data += bytes }
    guard let text = String(data: data, encoding: encoding) else {
      throw TextError.malformed(file: file, line: nil, problem: "not \(name)")
    }
    return DecodedText(text)
  }
}

/// A text in memory.
private final class DecodedText: ByteSource {
  private var rest: [UInt8]

  init(_ text: String) { rest = Array(text.utf8) }

  func next(_ count: Int) -> [UInt8] {
    defer { rest = [] }
    return rest
  }
}
