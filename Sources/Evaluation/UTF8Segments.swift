/// Neighbouring segments as UTF-8, such as files hold them: to be scored without a string for each.
public struct UTF8Segments: Sendable {
  /// The lines of a text, one a segment.
  public struct Lines: Sendable {
    /// UTF-8, well formed.
    public let bytes: [UInt8]
    /// Where the bytes of each line are, without its end.
    public let extents: [Range<Int>]

    /// The lines of a text.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, well formed.
    ///   - extents: Where the bytes of each line are, without its end.
    public init(bytes: [UInt8], extents: [Range<Int>]) {
      self.bytes = bytes
      self.extents = extents
    }

    /// A line.
    ///
    /// - Parameter segment: The number of the segment, from 0 on.
    public subscript(segment: Int) -> ArraySlice<UInt8> { bytes[extents[segment]] }

    /// A line as a string.
    ///
    /// - Parameter segment: The number of the segment, from 0 on.
    /// - Returns: The text of the line.
    public func text(_ segment: Int) -> String { String(decoding: self[segment], as: UTF8.self) }
  }

  /// The translations, detokenized.
  public let hypotheses: Lines
  /// The right translations, one or more of each segment.
  public let references: [Lines]

  /// Segments.
  ///
  /// - Parameters:
  ///   - hypotheses: The translations, detokenized.
  ///   - references: One or more right translations of the same segments.
  public init(hypotheses: Lines, references: [Lines]) {
    precondition(!references.isEmpty, "Segments without a reference.")
    for lines in references {
      precondition(
        lines.extents.count == hypotheses.extents.count,
        "\(lines.extents.count) references of \(hypotheses.extents.count) segments.")
    }
    self.hypotheses = hypotheses
    self.references = references
  }

  /// The number of segments.
  public var count: Int { hypotheses.extents.count }
}

extension UTF8Segments {
  /// The references of one segment, for which no memory is taken.
  struct SegmentReferences: RandomAccessCollection {
    fileprivate let lines: [Lines]
    fileprivate let segment: Int

    var startIndex: Int { 0 }
    var endIndex: Int { lines.count }
    subscript(position: Int) -> ArraySlice<UInt8> { lines[position][segment] }
  }

  /// The references of a segment.
  func references(of segment: Int) -> SegmentReferences {
    SegmentReferences(lines: references, segment: segment)
  }
}

extension SegmentScorer {
  /// Finds what a metric has to know of segments, by way of strings.
  ///
  /// - Parameters:
  ///   - segments: The segments.
  ///   - rows: The rows of the segments before, to which a row for each is appended.
  public mutating func append(_ segments: UTF8Segments, to rows: inout [Double]) {
    for index in 0..<segments.count {
      append(
        hypothesis: segments.hypotheses.text(index),
        references: segments.references.map { $0.text(index) }, to: &rows)
    }
  }
}
