import FileStorage
/// The two checksums of a file, which cover every byte of it.
///
/// The first is over the header with the length before it, where its own digits count as zeros; the
/// second is over the tensors' bytes. The header holds both, so the first covers the second.
struct FileChecksums {
  /// Their name in the metadata.
  static let name = "checksums"
  /// The name in files of earlier versions, which have one over the tensors' bytes only.
  static let earlierName = "checksum"

  private static let blank = String(repeating: "0", count: 16)

  let header: String
  let data: String

  /// The checksums that stand in a file's metadata.
  init(_ text: String) {
    header = String(text.prefix(Self.blank.count))
    data = String(text.dropFirst(Self.blank.count + 1))
  }

  /// What the metadata says before the first checksum is known.
  fileprivate static func blank(with data: Checksum) -> String { "\(blank) \(data.digits)" }

  /// The checksum over a file's bytes up to its tensors.
  static func header(_ bytes: [UInt8]) -> Checksum {
    var bytes = bytes
    if let place = place(in: bytes) { bytes.replaceSubrange(place, with: blank.utf8) }
    var checksum = Checksum()
    checksum.update(bytes.span)
    return checksum
  }

  /// Where the first checksum's digits stand.
  ///
  /// What is looked for has quotation marks that are not escaped, so it is no part of any string:
  /// it is the member itself.
  fileprivate static func place(in bytes: [UInt8]) -> Range<Int>? {
    let member = bytes.firstRange(of: Array("\"\(name)\":\"".utf8))
    guard let start = member?.upperBound, start + blank.utf8.count <= bytes.count else {
      return nil
    }
    return start..<start + blank.utf8.count
  }
}

extension SafetensorsHeader {
  /// The bytes that a file starts with, with checksums over them and the tensors.
  func sealed(over data: Checksum) -> [UInt8] {
    var header = self
    header.metadata[FileChecksums.earlierName] = nil
    header.metadata[FileChecksums.name] = FileChecksums.blank(with: data)
    var bytes = header.fileBytes
    let digits = FileChecksums.header(bytes).digits
    if let place = FileChecksums.place(in: bytes) {
      bytes.replaceSubrange(place, with: digits.utf8)
    }
    return bytes
  }
}
