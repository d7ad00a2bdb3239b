/// Lays an automaton out as a double array.
///
/// Children of a node stand at its base, exclusive-or their byte. A base serves one node, and the
/// bytes of units that no node uses are set so that no walk takes them for children.
struct DoubleArrayBuilder {
  private static let blockSize = 256
  /// Free units are looked for in so many of the last blocks, which bounds the search.
  private static let openBlockCount = 16

  private var units: [UInt32] = []
  private var isTaken: [Bool] = []
  private var isBase: [Bool] = []
  private var firstOpenUnit = 0

  /// Lays out an automaton.
  ///
  /// - Parameter automaton: An automaton that is finished.
  /// - Returns: The double array of the same keys.
  static func doubleArray(of automaton: KeyAutomaton) -> DoubleArray {
    var builder = DoubleArrayBuilder()
    builder.layOut(automaton)
    return DoubleArray(units: builder.units)
  }

  private mutating func layOut(_ automaton: KeyAutomaton) {
    addBlock()
    isTaken[0] = true
    isBase[0] = true
    var bases = [Int](repeating: 0, count: automaton.nodeCount)
    var pending = [(node: automaton.root, unit: 0)]
    while let (node, unit) = pending.popLast() {
      let edges = automaton.edges(of: node)
      let known = bases[Int(node)]
      if known != 0, Self.canReach(known, from: unit) {
        link(unit, to: known, endsKey: edges.first?.label == 0)
        continue
      }
      let base = place(edges, below: unit)
      bases[Int(node)] = base
      for edge in edges.reversed() where edge.label != 0 {
        pending.append((edge.target, base ^ Int(edge.label)))
      }
    }
    close(firstOpenUnit..<units.count)
  }

  /// Finds room for the children of a unit.
  ///
  /// - Parameters:
  ///   - edges: The children, by their labels.
  ///   - unit: Where the parent stands.
  /// - Returns: The base of the children.
  private mutating func place(_ edges: ArraySlice<KeyAutomaton.Edge>, below unit: Int) -> Int {
    let base = freeBase(for: edges, below: unit)
    while base | 0xFF >= units.count { addBlock() }
    isBase[base] = true
    link(unit, to: base, endsKey: edges.first?.label == 0)
    for edge in edges {
      let child = base ^ Int(edge.label)
      isTaken[child] = true
      units[child] =
        edge.label == 0 ? UInt32(bitPattern: edge.target) | 1 << 31 : UInt32(edge.label)
    }
    return base
  }

  private func freeBase(for edges: ArraySlice<KeyAutomaton.Edge>, below unit: Int) -> Int {
    guard let first = edges.first else { return units.count | (unit & 0xFF) }
    for free in firstOpenUnit..<units.count where !isTaken[free] {
      let base = free ^ Int(first.label)
      if !isBase[base], Self.canReach(base, from: unit),
        edges.allSatisfy({ !isTaken[base ^ Int($0.label)] })
      {
        return base
      }
    }
    return units.count | (unit & 0xFF)
  }

  private mutating func link(_ unit: Int, to base: Int, endsKey: Bool) {
    let distance = UInt32(unit ^ base)
    precondition(distance < 1 << 29, "the keys are too many for a double array")
    units[unit] |= distance < 1 << 21 ? distance << 10 : distance << 2 | 1 << 9
    units[unit] |= endsKey ? 1 << 8 : 0
  }

  /// Whether a unit can hold the distance to a base: a far one lacks its eight lowest bits.
  private static func canReach(_ base: Int, from unit: Int) -> Bool {
    let distance = unit ^ base
    return distance & 0xFF == 0 || distance < 1 << 21
  }

  private mutating func addBlock() {
    let openCount = units.count - firstOpenUnit
    if openCount == Self.openBlockCount * Self.blockSize {
      close(firstOpenUnit..<firstOpenUnit + Self.blockSize)
      firstOpenUnit += Self.blockSize
    }
    units += [UInt32](repeating: 0, count: Self.blockSize)
    isTaken += [Bool](repeating: false, count: Self.blockSize)
    isBase += [Bool](repeating: false, count: Self.blockSize)
  }

  /// Gives the units that stay free a byte by which only a base that no node has would reach them.
  private mutating func close(_ range: Range<Int>) {
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockSize) {
      let block = start..<start + Self.blockSize
      let unusedBase = block.first { !isBase[$0] } ?? start
      for unit in block where !isTaken[unit] {
        isTaken[unit] = true
        units[unit] = UInt32((unit ^ unusedBase) & 0xFF)
      }
    }
  }
}
