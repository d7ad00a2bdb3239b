/// Text of a page, in which everything that came from outside was escaped.
package struct HTML: Sendable, ExpressibleByStringLiteral {
  /// The mark-up.
  package let source: String

  /// Mark-up of the program itself.
  package init(stringLiteral source: String) { self.source = source }

  private init(source: String) { self.source = source }

  /// JSON, in which `<` stands inside of texts only.
  package init(json: String) { source = json.replacing("<", with: "\\u003c") }

  /// Any text, with the characters escaped that mean something in mark-up.
  package static func text(_ text: String) -> HTML { HTML(source: escaped(text)) }

  /// An element with its attributes, whose values are escaped, and its content.
  package static func element(
    _ name: StaticString, _ attributes: [(name: String, value: String)] = [], _ content: [HTML] = []
  ) -> HTML {
    let list = attributes.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
    return HTML(source: "<\(name)\(list)>\(join(content).source)</\(name)>")
  }

  /// An element that has no content and no end.
  package static func void(_ name: StaticString, _ attributes: [(name: String, value: String)])
    -> HTML
  {
    let list = attributes.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
    return HTML(source: "<\(name)\(list)>")
  }

  /// An element with a class.
  package static func element(_ name: StaticString, class: String, _ content: HTML...) -> HTML {
    element(name, [("class", `class`)], content)
  }

  package static func element(_ name: StaticString, _ content: HTML...) -> HTML {
    element(name, [], content)
  }

  package static func join(_ pieces: [HTML], separator: HTML = "") -> HTML {
    HTML(source: pieces.map(\.source).joined(separator: separator.source))
  }

  package static func + (first: HTML, second: HTML) -> HTML {
    HTML(source: first.source + second.source)
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{0}"..<"\u{9}", "\u{B}", "\u{C}", "\u{E}"..<"\u{20}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
