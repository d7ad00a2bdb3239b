import TestSupport

/// A line with protected spans in all positions, and the texts that have to come out.
struct SpanCase {
  private(set) var line = ""
  private(set) var spans: [Span] = []

  struct Span {
    var text: String
    var kind: Kind

    enum Kind { case closed, address, mark }
  }

  init(_ generator: inout SeededGenerator) {
    let count = 1 + generator.below(9)
    for index in 0..<count {
      if index > 0, generator.below(8) > 0 || endsInWord { line += " " }
      switch generator.below(5) {
      case 0, 1: addSpan(&generator)
      case 2: addSpan(&generator, in: generator.pick(Self.surroundings))
      default: line += generator.pick(Self.words)
      }
      if generator.below(7) == 0 { line += generator.pick([",", ".", ":", "!", ";", " –", "?"]) }
    }
    if generator.below(20) == 0 { line = line.uppercasingWords }
  }

  private var endsInWord: Bool {
    guard let last = line.last else { return false }
    return last.isLetter || last.isNumber || !last.isASCII || "/-_@&=+%".contains(last)
  }

  private mutating func addSpan(
    _ generator: inout SeededGenerator, in around: (String, String) = ("", "")
  ) {
    let kind = generator.pick([Span.Kind.closed, .closed, .address, .mark])
    let text =
      switch kind {
      case .closed: generator.pick(Self.placeholders)
      case .address: generator.pick(Self.addresses)
      case .mark: generator.pick(Self.marks)
      }
    var (before, after) = around
    if endsInWord && !(before.first?.isPunctuation ?? false) { line += " " }
    if kind == .mark, generator.below(3) == 0 { (before, after) = ("", generator.pick(Self.words)) }
    line += before + text + after
    spans.append(Span(text: text, kind: kind))
  }

  private static let words = [
    "the", "dog", "Haus", "schön", "Fußball", "Привет", "мир", "I", "don't", "well-known", "2024",
    "7", "été", "naïve", "says", "to", "Donaudampfschifffahrt", "a", "can", "NATO",
  ]

  private static let placeholders = [
    "{name}", "{{ user.name }}", "{0}", "${HOME}", "%s", "%1$s", "%(count)d", "%.2f", "%sMB",
    "%{rate}", "{count, plural, one {# file} other {# files}}", "&amp;", "R&amp;D", "&#8364;",
    "%ld", "v{version}", "{{{raw}}}", "{% if x %}", "%d%%", "{a}/{b}", "%PATH%", "#{id}", "Apus",
    "Grüne Woche", "KEY-17",
  ]

  private static let addresses = [
    "https://x.org/a", "http://www.example.com/b?c=d&e=f#g", "www.beispiel.de/straße",
    "me@mail.example.org", "ftp://files.net/{id}/x", "https://de.wikipedia.org/wiki/Apus_(Gattung)",
    "mailto:you@there.com", "https://[::1]:8080/", "first.last+tag@sub.domain.co.uk",
  ]

  private static let marks = [
    "<b>", "</b>", "<br/>", "<a href=\"https://y.org/?q=1&r=2\">", "</a>", "<!-- note -->",
    "<img alt='x > y'/>", "<0>", "</0>", "😀", "👩‍👩‍👧", "🇩🇪🇫🇷", "👍🏽", "1️⃣", "❤️", "→", "★★★", "&nbsp;",
    "\u{1B}[31m", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "▁", "<x id=\"1\"/>",
  ]

  private static let surroundings = [
    ("(", ")"), ("\"", "\""), ("„", "“"), ("«", "»"), ("[", "]"), ("'", "'"), ("", ","), ("", "."),
    ("", ":"), ("", "!"), ("", "…"), ("", "?"), ("(", "),"), ("", ""),
  ]
}

extension SeededGenerator {
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

extension String {
  /// The line with its plain words in capitals.
  fileprivate var uppercasingWords: String {
    split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.allSatisfy(\.isLetter) && word != "Apus" && word != "Grüne" && word != "Woche"
        ? word.uppercased() : String(word)
    }.joined(separator: " ")
  }

  /// The characters before and after each occurrence of a text.
  func neighbours(of text: String) -> [(before: Unicode.Scalar?, after: [Unicode.Scalar])] {
    let (whole, part) = (Array(unicodeScalars), Array(text.unicodeScalars))
    guard whole.count >= part.count else { return [] }
    var found: [(before: Unicode.Scalar?, after: [Unicode.Scalar])] = []
    var index = 0
    while index + part.count <= whole.count {
      if whole[index] == part[0], whole[index..<(index + part.count)].elementsEqual(part) {
        let before = index > 0 ? whole[index - 1] : nil
        found.append((before, Array(whole[(index + part.count)...])))
        index += part.count
      } else {
        index += 1
      }
    }
    return found
  }
}
