import Decoding
import Tokenization

extension Tokenizer {
  /// What search has to know of a sentence's constraints.
  func constraints(of request: SentenceRequest) -> SentenceConstraints {
    SentenceConstraints(
      prefix: request.prefix.isEmpty ? [] : tokenize(request.prefix),
      required: request.required.map(spellings).filter { !$0.isEmpty },
      forbidden: request.forbidden.flatMap(spellings))
  }

  /// The ways in which a phrase may be spelled: as a word of its own, and behind a mark such as an
  /// opening bracket, where no space comes before it.
  private func spellings(of phrase: String) -> [[TokenID]] {
    let mark = tokenize("(")
    let marked = tokenize("(" + phrase)
    var spellings = [tokenize(phrase)]
    if marked.starts(with: mark) { spellings.append(Array(marked.dropFirst(mark.count))) }
    if spellings.last == spellings.first { spellings.removeLast() }
    return spellings.filter { !$0.isEmpty }
  }
}
