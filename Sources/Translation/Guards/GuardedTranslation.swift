/// Translates lines so that nothing is lost: text in, text out, whatever the network does.
///
/// Each line comes out as one line. White space around it, protected text within it, its capitals
/// and its emoji stay as they are; what is too long is translated in parts; a loop, an empty or an
/// absurd translation is replaced. `TranslationWarning` names all that was done.
///
/// A line's translation does not depend on the lines around it, if the network's does not.
package struct GuardedTranslation: Sendable {
  let model: GuardedModel
  let options: GuardOptions
  let finder: SpanFinder
  let divider: TextDivider
  let byteClasses: [ByteClasses]

  /// How often a text is cut because the network does not translate it: at its spans, then into
  /// halves, and once more.
  let deepest = 3

  /// Makes guards for a model.
  ///
  /// - Parameters:
  ///   - model: What the guards need to know of it.
  ///   - options: What they do.
  /// - Throws: `GuardError` for a pattern that is no regular expression.
  package init(_ model: GuardedModel, options: GuardOptions = GuardOptions()) throws {
    precondition(options.candidateCount > 0, "0 translations per line")
    self.model = model
    self.options = options
    finder = try SpanFinder(options, spells: model.spells)
    divider = TextDivider(model)
    byteClasses = ByteClasses.table(triggers: finder.triggers)
  }

  /// Translates lines.
  ///
  /// Each sentence is judged as soon as it is translated; one whose translation is not fit goes to
  /// the network once more, and then in parts.
  ///
  /// - Parameters:
  ///   - lines: Any text, each without the line break at its end.
  ///   - network: Translates requests, in any order, and calls `answered` with the place of each and
  ///     its candidates, best first; then those that `answered` returns, whose places follow.
  /// - Returns: What became of each line, in order.
  /// - Throws: What `network` throws.
  package func translate(
    _ lines: [String],
    by network: (
      _ requests: [TranslationRequest],
      _ answered: @escaping (_ place: Int, _ candidates: [Translation]) -> [TranslationRequest]
    ) throws -> Void
  ) rethrows -> [GuardedLine] {
    var block = GuardedBlock(lines, self)
    var asked = block.pending
    let requests = block.requests(asked)
    if !requests.isEmpty {
      try network(requests) { place, candidates in
        let pending = block.settle(candidates, of: asked[place])
        asked += pending
        return block.requests(pending)
      }
    }
    return block.result()
  }
}
