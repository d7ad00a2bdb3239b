import FileStorage
import Foundation
import Synchronization

/// Sentence pairs in a file, of which memory holds the lengths and what was read last.
final class TokenStore: Sendable {
  /// Why a file is not used.
  enum Defect: Error, Equatable {
    case torn
    case otherVersion
    case damaged
    case otherContent
  }

  let parts: [CorpusPart]
  /// A checksum of tokens and lengths.
  let contentDigits: String
  let count: Int
  private let file: FileMapping
  private let layout: TokenStoreLayout
  private let tokenWidth: Int
  private let lengthWidth: Int
  private let runCount: Int
  /// Pairs read since their pages were last given back.
  private let readCount = Atomic(0)

  /// A read maps what the system has cached around it, measured 0.1 to 0.4 MB at a time.
  private static let readsBetweenReleases = 128
  private static let residentTokenByteCount = 64 << 20

  /// Opens a store, every byte of which is checked.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - key: The key that it was to be made with.
  /// - Throws: `Defect`, or `FileError.unreadable`.
  init(contentsOf path: String, key: String) throws {
    file = try FileMapping(contentsOf: path)
    let (index, indexStart) = try Self.checkedIndex(of: file)
    guard index.key == key else { throw Defect.otherContent }
    guard let layout = TokenStoreLayout(index), layout.indexStart == indexStart else {
      throw Defect.damaged
    }
    self.layout = layout
    (parts, contentDigits, count) = (index.parts, index.contentDigits, index.pairCount)
    (tokenWidth, lengthWidth, runCount) = (index.tokenWidth, index.lengthWidth, index.runCount)
    file.expectRandomAccess()
  }

  /// The index and where it begins, once every byte is known to be as it was written.
  private static func checkedIndex(
    of file: FileMapping
  ) throws(Defect) -> (index: TokenStoreIndex, start: Int) {
    let heading = TokenStoreLayout.heading
    let end = file.count - TokenStoreLayout.endByteCount
    guard end >= heading.count else { throw .torn }
    let hasHeading = file.withBytes(0..<heading.count) { bytes in
      bytes.indices.allSatisfy { bytes[$0] == heading[$0] }
    }
    guard hasHeading else { throw .otherVersion }
    let length = file.number64(at: end)
    guard length <= end - heading.count else { throw .torn }
    var checksum = Checksum()
    checksum.update(file, 0..<end + 8)
    guard checksum.value == file.number64(at: end + 8) else { throw .damaged }
    let start = end - Int(length)
    let bytes = file.withBytes(start..<end) { span in Data(span.indices.map { span[$0] }) }
    guard let index = try? JSONDecoder().decode(TokenStoreIndex.self, from: bytes) else {
      throw .damaged
    }
    return (index, start)
  }

  subscript(index: Int) -> SentencePair {
    let (sourceCount, targetCount) = lengths(of: index)
    let start = firstToken(of: index)
    defer { countRead() }
    return SentencePair(
      source: tokens(start..<start + sourceCount),
      target: tokens(start + sourceCount..<start + sourceCount + targetCount))
  }

  func extent(of index: Int) -> PairExtent {
    let (sourceCount, targetCount) = lengths(of: index)
    return PairExtent(sourceCount: sourceCount, targetCount: targetCount + 1)
  }

  func line(of index: Int) -> Int {
    LineRuns.line(of: index, runCount: runCount) { run in
      let position = layout.runs.lowerBound + 8 * run
      return LineRun(pair: file.number32(at: position), line: file.number32(at: position + 4))
    }
  }

  /// The most bytes that reading pairs holds: lengths, starts, and tokens until they are released.
  var residentByteCount: Int {
    layout.indexStart - layout.lengths.lowerBound
      + min(layout.tokens.count, Self.residentTokenByteCount)
  }

  private func lengths(of index: Int) -> (source: Int, target: Int) {
    precondition(index >= 0 && index < count, "pair \(index) of \(count)")
    let position = layout.lengths.lowerBound + 2 * lengthWidth * index
    return lengthWidth == 2
      ? (
        Int(file.number16(at: position)),
        Int(file.number16(at: position + 2))
      )
      : (
        Int(file.number32(at: position)),
        Int(file.number32(at: position + 4))
      )
  }

  private func firstToken(of index: Int) -> Int {
    let start = index / TokenStoreLayout.pairsPerStart
    let known = file.number64(at: layout.starts.lowerBound + 8 * start)
    return (start * TokenStoreLayout.pairsPerStart..<index).reduce(Int(known)) { sum, pair in
      let (source, target) = lengths(of: pair)
      return sum + source + target
    }
  }

  private func tokens(_ range: Range<Int>) -> [Int32] {
    let base = layout.tokens.lowerBound
    return tokenWidth == 2
      ? range.map { Int32(file.number16(at: base + 2 * $0)) }
      : range.map { Int32(bitPattern: file.number32(at: base + 4 * $0)) }
  }

  private func countRead() {
    let count = readCount.add(1, ordering: .relaxed).newValue
    if count.isMultiple(of: Self.readsBetweenReleases) { file.release(layout.tokens) }
  }
}
