import ArgumentParser
import Foundation

/// The options that a file sets.
struct ConfigurationFile {
  /// What the file sets one option to.
  struct Setting {
    let option: OptionDescription
    let values: [String]
    /// `train.yaml:7`.
    let place: String

    /// The same on the command line.
    var arguments: [String] {
      let name = "--" + option.key
      guard option.kind == .flag else {
        // The parser takes nothing behind '=' for no value.
        return values.flatMap { $0.isEmpty ? [name, $0] : ["\(name)=\($0)"] }
      }
      return values == ["true"] ? [name] : [option.negation].compactMap(\.self)
    }
  }

  /// In the order of the file.
  let settings: [Setting]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: What it may set.
  /// - Throws: `CommandFailure.unreadableConfiguration`, or `ValidationError` that names file and
  ///   line.
  init(_ path: String, options: [OptionDescription]) throws {
    let entries: [YAMLText.Entry]
    do {
      entries = try YAMLText.entries(of: Self.text(of: path))
    } catch let problem as YAMLText.Problem {
      throw ValidationError("\(path):\(problem.line): \(problem.message)")
    }
    var settings: [Setting] = []
    for entry in entries {
      let setting = try Self.setting(entry, place: "\(path):\(entry.line)", options: options)
      guard !settings.contains(where: { $0.option.key == setting.option.key }) else {
        throw ValidationError("\(setting.place): '\(setting.option.key)' is set once more")
      }
      settings.append(setting)
    }
    self.settings = settings
  }

  private static func text(of path: String) throws -> String {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw CommandFailure.unreadableConfiguration(path: path, reason: error.systemReason)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ValidationError("\(path):\(bytes.firstLineThatIsNotUTF8): wanted UTF-8")
    }
    return text
  }

  private static func setting(
    _ entry: YAMLText.Entry, place: String, options: [OptionDescription]
  ) throws -> Setting {
    guard let option = options.first(where: { $0.longNames.contains(entry.key) }) else {
      let names = options.map(\.key)
      let nearest = names.min { $0.editDistance(to: entry.key) < $1.editDistance(to: entry.key) }
      let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
      throw ValidationError("\(place): unknown key '\(entry.key)'\(hint)")
    }
    guard let values = option.values(entry.value) else {
      throw ValidationError(
        "\(place): '\(entry.key)' is \(entry.value.described); wanted \(option.wanted)")
    }
    return Setting(option: option, values: values, place: place)
  }
}

extension Data {
  /// Counted from 1.
  fileprivate var firstLineThatIsNotUTF8: Int {
    let lines = split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
  }
}

extension OptionDescription {
  /// The values that a file gives, or nil where they are of the wrong kind.
  fileprivate func values(_ value: YAMLText.Value) -> [String]? {
    switch value {
    case .text(let text):
      kind != .flag || text == "true" || text == "false" ? [text] : nil
    case .list(let texts): isRepeating && kind == .option ? texts : nil
    case .nothing, .nested: nil
    }
  }

  /// What stands behind the key.
  fileprivate var wanted: String {
    let name = valueName ?? "value"
    return kind == .flag ? "true or false" : isRepeating ? "a list of <\(name)>" : "one <\(name)>"
  }
}

extension YAMLText.Value {
  fileprivate var described: String {
    switch self {
    case .text(let text): "'\(text)'"
    case .list: "a list"
    case .nothing: "without a value"
    case .nested: "more than values"
    }
  }
}
