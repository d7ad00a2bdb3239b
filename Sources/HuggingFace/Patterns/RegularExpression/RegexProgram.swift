/// A regular expression as a list of instructions for a matcher that backtracks.
struct RegexProgram: Sendable {
  enum Instruction: Sendable {
    /// Takes a character of a set.
    case take(CompiledSet)
    /// Takes characters of a set as long as they come; gives them back one by one, or never.
    case takeMany(CompiledSet, ClosedRange<Int>, givesBack: Bool)
    /// Goes on at the first, and at the second if that fails.
    case split(Int, Int)
    case jump(Int)
    /// Notes the position where a repetition begins, and ends the loop if it has not moved since.
    case mark(Int)
    case checkProgress(Int, exit: Int)
    /// Runs the instructions that follow, so far back, up to an `accept`; then goes on at `next`.
    case look(back: Int, isNegative: Bool, next: Int)
    /// Runs the instructions that follow up to an `accept`, and goes on at `next` where they end.
    case atomic(next: Int)
    case anchor(RegexAnchor)
    case accept
  }

  // Counted repetitions are written out, and must not fill the memory.
  private static let maximumCount = 50_000

  private(set) var instructions: [Instruction] = []
  /// How many repetitions note their position.
  private(set) var markCount = 0

  /// Makes a program.
  ///
  /// - Parameter node: The expression.
  /// - Throws: `RegexParser.Failure`, if its program would be too long.
  init(_ node: RegexNode) throws(RegexParser.Failure) {
    try compile(node)
    try append(.accept)
  }

  private mutating func append(_ instruction: Instruction) throws(RegexParser.Failure) {
    guard instructions.count < Self.maximumCount else {
      throw RegexParser.Failure(problem: "counts that are too large")
    }
    instructions.append(instruction)
  }

  private mutating func compile(_ node: RegexNode) throws(RegexParser.Failure) {
    switch node {
    case .set(let set): try append(.take(CompiledSet(set)))
    case .sequence(let nodes): for node in nodes { try compile(node) }
    case .alternation(let branches): try compile(branches: branches)
    case .repetition(let node, let count, let kind): try compile(node, count, kind)
    case .lookahead(let node, let isNegative):
      try compile(node, after: .look(back: 0, isNegative: isNegative, next: 0))
    case .lookbehind(let node, let length, let isNegative):
      try compile(node, after: .look(back: length, isNegative: isNegative, next: 0))
    case .atomic(let node): try compile(node, after: .atomic(next: 0))
    case .anchor(let anchor): try append(.anchor(anchor))
    }
  }

  /// Compiles a part that runs on its own.
  private mutating func compile(
    _ node: RegexNode, after instruction: Instruction
  ) throws(RegexParser.Failure) {
    let start = instructions.count
    try append(instruction)
    try compile(node)
    try append(.accept)
    let next = instructions.count
    if case .look(let back, let isNegative, _) = instruction {
      instructions[start] = .look(back: back, isNegative: isNegative, next: next)
    } else {
      instructions[start] = .atomic(next: next)
    }
  }

  private mutating func compile(branches: [RegexNode]) throws(RegexParser.Failure) {
    var ends: [Int] = []
    for branch in branches.dropLast() {
      let split = instructions.count
      try append(.accept)
      try compile(branch)
      ends.append(instructions.count)
      try append(.accept)
      instructions[split] = .split(split + 1, instructions.count)
    }
    if let last = branches.last { try compile(last) }
    for end in ends { instructions[end] = .jump(instructions.count) }
  }

  private mutating func compile(
    _ node: RegexNode, _ count: ClosedRange<Int>, _ kind: RepetitionKind
  ) throws(RegexParser.Failure) {
    if case .set(let set) = node, kind != .lazy {
      try append(.takeMany(CompiledSet(set), count, givesBack: kind == .greedy))
    } else if kind == .possessive {
      try compile(.atomic(.repetition(node, count: count, .greedy)))
    } else {
      for _ in 0..<count.lowerBound { try compile(node) }
      if count.upperBound == RegexNode.unlimited {
        try compile(loop: node, isLazy: kind == .lazy)
      } else {
        try compile(node, atMost: count.upperBound - count.lowerBound, isLazy: kind == .lazy)
      }
    }
  }

  private mutating func compile(
    loop node: RegexNode, isLazy: Bool
  ) throws(RegexParser.Failure) {
    let mark = markCount
    markCount += 1
    let split = instructions.count
    try append(.accept)
    try append(.mark(mark))
    try compile(node)
    try append(.checkProgress(mark, exit: instructions.count + 2))
    try append(.jump(split))
    instructions[split] = Self.split(split + 1, instructions.count, isLazy: isLazy)
  }

  private mutating func compile(
    _ node: RegexNode, atMost count: Int, isLazy: Bool
  ) throws(RegexParser.Failure) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(instructions.count)
      try append(.accept)
      try compile(node)
    }
    for split in splits {
      instructions[split] = Self.split(split + 1, instructions.count, isLazy: isLazy)
    }
  }

  private static func split(_ inside: Int, _ outside: Int, isLazy: Bool) -> Instruction {
    isLazy ? .split(outside, inside) : .split(inside, outside)
  }
}

/// A set of characters that answers at once for ASCII.
struct CompiledSet: Sendable {
  private let set: CharacterSet
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ set: CharacterSet) {
    self.set = set
    for value in UInt8(0)..<64 {
      if set.contains(Unicode.Scalar(value)) { low |= 1 << UInt64(value) }
      if set.contains(Unicode.Scalar(value + 64)) { high |= 1 << UInt64(value) }
    }
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<64: low >> UInt64(scalar.value) & 1 == 1
    case 64..<128: high >> UInt64(scalar.value - 64) & 1 == 1
    default: set.contains(scalar)
    }
  }
}
