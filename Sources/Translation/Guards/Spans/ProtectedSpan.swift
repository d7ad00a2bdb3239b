/// A stretch of text that comes out exactly as it went in.
struct ProtectedSpan: Equatable {
  /// What may stand directly beside an end of the span.
  enum Edge: Equatable {
    /// No letter and no digit, nor what joins the two: a placeholder, a term.
    case closed
    /// Besides, no mark with a letter behind it: an address, which would become another one.
    case open
    /// A word, where one stands there in the source: a tag, a picture.
    case touching
  }

  /// The bytes of the text.
  var text: [UInt8]
  var leading: Edge
  var trailing: Edge
  /// The tags within, in order.
  var tags: [MarkupTag]
  /// Whether there is nothing in it but tags and pictures, which take no part in a sentence.
  var isMark: Bool
  /// The characters that stand beside the span in the source.
  var before: Unicode.Scalar?
  var after: Unicode.Scalar?
  /// Whether a word stands directly beside it in the source, which only a touching edge has.
  var touchesBefore = false
  var touchesAfter = false
}

/// Where a protected span stands.
struct FoundSpan: Equatable {
  var range: Range<Int>
  var leading: ProtectedSpan.Edge
  var trailing: ProtectedSpan.Edge
  var tags: [MarkupTag] = []
  var isMark = false
  /// Whether it is here because the vocabulary cannot spell it.
  var isUnspellable = false

  init(_ range: Range<Int>, _ edge: ProtectedSpan.Edge) {
    self.range = range
    leading = edge
    trailing = edge
    isMark = edge == .touching
  }
}

/// A tag of HTML or XML.
struct MarkupTag: Equatable {
  enum Role: Equatable {
    case opening
    case closing
    /// A tag without a partner: `<br/>`, a comment.
    case alone
  }

  var name: [UInt8]
  var role: Role

  /// Whether each opening tag has its closing one behind it, in the order of nesting.
  static func areNested(_ tags: some Sequence<MarkupTag>) -> Bool {
    var open: [[UInt8]] = []
    for tag in tags {
      switch tag.role {
      case .alone: break
      case .opening: open.append(tag.name)
      case .closing: if open.popLast() != tag.name { return false }
      }
    }
    return open.isEmpty
  }
}
