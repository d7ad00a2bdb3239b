/// The smallest automaton that accepts a sorted list of keys (Daciuk et al., 2000, algorithm 1).
///
/// Nodes whose continuations are equal are one node, which keeps the tables small whose keys are
/// spelling variants of one another.
struct KeyAutomaton {
  /// A byte and the node it leads to; the label 0 leads to the value of the key that ends here.
  struct Edge: Hashable {
    let label: UInt8
    let target: Int32
  }

  /// The node where every key begins.
  private(set) var root: Int32 = 0
  private var edges: [Edge] = []
  private var starts: [Int32] = [0]
  private var register = NodeRegister()
  /// The nodes along the latest key, whose edges may still grow.
  private var open: [[Edge]] = [[]]
  private var latestKey: [UInt8] = []

  /// Adds a key.
  ///
  /// - Parameters:
  ///   - key: Bytes without a NUL, greater than those of all keys before.
  ///   - value: The number of the key.
  mutating func append(_ key: some RandomAccessCollection<UInt8>, value: Int32) {
    precondition(!key.contains(0) && !key.isEmpty && value >= 0, "a key or value is out of range")
    let shared = zip(latestKey, key).prefix { $0 == $1 }.count
    precondition(
      shared < key.count
        && (shared == latestKey.count
          || latestKey[shared] < key[key.index(key.startIndex, offsetBy: shared)]),
      "keys are not in order, or one stands twice")
    close(to: shared)
    latestKey.removeLast(latestKey.count - shared)
    for byte in key.dropFirst(shared) {
      latestKey.append(byte)
      if open.count == latestKey.count { open.append([]) }
    }
    open[latestKey.count].append(Edge(label: 0, target: value))
  }

  /// Ends the list of keys.
  mutating func finish() {
    close(to: 0)
    latestKey = []
    root = node(of: open[0])
  }

  /// How many nodes there are.
  var nodeCount: Int { starts.count - 1 }

  /// The edges of a node, by their labels.
  func edges(of node: Int32) -> ArraySlice<Edge> {
    edges[Int(starts[Int(node)])..<Int(starts[Int(node) + 1])]
  }

  /// Freezes the nodes along the latest key that are deeper than a depth.
  private mutating func close(to depth: Int) {
    for level in stride(from: latestKey.count, to: depth, by: -1) {
      let node = node(of: open[level])
      open[level].removeAll(keepingCapacity: true)
      open[level - 1].append(Edge(label: latestKey[level - 1], target: node))
    }
  }

  /// The node with the given edges, which is made if there is none.
  private mutating func node(of wanted: [Edge]) -> Int32 {
    register.growIfNeeded(for: nodeCount)
    let hash = NodeRegister.hash(wanted)
    var slot = register.firstSlot(of: hash)
    while let known = register.node(at: slot) {
      if known.hash == hash, edges(of: known.node).elementsEqual(wanted) { return known.node }
      slot = register.slot(after: slot)
    }
    let node = Int32(nodeCount)
    edges += wanted
    starts.append(Int32(edges.count))
    register.insert(node, hash: hash, at: slot)
    return node
  }
}

/// The nodes that are frozen, found by the hash of their edges: a table with open addressing.
private struct NodeRegister {
  private var nodes = [Int32](repeating: -1, count: 1 << 10)
  private var hashes = [UInt64](repeating: 0, count: 1 << 10)

  func firstSlot(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (nodes.count - 1) }

  func slot(after slot: Int) -> Int { (slot + 1) & (nodes.count - 1) }

  func node(at slot: Int) -> (node: Int32, hash: UInt64)? {
    nodes[slot] < 0 ? nil : (nodes[slot], hashes[slot])
  }

  mutating func insert(_ node: Int32, hash: UInt64, at slot: Int) {
    nodes[slot] = node
    hashes[slot] = hash
  }

  mutating func growIfNeeded(for count: Int) {
    guard count * 2 >= nodes.count else { return }
    let entries = zip(nodes, hashes).filter { $0.0 >= 0 }
    nodes = [Int32](repeating: -1, count: nodes.count * 2)
    hashes = [UInt64](repeating: 0, count: nodes.count)
    for (node, hash) in entries {
      var slot = firstSlot(of: hash)
      while nodes[slot] >= 0 { slot = self.slot(after: slot) }
      insert(node, hash: hash, at: slot)
    }
  }

  static func hash(_ edges: [KeyAutomaton.Edge]) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for edge in edges {
      hash ^= UInt64(edge.label) << 32 | UInt64(UInt32(bitPattern: edge.target))
      hash = hash &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 29
    }
    return hash
  }
}
