/// Reads the words of a run one after the other.
struct RunReader {
  /// The present word in `buffer`, and how often it occurs.
  private(set) var word = 0..<0
  private(set) var count = 0
  /// The hash of the present word, or nil after the last.
  private(set) var hash: UInt32?
  private(set) var buffer: [UInt8] = []

  private let file: SpillFile
  private var unread: Range<UInt64>
  private var position = 0
  private let bufferSize: Int

  /// Starts at the first word.
  init(_ run: SpilledRun, bufferSize: Int) throws {
    file = run.file
    unread = run.extent
    self.bufferSize = bufferSize
    try advance()
  }

  /// Goes to the next word.
  mutating func advance() throws {
    hash = nil
    guard position < buffer.count || !unread.isEmpty else { return }
    let length = try number()
    try makeAvailable(length)
    word = position..<(position + length)
    position += length
    // The buffer may move on below, and the word with it.
    try makeAvailable(Self.greatestNumberSize, keeping: length)
    count = try number()
    hash = ByteStringHash.hash(of: buffer.span.extracting(word))
  }

  /// Whether this word goes before that of another reader.
  func precedes(_ other: RunReader) -> Bool {
    guard let hash else { return false }
    guard let otherHash = other.hash, hash == otherHash else {
      return other.hash.map { hash < $0 } ?? true
    }
    return buffer[word].lexicographicallyPrecedes(other.buffer[other.word])
  }

  func hasSameWord(as other: RunReader) -> Bool {
    hash == other.hash && buffer[word] == other.buffer[other.word]
  }

  private static let greatestNumberSize = 10

  private mutating func number() throws -> Int {
    try makeAvailable(Self.greatestNumberSize)
    var (number, shift) = (0, 0)
    while position < buffer.count {
      let byte = buffer[position]
      position += 1
      number |= Int(byte & 0x7F) << shift
      guard byte >= 0x80 else { break }
      shift += 7
    }
    return number
  }

  /// Reads on until so many bytes are at hand, or all that there are.
  private mutating func makeAvailable(_ byteCount: Int, keeping keptCount: Int = 0) throws {
    guard buffer.count - position < byteCount, !unread.isEmpty else { return }
    let start = position - keptCount
    buffer.removeSubrange(0..<start)
    position -= start
    word = 0..<keptCount
    let wanted = max(bufferSize, byteCount)
    let readCount = min(wanted, unread.count)
    buffer += try file.read(at: unread.lowerBound, count: readCount)
    unread = (unread.lowerBound + UInt64(readCount))..<unread.upperBound
  }
}
