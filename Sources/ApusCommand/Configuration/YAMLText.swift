import Yams

/// YAML as far as configuration needs it: names with texts, or lists of texts, as they are written.
///
/// Nothing is made a number on the way, so that none is changed.
enum YAMLText {
  /// A name, what stands behind it, and where.
  struct Entry {
    let key: String
    let value: Value
    let line: Int
  }

  enum Value {
    case text(String)
    case list([String])
    /// No value, or the word null.
    case nothing
    /// What is neither a text nor a list of texts.
    case nested
  }

  /// Why a text is not read.
  struct Problem: Error {
    let line: Int
    let message: String
  }

  /// Reads names and their values.
  ///
  /// - Parameter text: A file.
  /// - Returns: The entries in their order.
  /// - Throws: `Problem` where it is no YAML, or no names with values.
  static func entries(of text: String) throws -> [Entry] {
    guard let root = try compose(text) else { return [] }
    if case .scalar(let scalar) = root, scalar.isNull { return [] }
    guard case .mapping(let mapping) = root else {
      throw Problem(line: root.mark?.line ?? 1, message: "wanted options as 'name: value'")
    }
    return try mapping.map { key, value in
      guard case .scalar(let name) = key else {
        throw Problem(line: key.mark?.line ?? 1, message: "wanted an option's name before ':'")
      }
      return Entry(key: name.string, value: Value(value), line: name.mark?.line ?? 1)
    }
  }

  private static func compose(_ text: String) throws -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw Problem(error)
    }
  }

  /// A name and its values as a line of YAML, with its end.
  ///
  /// - Parameters:
  ///   - key: The name.
  ///   - values: What stands behind it.
  ///   - isList: Whether the values are a list; otherwise there is one.
  /// - Returns: The line.
  /// - Throws: `YamlError` where the text has characters that YAML cannot write.
  static func line(_ key: String, _ values: [String], isList: Bool) throws -> String {
    let scalars = values.map { Node.scalar(.written($0)) }
    let value = isList ? Node(scalars, .implicit, .flow) : scalars.first ?? Node("")
    return try serialize(
      node: Node([(Node(key), value)]), width: -1, allowUnicode: true)
  }
}

extension YAMLText.Value {
  fileprivate init(_ node: Node) {
    switch node {
    case .scalar(let scalar): self = scalar.isNull ? .nothing : .text(scalar.string)
    case .sequence(let nodes):
      let texts = nodes.compactMap(\.scalar).filter { !$0.isNull }.map(\.string)
      self = texts.count == nodes.count ? .list(texts) : .nested
    case .mapping, .alias: self = .nested
    }
  }
}

extension Node.Scalar {
  private static let nulls: Set = ["", "~", "null", "Null", "NULL"]

  fileprivate var isNull: Bool { style == .plain && Self.nulls.contains(string) }

  /// A text that is read back as itself.
  fileprivate static func written(_ text: String) -> Node.Scalar {
    let style: Style =
      if nulls.contains(text) {
        .singleQuoted
      } else if text.contains(where: \.isNewline) {
        .doubleQuoted
      } else {
        .any
      }
    return Node.Scalar(text, .implicit, style)
  }
}

extension YAMLText.Problem {
  fileprivate init(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = context.map { " (\($0.text) in line \($0.mark.line))" } ?? ""
      self.init(line: mark.line, message: "no YAML: \(problem)\(place)")
    case .reader(let problem, let offset, _, let text):
      let before = text.prefix(offset ?? 0)
      self.init(line: 1 + before.count(where: \.isNewline), message: "no YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "'\($0)'" }.joined(separator: ", ")
      self.init(
        line: context.mark.line, message: "\(names) stands again further down; wanted one value")
    default:
      self.init(line: 1, message: "no YAML: \(error)")
    }
  }
}
