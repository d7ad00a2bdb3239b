import Decoding
import Kernels

/// The tokens that may translate the sentences of a batch: the output layer scores no others.
///
/// Each sentence has a list of its own, over which its distribution runs, so that no translation
/// depends on the sentences beside it.
struct OutputShortlist {
  /// Eᵀ, the columns of `tokens` alone: `[D, tokens]`.
  let projection: PackedMatrix
  /// The tokens of all lists, ascending.
  private let tokens: [Int32]
  /// The columns of each list, one list after the other.
  private let columns: [Int32]
  /// Where the lists begin, and the end of the last one.
  private let offsets: [Int32]

  /// Gathers the columns of some lists.
  ///
  /// - Parameters:
  ///   - lists: The tokens that may translate each sentence, ascending and without repeats.
  ///   - table: The whole projection, `[D, V]`.
  ///   - backend: The table's owner.
  init(_ lists: [[Int32]], of table: PackedMatrix, backend: any ComputeBackend) {
    var places = [Int32](repeating: -1, count: table.columnCount)
    for list in lists { for token in list { places[Int(token)] = 0 } }
    tokens = places.indices.filter { places[$0] == 0 }.map { Int32($0) }
    for (column, token) in tokens.enumerated() { places[Int(token)] = Int32(column) }
    columns = lists.flatMap { $0.map { places[Int($0)] } }
    var offsets: [Int32] = [0]
    for list in lists { offsets.append((offsets.last ?? 0) + Int32(list.count)) }
    self.offsets = offsets
    projection = backend.makePacked(
      rowCount: table.rowCount, columnCount: tokens.count, precision: table.precision,
      storage: table.storage)
    backend.selectColumns(tokens, of: table, into: projection)
  }

  /// The lists of some rows.
  ///
  /// - Parameter sentences: The sentence of each row.
  /// - Returns: What `ComputeBackend.likeliest` takes.
  func rows(of sentences: [Int32]) -> RowShortlists {
    RowShortlists(ids: columns, offsets: offsets, listOfRow: sentences)
  }

  /// How many tokens a sentence's list has.
  func count(ofSentence sentence: Int32) -> Int {
    Int(offsets[Int(sentence) + 1] - offsets[Int(sentence)])
  }

  /// The column of a token; nil where no list has it.
  func column(of token: Int32) -> Int32? {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle] < token { low = middle + 1 } else { high = middle }
    }
    return low < tokens.count && tokens[low] == token ? Int32(low) : nil
  }

  /// The token of a column; 0 for the absent one, -1.
  func token(ofColumn column: Int32) -> Int32 { column < 0 ? 0 : tokens[Int(column)] }
}

extension NextTokens {
  /// Adds the answers about some rows whose sentences have shortlists.
  ///
  /// - Parameters:
  ///   - logits: `[chunk rows, columns]`, contiguous.
  ///   - firstRow: The first of the rows, counted from 0 in the step.
  ///   - request: The questions about all rows of the step.
  ///   - sentences: The sentence of each row of the step.
  ///   - shortlist: The lists.
  ///   - backend: The logits' owner.
  mutating func append(
    _ logits: Matrix, firstRow: Int, _ request: NextTokenRequest, of sentences: [Int32],
    _ shortlist: OutputShortlist, backend: any ComputeBackend
  ) {
    let own = Array(sentences[firstRow..<firstRow + logits.rowCount])
    let lists = shortlist.rows(of: own)
    let likeliest = backend.likeliest(
      logits,
      LikeliestRequest(
        count: request.likeliestCount,
        suppressed: request.suppressed.tokens.compactMap(shortlist.column(of:)),
        asked: shortlist.column(of: request.endOfSentence), shortlists: lists))
    tokens.append(contentsOf: likeliest.tokens.lazy.map(shortlist.token(ofColumn:)))
    logProbabilities.append(contentsOf: likeliest.logProbabilities)
    endLogProbabilities.append(contentsOf: likeliest.askedLogProbabilities)
    if request.wantsEverything {
      appendEverything(
        logits, of: own, shortlist, vocabularyCount: request.suppressed.mask.count,
        backend: backend)
    }
    for query in request.queries {
      let row = query.row - firstRow
      guard own.indices.contains(row) else { continue }
      queryLogProbabilities.append(
        answer(
          query.token, logits.rows(row..<row + 1), of: own[row], shortlist, backend: backend))
    }
  }

  /// All log-probabilities: minus infinity for what a list lacks.
  private mutating func appendEverything(
    _ logits: Matrix, of sentences: [Int32], _ shortlist: OutputShortlist, vocabularyCount: Int,
    backend: any ComputeBackend
  ) {
    for (row, sentence) in sentences.enumerated() {
      let start = everything.count
      everything.append(contentsOf: repeatElement(-.infinity, count: vocabularyCount))
      let all = backend.likeliest(
        logits.rows(row..<row + 1),
        LikeliestRequest(
          count: shortlist.count(ofSentence: sentence), shortlists: shortlist.rows(of: [sentence])))
      for (column, logProbability) in zip(all.tokens, all.logProbabilities) where column >= 0 {
        everything[start + Int(shortlist.token(ofColumn: column))] = logProbability
      }
    }
  }

  private func answer(
    _ token: Int32, _ logits: Matrix, of sentence: Int32, _ shortlist: OutputShortlist,
    backend: any ComputeBackend
  ) -> Float {
    guard let column = shortlist.column(of: token) else { return -.infinity }
    let found = backend.likeliest(
      logits,
      LikeliestRequest(count: 0, asked: column, shortlists: shortlist.rows(of: [sentence])))
    return found.askedLogProbabilities.first ?? -.infinity
  }
}
