/// `Metaspace`: spaces in the place of their replacement, but for the first piece's.
struct MetaspaceDecoder: PipelineDecoder {
  private let replacement: Unicode.Scalar
  private let hasPrefix: Bool

  init(_ field: JSONField) throws {
    replacement = try field["replacement"].scalar()
    hasPrefix = try MetaspacePrefix(field) != .never
  }

  func decode(_ pieces: [String]) -> [String] {
    pieces.enumerated().map { index, piece in
      let isDropped = index == 0 && hasPrefix
      var text = String.UnicodeScalarView()
      for scalar in piece.unicodeScalars where scalar != replacement || !isDropped {
        text.append(scalar == replacement ? " " : scalar)
      }
      return String(text)
    }
  }
}

/// `BPEDecoder`: a space in the place of the mark that ends a word, but for the last piece's.
struct SuffixDecoder: PipelineDecoder {
  private let suffix: String

  init(_ field: JSONField) throws {
    suffix = try field["suffix"].text()
  }

  func decode(_ pieces: [String]) -> [String] {
    pieces.enumerated().map { index, piece in
      piece.replacingScalars(suffix, with: index == pieces.count - 1 ? "" : " ")
    }
  }
}

/// `Replace`: a text in the place of each match of a pattern.
struct ReplaceDecoder: PipelineDecoder {
  private let pattern: TextPattern
  private let content: String

  init(_ field: JSONField) throws {
    pattern = try TextPattern(field["pattern"])
    content = try field["content"].text()
  }

  func decode(_ pieces: [String]) -> [String] {
    pieces.map { piece in
      let scalars = Array(piece.unicodeScalars)
      return pattern.matches(in: scalars.span).map { match in
        match.isMatch ? content : String(String.UnicodeScalarView(scalars[match.range]))
      }.joined()
    }
  }
}

/// `Fuse`: all pieces as one.
struct FuseDecoder: PipelineDecoder {
  func decode(_ pieces: [String]) -> [String] { [pieces.joined()] }
}

/// `Strip`: no more than so many of a character gone from both ends of each piece.
struct StripDecoder: PipelineDecoder {
  private let content: Unicode.Scalar
  private let leadingCount: Int
  private let trailingCount: Int

  init(_ field: JSONField) throws {
    content = try field["content"].scalar()
    leadingCount = try field["start"].count()
    trailingCount = try field["stop"].count()
  }

  func decode(_ pieces: [String]) -> [String] {
    pieces.map { piece in
      var scalars = Array(piece.unicodeScalars)[...]
      let leading = scalars.prefix(leadingCount).prefix { $0 == content }.count
      let trailing = scalars.reversed().prefix(trailingCount).prefix { $0 == content }.count
      scalars = scalars.dropFirst(leading).dropLast(trailing)
      return String(String.UnicodeScalarView(scalars))
    }
  }
}

extension String {
  /// The text with another in the place of each occurrence of one, compared by code points.
  func replacingScalars(_ pattern: String, with content: String) -> String {
    let pattern = TextPattern.literal(Array(pattern.unicodeScalars))
    let scalars = Array(unicodeScalars)
    return pattern.matches(in: scalars.span).map { match in
      match.isMatch ? content : String(String.UnicodeScalarView(scalars[match.range]))
    }.joined()
  }
}
