import TextNormalization

extension BytePairEncoder {
  /// Reads the content of a `tokenizer.json` that Apus wrote, or another of the same kind.
  ///
  /// - Parameters:
  ///   - jsonData: The content.
  ///   - name: What messages call the file.
  /// - Throws: ``TokenizationError``, naming the file and what is wrong with it.
  package init(jsonData: some Sequence<UInt8>, name: String) throws {
    self = try TokenizerDocument(Array(jsonData), name: name).encoder()
  }
}

/// A `tokenizer.json` while it is read.
private struct TokenizerDocument {
  private let name: String
  private let outline: JSONOutline
  private var json: JSON { outline.value }

  init(_ bytes: [UInt8], name: String) throws {
    self.name = name
    do {
      outline = try JSONOutline(of: bytes, passingOver: ["merges", "vocab"])
    } catch {
      throw TokenizationError.malformed(file: name, line: error.line, problem: error.problem)
    }
  }

  func encoder() throws -> BytePairEncoder {
    // The model comes first, because a file of another kind is best told by it.
    try check(HuggingFaceLayout.modelFields, of: json["model"], prefix: "model.")
    try check(HuggingFaceLayout.fieldsBeforeTokens, of: json)
    let rules = try rules()
    try check([HuggingFaceLayout.wholePieces(rules)], of: json["model"], prefix: "model.")
    try check(HuggingFaceLayout.fieldsAfterPreTokenizer, of: json)
    let normalizer = try normalizer()
    let vocabulary = try vocabulary()
    return BytePairEncoder(
      vocabulary: vocabulary, merges: try merges(in: vocabulary), normalizer: normalizer,
      preTokenizer: PreTokenizer(rules))
  }

  private func check(
    _ fields: [HuggingFaceLayout.Field], of object: JSON, prefix: String = ""
  ) throws {
    for (field, accepted) in fields where !accepted.contains(object[field]) {
      throw unsupported(prefix + field, found: object[field], wanted: accepted.first ?? .null)
    }
  }

  private func rules() throws -> PreTokenizer.Rules {
    let found = json["pre_tokenizer"]
    guard let rules = HuggingFaceLayout.rules(from: found) else {
      throw unsupported(
        "pre_tokenizer", found: found, wanted: HuggingFaceLayout.preTokenizer(.init()))
    }
    return rules
  }

  /// The normaliser, whose steps stand before those that spell spaces.
  private func normalizer() throws -> Normalizer {
    let found = json["normalizer"]
    let elements = found["normalizers"].elements ?? []
    let spaceSteps = HuggingFaceLayout.spaceSteps
    guard elements.suffix(spaceSteps.count) == spaceSteps[...] else {
      throw unsupported(
        "normalizer", found: found, wanted: HuggingFaceLayout.normalizer(.standard()))
    }
    do {
      return try NormalizerJSON.normalizer(of: elements.dropLast(spaceSteps.count))
    } catch let failure as NormalizerJSON.Failure {
      if let problem = failure.problem { throw malformed("\"normalizer\": \(problem)") }
      throw unsupported(
        "normalizer", found: failure.element, wanted: HuggingFaceLayout.normalizer(.standard()))
    }
  }

  // MARK: Vocabulary

  private func vocabulary() throws -> Vocabulary {
    let pieces = try piecesInOrder() ?? pieces()
    let specialTokens = try specialTokens(in: pieces)
    do {
      return try Vocabulary(pieces: pieces, specialTokens: specialTokens)
    } catch TokenizationError.invalidVocabulary(let problem) {
      throw malformed("\"vocab\" is not usable: \(problem)")
    }
  }

  /// The pieces if they stand in the order of their numbers, as they do in most files.
  private func piecesInOrder() throws -> [String]? {
    var pieces: [String] = []
    pieces.reserveCapacity(outline.likelyCount("vocab", bytesPerPart: 12))
    var isInOrder = true
    let isObject = try reading {
      try outline.readObject("vocab") { member in
        if member.value.integer != pieces.count { isInOrder = false }
        pieces.append(member.name)
      }
    }
    return isObject && isInOrder ? pieces : nil
  }

  /// The pieces in the order of their numbers, which are all those below their count.
  private func pieces() throws -> [String] {
    guard let members = try reading({ try outline.value("vocab").members }) else {
      throw malformed("\"vocab\" in \"model\" is wanted, an object of pieces and their numbers")
    }
    var pieces = [String?](repeating: nil, count: members.count)
    for member in members {
      guard let token = member.value.integer, pieces.indices.contains(token) else {
        throw malformed(
          "the piece \"\(member.name)\" has the number \(member.value.text()), "
            + "but one from 0 to \(members.count - 1) is wanted")
      }
      if let other = pieces[token] {
        throw malformed("\"\(other)\" and \"\(member.name)\" have the same number, \(token)")
      }
      pieces[token] = member.name
    }
    return pieces.compactMap { $0 }
  }

  private func specialTokens(in pieces: [String]) throws -> Set<TokenID> {
    guard let entries = json["added_tokens"].elements else {
      throw malformed("\"added_tokens\" is wanted, a list of the special tokens")
    }
    return Set(
      try entries.map { entry in
        guard let token = entry["id"].integer, pieces.indices.contains(token),
          entry["content"] == .string(pieces[token]), entry["special"] == true
        else {
          throw unsupported(
            "added_tokens", found: entry, wanted: "special tokens that stand in \"vocab\"")
        }
        return TokenID(token)
      })
  }

  // MARK: Merges

  private func merges(in vocabulary: Vocabulary) throws -> [Merge] {
    let likelyCount = outline.likelyCount("merges", bytesPerPart: 20)
    var seen = PairTable(expecting: likelyCount)
    var merges: [Merge] = []
    merges.reserveCapacity(likelyCount)
    var spelling = MergeSpelling()
    let isList = try reading {
      try outline.readList("merges") { parser in
        let start = parser.position
        guard try spelling.read(&parser), let merge = spelling.merge(in: vocabulary) else {
          throw malformed(
            "merge \(merges.count) is \(try parser.value(at: start).text()), but two pieces are "
              + "wanted which, like the one that they make, stand in \"vocab\"")
        }
        guard seen.value(of: merge.pair) == nil else {
          throw malformed(
            "merge \(merges.count), \(try parser.value(at: start).text()), is listed twice")
        }
        seen.set(UInt64(merges.count), for: merge.pair)
        merges.append(merge)
      }
    }
    guard isList else {
      throw malformed("\"merges\" in \"model\" is wanted, a list of pairs of pieces")
    }
    guard merges.count < PairRanks.none else {
      throw malformed("\(merges.count) merges are listed, more than \(PairRanks.none)")
    }
    return merges
  }

  /// Reads what was passed over.
  private func reading<Result>(_ read: () throws -> Result) throws -> Result {
    do {
      return try read()
    } catch let failure as JSONParser.Failure {
      throw TokenizationError.malformed(
        file: name, line: failure.line, problem: failure.problem)
    }
  }

  // MARK: Errors

  private func malformed(_ problem: String) -> TokenizationError {
    .malformed(file: name, line: nil, problem: problem)
  }

  private func unsupported(_ field: String, found: JSON, wanted: JSON) -> TokenizationError {
    .unsupported(
      file: name, field: field, found: String(found.text().prefix(200)), wanted: wanted.text())
  }
}
