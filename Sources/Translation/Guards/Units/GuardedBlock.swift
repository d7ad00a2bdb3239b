/// Lines on their way through the network: what they are made of, and what is not yet settled.
struct GuardedBlock {
  private let guards: GuardedTranslation
  private var spelling: Spelling
  private var units: [TranslationUnit] = []
  private var lines: [[LinePiece]] = []
  /// Those of lines as a whole.
  private var warnings: [[TranslationWarning]] = []

  init(_ lines: [String], _ guards: GuardedTranslation) {
    self.guards = guards
    spelling = Spelling(guards.model.spells)
    units.reserveCapacity(lines.count)
    self.lines.reserveCapacity(lines.count)
    warnings = [[TranslationWarning]](repeating: [], count: lines.count)
    for (index, line) in lines.enumerated() {
      var planner = LinePlanner(line: index, guards: guards)
      let parts = planner.parts(of: line, spelling: &spelling)
      self.lines.append(pieces(parts, planner.context))
      warnings[index] = planner.warnings
    }
  }

  /// What the network has to translate next; empty if all is settled.
  var pending: [Int] {
    units.indices.filter(isPending)
  }

  private func isPending(_ index: Int) -> Bool {
    if case .pending = units[index].outcome { true } else { false }
  }

  func requests(_ pending: [Int]) -> [TranslationRequest] {
    pending.map { units[$0].request(guards.divider) }
  }

  /// Gives each part that has to be translated a number.
  private mutating func pieces(
    _ parts: [TextPart], _ context: TranslationUnit.Context
  ) -> [LinePiece] {
    parts.compactMap { part in
      switch part {
      case .text(let text): return text.isEmpty ? nil : .text(text)
      case .span(let span): return .span(span)
      case .source(let source):
        units.append(unit(source, context))
        return .unit(units.count - 1)
      }
    }
  }

  private func unit(_ source: MaskedText, _ context: TranslationUnit.Context) -> TranslationUnit {
    let text = context.sourceCase.prepared(
      String(decoding: source.text, as: UTF8.self), language: guards.model.sourceLanguage,
      startsSentence: !context.isPart)
    return TranslationUnit(source: source, context: context, text: text)
  }

  /// Takes the network's answer.
  ///
  /// - Parameters:
  ///   - candidates: Those of a unit, best first.
  ///   - index: The number of the unit.
  /// - Returns: The numbers of the units that have to be translated then.
  mutating func settle(_ candidates: [Translation], of index: Int) -> [Int] {
    let unitCount = units.count
    let judge = CandidateJudge(
      unit: units[index], options: guards.options, targetLanguage: guards.model.targetLanguage)
    let verdict = judge.verdict(on: candidates)
    if verdict.accepted.isEmpty {
      reject(index, verdict.firstFault ?? .empty)
    } else {
      accept(index, verdict)
    }
    return ([index] + (unitCount..<units.count)).filter { isPending($0) }
  }

  private mutating func accept(_ index: Int, _ verdict: CandidateJudge.Verdict) {
    let unit = units[index]
    units[index].outcome = .settled(verdict.accepted)
    if let fault = verdict.firstFault {
      warn(index, fault.warning)
      warn(index, .alternativeTaken)
    }
    if unit.firstFault != nil { warn(index, .secondTry) }
    if verdict.isCleaned { warn(index, .cleaned) }
    guard let best = verdict.accepted.first else { return }
    if best.isTruncated { warn(index, .lengthLimit) }
    if !unit.context.isPart, isCopy(best, of: unit) { warn(index, .sameAsSource) }
  }

  /// Whether a sentence of some words came out as it went in.
  private func isCopy(_ translation: Translation, of unit: TranslationUnit) -> Bool {
    let model = guards.model
    guard model.sourceLanguage != model.targetLanguage else { return false }
    let source = unit.source.unmasked
    guard translation.text.utf8.elementsEqual(source) else { return false }
    return LetterWord.words(in: unit.source.text).count >= 3
  }

