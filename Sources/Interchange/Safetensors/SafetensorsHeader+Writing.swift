import FileStorage
extension SafetensorsHeader {
  /// The header as a file starts with it: its length, and its JSON padded so that the data is
  /// aligned to 8 bytes.
  var fileBytes: [UInt8] {
    var json = Array(self.json.utf8)
    json.append(contentsOf: Array(repeating: UInt8(ascii: " "), count: -json.count & 7))
    precondition(
      json.count <= Self.lengthLimit,
      "a header of \(json.count) bytes; wanted at most \(Self.lengthLimit)")
    return UInt64(json.count).littleEndianBytes + json
  }

  private var json: String {
    let strings = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "\(quoted($0.key)):\(quoted($0.value))" }
    let members =
      ["\(quoted(Self.metadataName)):{\(strings.joined(separator: ","))}"] + tensors.map(\.json)
    return "{\(members.joined(separator: ","))}"
  }
}

extension SafetensorsEntry {
  fileprivate var json: String {
    let shape = shape.map(String.init).joined(separator: ",")
    let offsets = "\(bytes.lowerBound),\(bytes.upperBound)"
    return "\(quoted(name)):{\"dtype\":\"\(elementType.rawValue)\","
      + "\"shape\":[\(shape)],\"data_offsets\":[\(offsets)]}"
  }
}

/// A JSON string; characters beyond ASCII stand for themselves.
private func quoted(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": quoted += "\\\(scalar)"
    case "\u{0}"..<" ":
      quoted += "\\u00\(scalar.value < 16 ? "0" : "")" + String(scalar.value, radix: 16)
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}
