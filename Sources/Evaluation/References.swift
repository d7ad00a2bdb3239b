/// The right translations of the segments of a corpus, one or more of each.
///
/// An empty text is a reference like others; one that is missing counts as none.
public struct References: Sendable {
  /// The references of each segment where that number is the same for all, else nil.
  ///
  /// This is what a ``Signature`` names.
  public let countPerSegment: Int?
  /// The number of segments.
  public let segmentCount: Int
  private let texts: Texts

  private enum Texts: Sendable {
    /// Translations of the whole corpus: `[translation][segment]`.
    case complete([[String]])
    /// Translations of single segments: `[segment][translation]`.
    case bySegment([[String]])
  }

  /// Translations of the whole corpus.
  ///
  /// - Parameter translations: One or more translations of the same segments.
  public init(_ translations: [[String]]) {
    segmentCount = Self.segmentCount(of: translations.map(\.count))
    countPerSegment = translations.count
    texts = .complete(translations)
  }

  /// Translations of the corpus that lack some segments.
  ///
  /// - Parameter translations: One or more translations with nil for a segment that one lacks; no
  ///   segment is lacking in all of them.
  public init(incomplete translations: [[String?]]) {
    segmentCount = Self.segmentCount(of: translations.map(\.count))
    let segments = (0..<segmentCount).map { index in translations.compactMap { $0[index] } }
    for (index, references) in segments.enumerated() {
      precondition(!references.isEmpty, "Segment \(index) has no reference.")
    }
    let counts = Set(segments.map(\.count))
    countPerSegment = counts.count > 1 ? nil : counts.first ?? translations.count
    texts = .bySegment(segments)
  }

  /// The references of a segment.
  ///
  /// - Parameter segment: The number of the segment, from 0 on.
  public subscript(segment: Int) -> [String] {
    switch texts {
    case .complete(let translations) where translations.count == 1: [translations[0][segment]]
    case .complete(let translations): translations.map { $0[segment] }
    case .bySegment(let segments): segments[segment]
    }
  }

  private static func segmentCount(of counts: [Int]) -> Int {
    precondition(!counts.isEmpty, "A corpus without references.")
    precondition(
      Set(counts).count == 1, "References with \(counts) segments, wanted as many of each.")
    return counts[0]
  }
}
