import Foundation
import LexicalShortlist
import TestSupport

func logarithm(_ number: Double) -> Double { log(number) }
func exponential(_ number: Double) -> Double { exp(number) }

/// Corpora whose right tables are known or computed otherwise.
enum TestCorpora {
  /// Tokens by chance, some of them twice in a sentence, and some sides empty.
  static func random(
    count: Int, vocabularyCount: Int, longest: Int = 8, seed: UInt64 = 1
  ) -> [TokenPair] {
    var generator = SeededGenerator(state: seed)
    func side() -> [Int32] {
      (0..<generator.below(longest + 1)).map { _ in
        // The lesser of two is as skewed as words are, roughly.
        Int32(min(generator.below(vocabularyCount), generator.below(vocabularyCount)))
      }
    }
    return (0..<count).map { _ in (source: side(), target: side()) }
  }

  /// Every source token s becomes s + 1, in reverse order.
  static func translated(count: Int, vocabularyCount: Int, length: Int) -> [TokenPair] {
    var generator = SeededGenerator(state: 5)
    return (0..<count).map { _ in
      let source = (0..<length).map { _ in Int32(generator.below(vocabularyCount)) }
      return (
        source: source, target: source.reversed().map { ($0 + 1) % Int32(vocabularyCount) }
      )
    }
  }
}

extension LexicalTable {
  /// The table of a corpus of which both sides have as many tokens.
  static func learned(
    _ pairs: [TokenPair], vocabularyCount: Int,
    _ change: (inout LexicalTableTrainer.Options) -> Void = { _ in }
  ) -> LexicalTable {
    var options = LexicalTableTrainer.Options()
    change(&options)
    return LexicalTableTrainer(
      sourceVocabularyCount: vocabularyCount, targetVocabularyCount: vocabularyCount,
      options: options
    ).train(on: pairs)
  }

  /// Every p(t | s), and p(t | NULL) as the last row.
  var rows: [[Float]] {
    let sources = (0..<sourceVocabularyCount).map { Int32($0) } + [nil]
    return sources.map { source in
      (0..<targetVocabularyCount).map { probability(of: Int32($0), given: source) }
    }
  }
}
