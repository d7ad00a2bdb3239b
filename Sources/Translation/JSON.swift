import Foundation

/// JSON files as Apus writes them: indented, keys sorted, so that equal values are equal bytes.
package enum JSON {
  /// The text of a value, with a line end.
  ///
  /// - Parameter value: What to encode.
  /// - Returns: Indented JSON.
  /// - Throws: `EncodingError` where a number is not finite.
  package static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  /// Reads a file.
  ///
  /// - Parameter path: The file.
  /// - Returns: The decoded value.
  /// - Throws: `ModelError` that names the file and what is wrong with it.
  package static func read<Value: Decodable>(_ path: String) throws -> Value {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ModelError.unreadable(path: path, reason: "no such file, or not readable")
    }
    do {
      return try JSONDecoder().decode(Value.self, from: data)
    } catch let error as DecodingError {
      throw ModelError.invalid(path: path, reason: error.explanation)
    }
  }
}

extension DecodingError {
  /// What was wanted and where, in a line.
  fileprivate var explanation: String {
    switch self {
    case .keyNotFound(let key, let context):
      "\"\(key.stringValue)\" is missing\(context.place)"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      "wanted \(type)\(context.place)"
    case .dataCorrupted(let context):
      "no valid JSON\(context.place): \(context.debugDescription)"
    @unknown default: "cannot be decoded"
    }
  }
}

extension DecodingError.Context {
  fileprivate var place: String {
    let path = codingPath.map(\.stringValue).joined(separator: ".")
    return path.isEmpty ? "" : " in \(path)"
  }
}
