package import Foundation

/// Equality of strings in Swift ignores normal form; a test of text must not.
package func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

/// The JSON values of a content with one in each line.
package func jsonLines<Value: Decodable>(
  _ content: Data, as type: Value.Type = Value.self
) throws -> [Value] {
  try content.split(separator: UInt8(ascii: "\n")).map {
    try JSONDecoder().decode(type, from: $0)
  }
}
