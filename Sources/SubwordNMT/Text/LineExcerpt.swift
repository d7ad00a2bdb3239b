/// The beginning of a line, for messages.
struct LineExcerpt: CustomStringConvertible {
  let description: String

  init(_ line: ArraySlice<UInt8>, limit: Int = 60) {
    let text = String(decoding: line.prefix(4 * limit), as: UTF8.self)
    let isWhole = line.count <= 4 * limit && text.unicodeScalars.count <= limit
    var excerpt = String.UnicodeScalarView()
    excerpt.append(contentsOf: text.unicodeScalars.prefix(limit))
    description = isWhole ? text : String(excerpt) + "…"
  }
}
