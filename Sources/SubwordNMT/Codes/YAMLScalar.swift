import Tokenization

/// The strings of a simple YAML file.
enum YAMLScalar {
  /// A string in double quotes.
  static func quoted(_ text: String) -> [UInt8] {
    Array(JSON.string(text).text().utf8)
  }

  /// The text of a string in double quotes, in single quotes or in none, or nil if the quotes or
  /// escapes are wrong.
  static func text(of scalar: ArraySlice<UInt8>) -> [UInt8]? {
    switch scalar.first {
    case UInt8(ascii: "\""):
      return unescaped(scalar)
    case UInt8(ascii: "'"):
      guard scalar.count >= 2, scalar.last == UInt8(ascii: "'") else { return nil }
      return unquoted(scalar.dropFirst().dropLast())
    default:
      return scalar.isEmpty ? nil : Array(scalar)
    }
  }

  private static func unescaped(_ scalar: ArraySlice<UInt8>) -> [UInt8]? {
    guard let json = try? JSONParser.value(of: Array(scalar)), let text = json.text else {
      return nil
    }
    return Array(text.utf8)
  }

  /// Two single quotes stand for one.
  private static func unquoted(_ content: ArraySlice<UInt8>) -> [UInt8]? {
    let quote = UInt8(ascii: "'")
    var text: [UInt8] = []
    var isSecond = false
    for byte in content {
      if byte != quote || isSecond { text.append(byte) }
      guard byte == quote || !isSecond else { return nil }
      isSecond = byte == quote && !isSecond
    }
    return isSecond ? nil : text
  }
}
