import CKernels

extension CPUBackend {
  package func crossEntropy(
    logits: Matrix, targets: ArraySlice<Int32>, smoothing: Float, gradientScale: Float
  ) -> CrossEntropy {
    precondition(
      targets.count == logits.rowCount, "\(targets.count) targets for \(logits.rowCount) rows")
    for target in targets where target < 0 || target >= logits.columnCount {
      preconditionFailure("target \(target) in a vocabulary of \(logits.columnCount)")
    }
    let sums = targets.withUnsafeBufferPointer { targets in
      apus_cross_entropy(
        logits.pointer, logits.rowStride, targets.baseAddress, logits.rowCount,
        logits.columnCount, smoothing, gradientScale)
    }
    return CrossEntropy(loss: sums.loss, logLikelihood: sums.log_likelihood)
  }

  package func likeliest(_ logits: Matrix, _ request: LikeliestRequest) -> LikeliestTokens {
    request.check(logits)
    let (rows, columns, count) = (logits.rowCount, logits.columnCount, request.count)
    var tokens = [Int32](repeating: -1, count: rows * count)
    var logProbabilities = [Float](repeating: -.infinity, count: rows * count)
    var asked = [Float](repeating: 0, count: request.asked == nil ? 0 : rows)
    let scratch = scratch(CPUScratch.choice(columnCount: columns))
    request.withKernelArgument { request in
      apus_likeliest(
        logits.pointer, logits.rowStride, rows, columns, request, &tokens, &logProbabilities,
        &asked, scratch)
    }
    return LikeliestTokens(
      count: count, tokens: tokens, logProbabilities: logProbabilities,
      askedLogProbabilities: asked)
  }

  package func logSoftmax(_ logits: Matrix) {
    apus_log_softmax(logits.pointer, logits.rowStride, logits.rowCount, logits.columnCount)
  }
}

extension LikeliestRequest {
  /// Stops where a token is none of the vocabulary, or a list is not ascending: the kernel would
  /// read foreign memory.
  fileprivate func check(_ logits: Matrix) {
    precondition(count >= 0, "the \(count) likeliest tokens")
    precondition(
      (asked ?? 0) >= 0 && (asked ?? 0) < max(logits.columnCount, 1),
      "token \(asked ?? 0) asked for in a vocabulary of \(logits.columnCount)")
    suppressed.checkTokens(suppressed.indices, below: logits.columnCount)
    guard let shortlists else { return }
    precondition(
      shortlists.listOfRow.count == logits.rowCount,
      "\(shortlists.listOfRow.count) rows with shortlists, \(logits.rowCount) of logits")
    for list in shortlists.listOfRow where list < 0 || list + 1 >= shortlists.offsets.count {
      preconditionFailure("shortlist \(list) of \(shortlists.offsets.count - 1)")
    }
    for (start, end) in zip(shortlists.offsets, shortlists.offsets.dropFirst()) {
      shortlists.ids.checkTokens(Int(start)..<Int(end), below: logits.columnCount)
    }
  }

  /// Hands the form that the C kernel takes to `body`; its pointers are valid only there.
  fileprivate func withKernelArgument(
    _ body: (UnsafePointer<apus_likeliest_request>) -> Void
  ) {
    suppressed.withUnsafeBufferPointer { suppressed in
      var argument = apus_likeliest_request()
      argument.count = count
      argument.suppressed = suppressed.baseAddress
      argument.suppressed_count = suppressed.count
      argument.asked = asked ?? -1
      guard let shortlists else { return body(&argument) }
      shortlists.listOfRow.withUnsafeBufferPointer { listOfRow in
        shortlists.offsets.withUnsafeBufferPointer { offsets in
          shortlists.ids.withUnsafeBufferPointer { ids in
            argument.list_of_row = listOfRow.baseAddress
            argument.list_offsets = offsets.baseAddress
            argument.list_ids = ids.baseAddress
            body(&argument)
          }
        }
      }
    }
  }
}

extension [Int32] {
  /// Stops unless the tokens in `range` ascend within a vocabulary of `count`.
  fileprivate func checkTokens(_ range: Range<Int>, below count: Int) {
    var previous: Int32 = -1
    for token in self[range] {
      precondition(
        token > previous && token < count,
        "token \(token) behind \(previous) in an ascending list of a vocabulary of \(count)")
      previous = token
    }
  }
}
