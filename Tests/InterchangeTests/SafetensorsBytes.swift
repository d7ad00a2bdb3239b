/// A safetensors file made by hand: the header's length, the header as it is given, and data.
func safetensors(header: String, data: [UInt8] = []) -> [UInt8] {
  let length = UInt64(header.utf8.count)
  return (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) } + header.utf8 + data
}

/// A header with one entry for each tensor, each in the order name, dtype, shape, offsets.
func header(_ entries: (String, String, [Int], [Int])...) -> String {
  let members = entries.map { name, type, shape, offsets in
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }
  return "{\(members.joined(separator: ","))}"
}
