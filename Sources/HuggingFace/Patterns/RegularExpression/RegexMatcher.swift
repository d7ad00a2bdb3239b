/// Runs a program on texts; what is still to be tried stands on a stack of its own.
struct RegexMatcher {
  /// Something to go back to.
  private enum Choice {
    case resume(instruction: Int, position: Int)
    /// Characters of a run that may be given back, as long as the position is above the lowest.
    case giveBack(instruction: Int, position: Int, lowest: Int)
    case restoreMark(Int, Int)
  }

  // Some expressions need exponential time; from so many steps on, a search finds nothing more.
  private static let maximumStepCount = 20_000_000

  private let program: RegexProgram
  private var choices: [Choice] = []
  private var marks: [Int]
  private var stepCount = 0

  init(_ program: RegexProgram) {
    self.program = program
    marks = Array(repeating: -1, count: program.markCount)
  }

  /// Where the first match from a position on lies, or nil if there is none.
  mutating func firstMatch(in text: Span<Unicode.Scalar>, from start: Int) -> Range<Int>? {
    stepCount = 0
    var position = start
    while position <= text.count {
      if let end = run(text, from: 0, at: position) { return position..<end }
      position += 1
    }
    return nil
  }

  /// Runs instructions up to an `accept`.
  ///
  /// - Returns: The position there, or nil if they do not match.
  private mutating func run(
    _ text: Span<Unicode.Scalar>, from start: Int, at origin: Int
  ) -> Int? {
    let base = choices.count
    defer { choices.removeSubrange(base...) }
    var instruction = start
    var position = origin
    while stepCount < Self.maximumStepCount {
      stepCount += 1
      if case .accept = program.instructions[instruction] { return position }
      if execute(text, &instruction, &position) { continue }
      guard backtrack(to: base, &instruction, &position) else { return nil }
    }
    return nil
  }

  /// Carries out one instruction.
  ///
  /// - Returns: Whether it succeeded.
  private mutating func execute(
    _ text: Span<Unicode.Scalar>, _ instruction: inout Int, _ position: inout Int
  ) -> Bool {
    switch program.instructions[instruction] {
    case .take(let set):
      guard position < text.count, set.contains(text[position]) else { return false }
      position += 1
    case .takeMany(let set, let count, let givesBack):
      guard let end = end(of: set, count, in: text, from: position) else { return false }
      let lowest = position + count.lowerBound
      if givesBack && end > lowest {
        choices.append(
          .giveBack(instruction: instruction + 1, position: end - 1, lowest: lowest))
      }
      position = end
    case .split(let first, let second):
      choices.append(.resume(instruction: second, position: position))
      instruction = first
      return true
    case .jump(let target):
      instruction = target
      return true
    case .mark(let mark):
      choices.append(.restoreMark(mark, marks[mark]))
      marks[mark] = position
    case .checkProgress(let mark, let exit) where marks[mark] == position:
      instruction = exit
      return true
    case .look(let back, let isNegative, let next):
      let matches = position >= back && run(text, from: instruction + 1, at: position - back) != nil
      guard matches != isNegative else { return false }
      instruction = next
      return true
    case .atomic(let next):
      guard let end = run(text, from: instruction + 1, at: position) else { return false }
      (instruction, position) = (next, end)
      return true
    case .anchor(let anchor):
      guard Self.isAt(anchor, position, in: text) else { return false }
    case .accept, .checkProgress: break
    }
    instruction += 1
    return true
  }

  private func end(
    of set: CompiledSet, _ count: ClosedRange<Int>, in text: Span<Unicode.Scalar>, from start: Int
  ) -> Int? {
    let limit = count.upperBound < text.count - start ? start + count.upperBound : text.count
    var end = start
    while end < limit, set.contains(text[end]) { end += 1 }
    return end - start >= count.lowerBound ? end : nil
  }

  private mutating func backtrack(
    to base: Int, _ instruction: inout Int, _ position: inout Int
  ) -> Bool {
    while choices.count > base, let choice = choices.popLast() {
      switch choice {
      case .resume(let target, let start):
        (instruction, position) = (target, start)
        return true
      case .giveBack(let target, let end, let lowest):
        if end > lowest {
          choices.append(.giveBack(instruction: target, position: end - 1, lowest: lowest))
        }
        (instruction, position) = (target, end)
        return true
      case .restoreMark(let mark, let value): marks[mark] = value
      }
    }
    return false
  }

  // MARK: Anchors

  private static func isAt(
    _ anchor: RegexAnchor, _ position: Int, in text: Span<Unicode.Scalar>
  ) -> Bool {
    switch anchor {
    case .textStart: position == 0
    case .textEnd: position == text.count
    case .textEndOrLastNewline:
      position == text.count || (position == text.count - 1 && text[position] == "\n")
    case .lineStart:
      position == 0 || (text[position - 1] == "\n" && position < text.count)
    case .lineEnd: position == text.count || text[position] == "\n"
    case .wordBoundary: isWordBoundary(position, in: text)
    case .noWordBoundary: !isWordBoundary(position, in: text)
    }
  }

  private static func isWordBoundary(
    _ position: Int, in text: Span<Unicode.Scalar>
  ) -> Bool {
    let isAfterWord = position > 0 && CharacterProperty.word.contains(text[position - 1])
    let isBeforeWord = position < text.count && CharacterProperty.word.contains(text[position])
    return isAfterWord != isBeforeWord
  }
}
