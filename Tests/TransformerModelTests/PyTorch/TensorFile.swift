import Foundation

/// A safetensors file of f32 tensors: an eight-byte length, a JSON header of that length, then the
/// numbers.
struct TensorFile {
  private let header: [String: Entry]
  private let numbers: Data

  private struct Entry: Decodable {
    let dtype: String
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype
      case offsets = "data_offsets"
    }
  }

  /// No tensor of that name and type.
  struct MissingTensor: Error {
    let name: String
  }

  init(contentsOf file: URL) throws {
    let data = try Data(contentsOf: file)
    let headerCount = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    header = try JSONDecoder().decode(
      [String: Entry].self, from: data.dropFirst(8).prefix(headerCount))
    numbers = Data(data.dropFirst(8 + headerCount))
  }

  func numbers(_ name: String) throws -> [Double] {
    guard let entry = header[name], entry.dtype == "F32", entry.offsets.count == 2,
      entry.offsets[0] <= entry.offsets[1], entry.offsets[1] <= numbers.count
    else { throw MissingTensor(name: name) }
    let bytes = numbers[entry.offsets[0]..<entry.offsets[1]]
    return stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { start in
      let word = bytes[start..<start + 4].reversed().reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
      return Double(Float(bitPattern: word))
    }
  }
}
