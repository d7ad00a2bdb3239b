/// Says which of a unit's candidates may come out, and brings them into the form of the source.
struct CandidateJudge {
  let unit: TranslationUnit
  let options: GuardOptions
  let targetLanguage: String

  /// The fit candidates in order, what is wrong with the first one, and what was done.
  struct Verdict {
    var accepted: [Translation] = []
    var firstFault: TranslationFault?
    var isCleaned = false
  }

  func verdict(on candidates: [Translation]) -> Verdict {
    var verdict = Verdict()
    let source = Array(unit.text.utf8)
    for (rank, candidate) in candidates.enumerated() {
      let (utf8, isCleaned) = OutputCleaner.clean(Array(candidate.text.utf8), source: source)
      switch finished(utf8, source) {
      case .success(let text):
        if verdict.accepted.isEmpty { verdict.isCleaned = isCleaned }
        verdict.accepted.append(candidate.with(text))
      case .failure(let fault):
        if rank == 0 { verdict.firstFault = fault }
      }
    }
    if candidates.isEmpty { verdict.firstFault = .empty }
    return verdict
  }

  /// A candidate with the capitals and spans of the source.
  private func finished(
    _ utf8: [UInt8], _ source: [UInt8]
  ) -> Result<[UInt8], TranslationFault> {
    if options.checksTranslations, let fault = TranslationFault(utf8, of: source) {
      return .failure(fault)
    }
    var utf8 = utf8
    if unit.context.isPart { dropStop(&utf8) }
    if unit.context.sourceCase != .sentence {
      let text = String(decoding: utf8, as: UTF8.self)
      utf8 = Array(unit.context.sourceCase.restored(text, language: targetLanguage).utf8)
    }
    if holdsSpanText(utf8) {
      return .failure(.protectedTextLost)
    }
    if unit.source.standIns.isEmpty { return .success(utf8) }
    guard let restored = SpanRestorer(standIns: unit.source.standIns).restored(utf8) else {
      return .failure(.protectedTextLost)
    }
    return .success(restored)
  }

  private func holdsSpanText(_ utf8: [UInt8]) -> Bool {
    unit.context.spanTexts.contains { first, texts in
      utf8.contains(first) && texts.contains { utf8.holds($0) }
    }
  }

  /// Takes away the full stop that a network puts behind everything, where the part has none.
  private func dropStop(_ utf8: inout [UInt8]) {
    let stop = UInt8(ascii: ".")
    guard utf8.last == stop, utf8.dropLast().last != stop,
      unit.source.text.scalar(before: unit.source.text.count)?.isStop != true
    else { return }
    utf8.removeLast()
  }
}

extension Translation {
  /// The translation with another text.
  fileprivate func with(_ utf8: [UInt8]) -> Translation {
    var translation = self
    translation.text = String(decoding: utf8, as: UTF8.self)
    return translation
  }
}
