import Foundation
import Translation

/// A line to translate, and what its translation must be like.
struct LineRequest: Sendable {
  let text: String
  /// Whether the line had bytes that are not UTF-8.
  var isRepaired = false
  /// What search is told about this line alone; nil for nothing.
  var request: SentenceRequest?

  /// A line of plain text.
  init(_ text: String) { self.text = text }

  /// A line of JSON.
  ///
  /// - Parameters:
  ///   - line: An object.
  ///   - number: The line's, counted from 1.
  /// - Throws: `CommandFailure.noRequest` where it is none.
  init(json line: String, number: Int) throws {
    do {
      let object = try JSONDecoder().decode(Object.self, from: Data(line.utf8))
      text = object.text
      var request = SentenceRequest(object.text)
      request.prefix = object.prefix ?? ""
      request.required = object.required ?? []
      request.forbidden = object.forbidden ?? []
      self.request = request == SentenceRequest(object.text) ? nil : request
    } catch {
      throw CommandFailure.noRequest(line: number, text: line)
    }
  }

  private struct Object: Decodable {
    let text: String
    let prefix: String?
    let required: [String]?
    let forbidden: [String]?
  }
}

extension Translator {
  /// Translates lines; those with constraints of their own as they are, the others guarded.
  func translate(_ requests: [LineRequest]) -> [GuardedLine] {
    let constrained = requests.compactMap(\.request)
    guard !constrained.isEmpty else { return translate(requests.map(\.text)) }
    var own = translate(sentences: constrained).makeIterator()
    var others = translate(requests.filter { $0.request == nil }.map(\.text)).makeIterator()
    return requests.compactMap { request in
      guard request.request != nil else { return others.next() }
      return own.next().map { GuardedLine(candidates: $0, warnings: []) }
    }
  }
}
