/// How the bytes of a file break the rules of safetensors.
package enum SafetensorsDefect: Error, Equatable {
  /// The file ends before its header does.
  case truncatedHeader(fileLength: Int, wanted: UInt64)
  /// The header claims more bytes than any header may have.
  case headerTooLong(byteCount: UInt64, limit: Int)
  /// The header is not the JSON that was wanted at a byte of the file.
  case unexpectedJSON(position: Int, wanted: String)
  /// Two members of one JSON object have the same name.
  case duplicateName(String)
  /// A tensor's description lacks a member.
  case missingMember(tensor: String, member: String)
  /// A tensor's description has a member that the format does not know.
  case unknownMember(tensor: String, member: String)
  /// The format has no such element type.
  case unknownElementType(tensor: String, found: String)
  /// A tensor's size in bytes is beyond any integer.
  case shapeTooLarge(tensor: String, shape: [Int])
  /// A tensor's offsets are not a start followed by an end.
  case invalidOffsets(tensor: String, found: [Int])
  /// A tensor's offsets span another number of bytes than its shape needs.
  case wrongByteCount(tensor: String, found: Int, wanted: Int)
  /// A tensor starts before the one in front of it ends.
  case overlap(tensor: String, start: Int, wanted: Int)
  /// No tensor covers the bytes before this one.
  case hole(tensor: String, start: Int, wanted: Int)
  /// The tensors do not end where the file does.
  case wrongDataLength(found: Int, wanted: Int)
}

extension SafetensorsDefect: CustomStringConvertible {
  package var description: String {
    switch self {
    case .truncatedHeader(let fileLength, let wanted):
      "the file has \(fileLength) bytes; wanted at least the \(wanted) of its header"
    case .headerTooLong(let byteCount, let limit):
      "the header claims \(byteCount) bytes; wanted at most \(limit)"
    case .unexpectedJSON(let position, let wanted):
      "wanted \(wanted) at byte \(position)"
    case .duplicateName(let name):
      "the header names “\(name)” twice; wanted each name once"
    case .missingMember(let tensor, let member):
      "tensor “\(tensor)” has no “\(member)”"
    case .unknownMember(let tensor, let member):
      "tensor “\(tensor)” has a “\(member)”; wanted “dtype”, “shape” and “data_offsets” only"
    case .unknownElementType(let tensor, let found):
      "tensor “\(tensor)” has the unknown dtype “\(found)”; wanted one like F32 or BF16"
    case .shapeTooLarge(let tensor, let shape):
      "tensor “\(tensor)” of shape \(shape) is larger than any file"
    case .invalidOffsets(let tensor, let found):
      "tensor “\(tensor)” has the offsets \(found); wanted a start and an end"
    case .wrongByteCount(let tensor, let found, let wanted):
      "tensor “\(tensor)” spans \(found) bytes; wanted \(wanted) for its shape"
    case .overlap(let tensor, let start, let wanted):
      "tensor “\(tensor)” starts at byte \(start) of the data, inside another; wanted \(wanted)"
    case .hole(let tensor, let start, let wanted):
      "tensor “\(tensor)” starts at byte \(start) of the data, after a hole; wanted \(wanted)"
    case .wrongDataLength(let found, let wanted):
      "\(found) bytes follow the header; wanted the \(wanted) that its tensors take"
    }
  }
}
