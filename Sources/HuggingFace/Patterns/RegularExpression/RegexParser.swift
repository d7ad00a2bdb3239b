/// Reads a regular expression in the syntax of Oniguruma that the package `tokenizers` uses.
///
/// Back references, subroutines, conditions and keep (`\K`) are not read.
struct RegexParser {
  /// What is not read, for a message.
  struct Failure: Error {
    let problem: String
  }

  // Deep nesting would otherwise exhaust the stack.
  private static let maximumDepth = 50
  private static let maximumCount = 1000

  var cursor: RegexCursor
  private(set) var ignoresCase = false
  private var depth = 0

  private init(_ pattern: String) {
    cursor = RegexCursor(pattern)
  }

  /// Reads a regular expression.
  ///
  /// - Parameter pattern: The expression.
  /// - Returns: Its parts.
  /// - Throws: `Failure`, if it is none or has a part that is not read.
  static func node(of pattern: String) throws(Failure) -> RegexNode {
    var parser = RegexParser(pattern)
    let node = try parser.alternation()
    guard parser.cursor.next == nil else { throw Failure(problem: "a \")\" without a \"(\"") }
    return node
  }

  /// Enters a group or a set.
  mutating func descend() throws(Failure) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw Failure(problem: "too many nested groups") }
  }

  mutating func ascend() { depth -= 1 }

  // MARK: Structure

  private mutating func alternation() throws(Failure) -> RegexNode {
    try descend()
    defer { ascend() }
    var branches = [try sequence()]
    while cursor.take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func sequence() throws(Failure) -> RegexNode {
    var nodes: [RegexNode] = []
    while let scalar = cursor.next, scalar != "|", scalar != ")" {
      if let rest = try restWithOptions() {
        nodes.append(rest)
        break
      }
      let node = try atom()
      try checkCase(of: node, after: nodes.last)
      nodes.append(try repeated(node))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func repeated(_ atom: RegexNode) throws(Failure) -> RegexNode {
    var node = atom
    while let (count, isCounted) = try repetitionCount() {
      var kind = RepetitionKind.greedy
      if cursor.take("?") {
        kind = .lazy
      } else if !isCounted, cursor.take("+") {
        kind = .possessive
      }
      if case .anchor = node { throw Failure(problem: "a repeated anchor") }
      node = .repetition(node, count: count, kind)
    }
    return node
  }

  private mutating func repetitionCount() throws(Failure) -> (ClosedRange<Int>, Bool)? {
    if cursor.take("*") { return (0...RegexNode.unlimited, false) }
    if cursor.take("+") { return (1...RegexNode.unlimited, false) }
    if cursor.take("?") { return (0...1, false) }
    let start = cursor.position
    guard cursor.take("{") else { return nil }
    let lower = number()
    var upper = lower
    if cursor.take(",") { upper = number() ?? RegexNode.unlimited }
    // As in Oniguruma, braces that hold no counts are ordinary characters.
    guard cursor.take("}"), let upper, lower != nil || upper != RegexNode.unlimited else {
      cursor.goBack(to: start)
      return nil
    }
    guard (lower ?? 0) <= upper, upper <= Self.maximumCount || upper == RegexNode.unlimited else {
      throw Failure(problem: "counts that are too large or in the wrong order")
    }
    return ((lower ?? 0)...upper, true)
  }

  private mutating func number() -> Int? {
    Int(cursor.takeWhile(upTo: 6, \.isASCIIDigit))
  }

  // MARK: Groups

  /// Reads options that hold for the rest of a group, as in `(?i)abc`, and that rest.
  private mutating func restWithOptions() throws(Failure) -> RegexNode? {
    for (mark, option) in [("(?i)", true), ("(?-i)", false)] where cursor.take(mark) {
      let outer = ignoresCase
      ignoresCase = option
      defer { ignoresCase = outer }
      return try alternation()
    }
    return nil
  }

  mutating func group() throws(Failure) -> RegexNode {
    if cursor.take("?=") { return .lookahead(try groupContent(), isNegative: false) }
    if cursor.take("?!") { return .lookahead(try groupContent(), isNegative: true) }
    if cursor.take("?<=") { return try lookbehind(isNegative: false) }
    if cursor.take("?<!") { return try lookbehind(isNegative: true) }
    if cursor.take("?>") { return .atomic(try groupContent()) }
    if cursor.take("?:") { return try groupContent() }
    if cursor.take("?i:") { return try groupContent(ignoresCase: true) }
    if cursor.take("?-i:") { return try groupContent(ignoresCase: false) }
    guard cursor.next != "?", cursor.next != "*" else {
      throw Failure(problem: "a group of a kind not read")
    }
    return try groupContent()
  }

  private mutating func groupContent(ignoresCase inner: Bool? = nil) throws(Failure) -> RegexNode {
    let outer = ignoresCase
    ignoresCase = inner ?? outer
    defer { ignoresCase = outer }
    let content = try alternation()
    guard cursor.take(")") else { throw Failure(problem: "a \"(\" without a \")\"") }
    return content
  }

  private mutating func lookbehind(isNegative: Bool) throws(Failure) -> RegexNode {
    let node = try groupContent()
    guard let length = node.length else {
      throw Failure(problem: "a look-behind whose length differs")
    }
    return .lookbehind(node, length: length, isNegative: isNegative)
  }
}
