import Tokenization

/// All pieces of a text with their places, in which paths are searched.
struct UnigramLattice {
  struct Node {
    let piece: TokenID
    let position: Int
    let length: Int
    let score: Float
    /// The score of the best path from the beginning to this node, itself included.
    var pathScore: Float = 0
  }

  /// Where each character begins, and where the text ends.
  let offsets: [Int]
  private let positions: [Int]
  private(set) var nodes: [Node] = []
  private var beginning: [[Int]]
  private var ending: [[Int]]

  /// The nodes before and after the text.
  static let start = 0
  static let end = 1

  init(_ text: Span<UInt8>) {
    var offsets: [Int] = []
    var positions = [Int](repeating: 0, count: text.count + 1)
    var byte = 0
    while byte < text.count {
      positions[byte] = offsets.count
      offsets.append(byte)
      byte = min(byte + UTF8Lead.byteCount(text[byte]), text.count)
    }
    positions[text.count] = offsets.count
    self.positions = positions
    self.offsets = offsets + [text.count]
    beginning = Array(repeating: [], count: self.offsets.count)
    ending = beginning
    nodes = [
      Node(piece: -1, position: 0, length: 0, score: 0),
      Node(piece: -1, position: offsets.count, length: 0, score: 0),
    ]
    ending[0] = [Self.start]
    beginning[offsets.count] = [Self.end]
  }

  var characterCount: Int { offsets.count - 1 }

  /// The number of the character that begins at a byte.
  func position(ofByte byte: Int) -> Int { positions[byte] }

  mutating func insert(_ piece: TokenID, score: Float, at position: Int, length: Int) {
    beginning[position].append(nodes.count)
    ending[position + length].append(nodes.count)
    nodes.append(Node(piece: piece, position: position, length: length, score: score))
  }

  /// Computes the best path to every node.
  mutating func findBestPaths() {
    for position in 0...characterCount {
      for node in beginning[position] {
        let scores = ending[position].map { nodes[$0].pathScore + nodes[node].score }
        nodes[node].pathScore = scores.dropFirst().reduce(scores.first ?? 0) { $1 > $0 ? $1 : $0 }
      }
    }
  }

  /// The nodes that end where a node begins.
  func predecessors(of node: Int) -> [Int] { ending[nodes[node].position] }

  func segment(_ node: Int) -> SentencePieceSegment {
    let position = nodes[node].position
    let end = position + nodes[node].length
    return SentencePieceSegment(
      token: nodes[node].piece, byteCount: offsets[end] - offsets[position])
  }
}
