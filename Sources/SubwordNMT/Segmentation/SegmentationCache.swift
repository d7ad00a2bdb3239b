import Tokenization

/// What words became, up to a limit of memory, at which it begins anew.
struct SegmentationCache: Sendable {
  private(set) var segmentations: [UInt8] = []
  private var words = ByteStringTable()
  // Segmentation n lies from end n to end n + 1.
  private var ends: [Int] = [0]

  private static let byteLimit = 1 << 26

  /// Where the segmentation of a word lies in `segmentations`, or nil if the word is new.
  func range(of word: Span<UInt8>) -> Range<Int>? {
    words.number(of: word).map { ends[$0]..<ends[$0 + 1] }
  }

  /// Keeps the segmentation of a word that is new.
  mutating func insert(_ word: Span<UInt8>, segmentation: ArraySlice<UInt8>) {
    // A word counts as at least 32 bytes, since it has numbers beside it.
    if segmentations.count + 32 * words.count > Self.byteLimit { self = SegmentationCache() }
    guard segmentation.count < Self.byteLimit else { return }
    _ = words.insert(word)
    segmentations += segmentation
    ends.append(segmentations.count)
  }
}
