/// Finds where the bytes of a message go wrong, which the protobuf library does not tell.
enum ProtobufFields {
  /// Walks over the fields of a message.
  ///
  /// - Parameter bytes: The message.
  /// - Returns: What is wrong and at which byte, or nil if the fields fill the bytes.
  static func problem(in bytes: [UInt8]) -> String? {
    var position = 0
    while position < bytes.count {
      let start = position
      guard let tag = varint(in: bytes, at: &position), tag >> 3 > 0, tag >> 3 < 1 << 29 else {
        return "byte \(start): a field of a SentencePiece model is wanted"
      }
      guard let end = end(ofField: tag, in: bytes, from: position), end <= bytes.count else {
        return "byte \(start): field \(tag >> 3) is not of its kind, or goes beyond "
          + "the \(bytes.count) bytes of the file"
      }
      position = end
    }
    return nil
  }

  /// Where the value of a field ends; nil if its wire type is not one that these files have.
  private static func end(ofField tag: UInt64, in bytes: [UInt8], from start: Int) -> Int? {
    var position = start
    switch tag & 7 {
    case 0: return varint(in: bytes, at: &position) == nil ? nil : position
    case 1: return start + 8
    case 2:
      guard let length = varint(in: bytes, at: &position), length <= bytes.count else { return nil }
      return position + Int(length)
    case 5: return start + 4
    default: return nil
    }
  }

  private static func varint(in bytes: [UInt8], at position: inout Int) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) where position < bytes.count {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    return nil
  }
}
