import FileStorage

extension ShortlistLayout {
  /// The layout of a file, every byte of which is checked, so that nothing in it leads astray.
  ///
  /// - Parameters:
  ///   - file: The file's bytes.
  ///   - path: What errors name.
  /// - Throws: `ShortlistError.malformed`.
  init(checking file: FileMapping, path: String) throws {
    let check = ShortlistCheck(file: file, path: path)
    try check.heading()
    self.init(file)
    try check.sizes(of: self)
    try check.checksum()
    try check.starts(of: self)
    for section in [always, frequent, entries] { try check.tokens(section, below: targetCount) }
    try check.ascending(always)
  }
}

/// The checks, in the order in which each may rely on those before.
private struct ShortlistCheck {
  let file: FileMapping
  let path: String

  func heading() throws {
    let heading = ShortlistLayout.heading
    try require(
      file.count >= ShortlistLayout.headerByteCount + ShortlistLayout.checksumByteCount,
      at: file.count, "the file ends within its header: it is no shortlist, or cut short")
    let begin = file.withBytes(0..<heading.count) { bytes in
      bytes.indices.first { bytes[$0] != heading[$0] }
    }
    try require(begin == nil, at: begin ?? 0, "this is no shortlist of Apus")
    let version = file.number32(at: heading.count)
    try require(
      version == ShortlistLayout.version, at: heading.count,
      "version \(version) of the format; this program reads \(ShortlistLayout.version)")
  }

  func sizes(of layout: ShortlistLayout) throws {
    let limits = [
      Int(Int32.max), ShortlistLayout.targetLimit, layout.targetCount, layout.targetCount,
      Int(UInt32.max),
    ]
    for (index, (count, limit)) in zip(layout.counts, limits).enumerated() {
      try require(
        count <= limit, at: ShortlistLayout.countsStart + 4 * index,
        "a count of \(count); at most \(limit) can be")
    }
    try require(
      layout.byteCount == file.count, at: min(layout.byteCount, file.count),
      "\(file.count) bytes in the file; its header wants \(layout.byteCount)")
  }

  func checksum() throws {
    let end = file.count - ShortlistLayout.checksumByteCount
    var checksum = Checksum()
    checksum.update(file, 0..<end)
    try require(
      checksum.value == file.number64(at: end), at: end, "the checksum is wrong: damaged bytes")
  }

  func starts(of layout: ShortlistLayout) throws {
    var previous = 0
    for position in stride(from: layout.starts.lowerBound, to: layout.starts.upperBound, by: 4) {
      let start = Int(file.number32(at: position))
      try require(
        start >= previous && start <= layout.entryCount, at: position,
        "entries from \(start) on; wanted \(previous) to \(layout.entryCount)")
      previous = start
    }
    let last = layout.starts.upperBound - 4
    try require(
      file.number32(at: layout.starts.lowerBound) == 0, at: layout.starts.lowerBound,
      "the first source token's entries do not begin at 0")
    try require(
      previous == layout.entryCount, at: last,
      "the entries end at \(previous); wanted \(layout.entryCount)")
  }

  func tokens(_ section: Range<Int>, below count: Int) throws {
    for position in stride(from: section.lowerBound, to: section.upperBound, by: 4) {
      let token = file.number32(at: position)
      try require(
        token < count, at: position, "target token \(token); wanted one below \(count)")
    }
  }

  func ascending(_ section: Range<Int>) throws {
    let starts = stride(from: section.lowerBound, to: section.upperBound, by: 4)
    for position in starts.dropFirst() {
      try require(
        file.number32(at: position - 4) < file.number32(at: position), at: position,
        "the tokens of every list are not in ascending order")
    }
  }

  private func require(_ isRight: Bool, at byte: Int, _ problem: @autoclosure () -> String) throws {
    guard !isRight else { return }
    throw ShortlistError.malformed(path: path, byte: byte, problem: problem())
  }
}