  private mutating func reject(_ index: Int, _ fault: TranslationFault) {
    let unit = units[index]
    warn(index, fault.warning)
    if unit.firstFault == nil {
      units[index].firstFault = fault
      // Asking the same again brings the same again.
      if units[index].request(guards.divider) != TranslationRequest(unit.text) { return }
    }
    divide(index)
  }

  /// Cuts a unit that the network does not translate as it should, or leaves it as it is.
  private mutating func divide(_ index: Int) {
    let unit = units[index]
    var context = unit.context
    context.depth += 1
    context.isPart = true
    let parts = unit.source.standIns.isEmpty ? sentenceParts(unit) : unit.source.atSpans()
    if unit.source.standIns.isEmpty && parts.count < 2 || context.depth > guards.deepest {
      units[index].outcome = .settled([Translation(copying: unit.source.unmasked)])
      warn(index, .sourceKept)
      return
    }
    warn(index, .divided)
    let pieces = pieces(parts, context)
    units[index].outcome = .divided(pieces)
  }

  /// The sentences or halves of a text without spans, and what stands between them.
  private func sentenceParts(_ unit: TranslationUnit) -> [TextPart] {
    unit.source.parts(at: guards.divider.parts(of: unit.source)) { [.source($0)] }
  }

  private mutating func warn(_ index: Int, _ warning: TranslationWarning) {
    units[index].warnings.append(warning)
  }

  /// The lines, when all is settled.
  func result() -> [GuardedLine] {
    zip(lines, warnings).map { pieces, warnings in
      var distinct: [TranslationWarning] = []
      for warning in warnings + pieces.flatMap(warnings(of:)) where !distinct.contains(warning) {
        distinct.append(warning)
      }
      return GuardedLine(candidates: candidates(of: pieces), warnings: distinct)
    }
  }

  /// The warnings of a unit and of its parts, in the order of the text: not that of the answers.
  private func warnings(of piece: LinePiece) -> [TranslationWarning] {
    guard case .unit(let index) = piece else { return [] }
    guard case .divided(let pieces) = units[index].outcome else { return units[index].warnings }
    return units[index].warnings + pieces.flatMap(warnings(of:))
  }

  private func candidates(of pieces: [LinePiece]) -> [Translation] {
    if pieces.count == 1, case .unit(let index) = pieces[0],
      case .settled(let candidates) = units[index].outcome
    {
      return Array(candidates.prefix(guards.options.candidateCount))
    }
    return Assembly(pieces.map(assembled)).candidates(count: guards.options.candidateCount)
  }

  private func assembled(_ piece: LinePiece) -> Assembly.Part {
    switch piece {
    case .text(let text): return .fixed(text)
    case .span(let span): return .span(span)
    case .unit(let index):
      switch units[index].outcome {
      case .settled(let candidates): return .candidates(candidates)
      case .divided(let pieces): return .candidates(candidates(of: pieces))
      case .pending: preconditionFailure("a unit of a line is not settled")
      }
    }
  }
}

extension Translation {
  /// A translation with a score, of a network that counts nothing else.
  package init(_ text: String, score: Double = 0) {
    self.init(text: text, logProbability: score, score: score, isTruncated: false)
  }

  /// What is copied, which is certain.
  init(copying utf8: [UInt8]) {
    self.init(
      text: String(decoding: utf8, as: UTF8.self), logProbability: 0, score: 0, isTruncated: false)
  }
}

extension MaskedText {
  /// The text cut into ranges, and what stands between them.
  func parts(at ranges: [Range<Int>], _ body: (MaskedText) -> [TextPart]) -> [TextPart] {
    if ranges == [text.indices] { return body(self) }
    var parts: [TextPart] = []
    var position = 0
    for range in ranges {
      if position < range.lowerBound { parts.append(.text(literal(position..<range.lowerBound))) }
      parts += body(part(range))
      position = range.upperBound
    }
    if position < text.count { parts.append(.text(literal(position..<text.count))) }
    return parts
  }
}
