import Tokenization

/// A value of a tokenizer's file that knows where it stands, so that messages can say so.
struct JSONField {
  /// What messages call the file.
  let file: String
  /// The names that lead to the value, such as `pre_tokenizer.pretokenizers[1].pattern`.
  let path: String
  let value: JSON

  /// The member of an object, which is null where there is none of that name.
  subscript(name: String) -> JSONField {
    JSONField(file: file, path: path.isEmpty ? name : path + "." + name, value: value[name])
  }

  var isNull: Bool { value == .null }

  /// The `type` that tells which component an object describes.
  func type() throws -> String { try self["type"].text() }

  // MARK: Values

  func text() throws -> String {
    guard let text = value.text else { throw malformed(wanted: "a string") }
    return text
  }

  func optionalText() throws -> String? { isNull ? nil : try text() }

  /// A string that is one code point.
  func scalar() throws -> Unicode.Scalar {
    let scalars = try text().unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else {
      throw malformed(wanted: "a string of one character")
    }
    return scalar
  }

  /// True or false; a value that is not there is the default, if there is one.
  func flag(default missing: Bool? = nil) throws -> Bool {
    if case .bool(let flag) = value { return flag }
    guard let missing, isNull else { throw malformed(wanted: "true or false") }
    return missing
  }

  /// A whole number that is not negative.
  func count() throws -> Int {
    guard let count = value.integer, count >= 0 else {
      throw malformed(wanted: "a whole number from 0 on")
    }
    return count
  }

  /// The number of a token.
  func token() throws -> TokenID {
    guard let token = value.token else { throw malformed(wanted: "the number of a token") }
    return token
  }

  func elements() throws -> [JSONField] {
    guard let elements = value.elements else { throw malformed(wanted: "a list") }
    return elements.enumerated().map { index, element in
      JSONField(file: file, path: "\(path)[\(index)]", value: element)
    }
  }

  // MARK: Errors

  func malformed(wanted: String) -> TokenizationError {
    malformed("\(excerpt) stands there, but \(wanted) is wanted")
  }

  func malformed(_ problem: String) -> TokenizationError {
    .malformed(file: file, line: nil, problem: "in \"\(path)\", \(problem)")
  }

  func unsupported(wanted: String) -> TokenizationError {
    .unsupported(file: file, field: path, found: excerpt, wanted: wanted)
  }

  private var excerpt: String { String(value.text().prefix(200)) }
}

extension JSON {
  /// The number of a token, whose largest leaves room for a count of all tokens.
  var token: TokenID? {
    integer.flatMap(TokenID.init(exactly:)).flatMap { $0 >= 0 && $0 < TokenID.max ? $0 : nil }
  }
}
