/// Sets in brackets.
extension RegexParser {
  /// Reads a set from after its opening bracket to its closing one.
  mutating func bracketed() throws(Failure) -> CharacterSet {
    try descend()
    defer { ascend() }
    let isComplement = cursor.take("^")
    var intersection: [CharacterSet] = []
    var union: [CharacterSet] = []
    // A closing bracket right after the opening one is an ordinary character.
    if cursor.take("]") { union.append(.scalar("]")) }
    while !cursor.take("]") {
      if cursor.take("&&") {
        intersection.append(.union(union))
        union = []
      } else {
        union.append(try member())
      }
    }
    var set = CharacterSet.union(union)
    if !intersection.isEmpty { set = .intersection(intersection + [set]) }
    return isComplement ? .complement(set) : set
  }

  private mutating func member() throws(Failure) -> CharacterSet {
    guard let scalar = cursor.next else { throw Failure(problem: "a \"[\" without a \"]\"") }
    if cursor.take("[:") { return try posixClass() }
    if cursor.take("[") { return try bracketed() }
    var set = CharacterSet.scalar(scalar)
    cursor.advance()
    if scalar == "\\" { set = try escapedSet() }
    guard case .range(let lower) = set, cursor.next == "-", cursor.following != "]",
      cursor.following != nil
    else {
      return set
    }
    cursor.advance()
    return .range(lower.lowerBound...(try upperBound(from: lower.lowerBound)))
  }

  private mutating func upperBound(from lower: UInt32) throws(Failure) -> UInt32 {
    guard let scalar = cursor.next else { throw Failure(problem: "a \"[\" without a \"]\"") }
    cursor.advance()
    let upper = scalar == "\\" ? try escapedScalar() : scalar
    guard scalar != "[", lower <= upper.value else {
      throw Failure(problem: "a range of characters in the wrong order")
    }
    return upper.value
  }

  /// Reads a class such as `[:alpha:]` from after its `[:`.
  private mutating func posixClass() throws(Failure) -> CharacterSet {
    let isComplement = cursor.take("^")
    let name = cursor.takeWhile(\.isASCIILetter)
    guard cursor.take(":]"), let property = CharacterProperty.named(name) else {
      throw Failure(problem: "the class \"[:\(name):]\"")
    }
    return isComplement ? .complement(.property(property)) : .property(property)
  }
}
