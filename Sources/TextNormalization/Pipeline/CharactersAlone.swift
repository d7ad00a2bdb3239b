import Synchronization

/// What some steps make of the characters that change by themselves.
///
/// It is found out for all of them when a text first has one: many never do.
final class CharactersAlone: Sendable {
  private let table: QuietTable
  private let steps: [Normalizer.Step]
  private let results = AtomicLazyReference<Results>()

  init(_ table: QuietTable, _ steps: [Normalizer.Step]) {
    self.table = table
    self.steps = steps
  }

  /// What the steps make of a character, or nil if it does not change by itself.
  func result(of scalar: UInt32) -> [UInt8]? {
    let results = results.load() ?? results.storeIfNil(Results(table.charactersAlone, steps))
    return results.texts[scalar]
  }

  private final class Results: Sendable {
    let texts: [UInt32: [UInt8]]

    init(_ characters: [UInt32], _ steps: [Normalizer.Step]) {
      var texts = [UInt32: [UInt8]](minimumCapacity: characters.count)
      var scratch = Scratch()
      for value in characters {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let character = Array(String(scalar).utf8)
        scratch.take(steps, on: character.span)
        texts[value] = scratch.bytes
      }
      self.texts = texts
    }
  }
}
