/// `Metaspace`: spells spaces with a character of their own, which begins each word.
struct MetaspacePreTokenizer: PipelinePreTokenizer {
  private let replacement: Unicode.Scalar
  private let prefix: MetaspacePrefix
  private let cuts: Bool

  init(_ field: JSONField) throws {
    replacement = try field["replacement"].scalar()
    prefix = try MetaspacePrefix(field)
    cuts = try field["split"].flag(default: true)
  }

  var needsOrigins: Bool { prefix == .first }

  func preTokenize(_ text: inout PreTokenizedText) {
    text.rewrite { part in
      part.map { $0 == " " ? replacement : $0 }
      if part.scalars.first != replacement, takesPrefix(part) { part.prepend([replacement]) }
    }
    guard cuts else { return }
    text.split { scalars, append in
      var start = 0
      for index in scalars.indices where scalars[index] == replacement && index > start {
        append(start..<index)
        start = index
      }
      append(start..<scalars.count)
    }
  }

  private func takesPrefix(_ part: AlignedScalars) -> Bool {
    switch prefix {
    case .always: true
    case .first: part.origins.first?.start == 0
    case .never: false
    }
  }
}

/// Where the replacement of spaces also goes before text that begins without one.
enum MetaspacePrefix: String {
  case always, first, never

  /// Reads the scheme of a `Metaspace`, or the flag that older files have in its place.
  init(_ field: JSONField) throws {
    let scheme = field["prepend_scheme"]
    guard let prefix = MetaspacePrefix(rawValue: try scheme.optionalText() ?? "always") else {
      throw scheme.malformed(wanted: "always, first or never")
    }
    self = prefix
    guard try !field["add_prefix_space"].flag(default: true) else { return }
    guard prefix == .never || scheme.isNull else {
      throw scheme.malformed(wanted: "never, as \"add_prefix_space\" is false,")
    }
    self = .never
  }
}
