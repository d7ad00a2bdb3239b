/// What can be wrong with a text file.
public enum TextError: Error, Equatable, Sendable {
  /// No file stands at the path.
  case missingFile(String)
  /// A folder stands at the path.
  case isDirectory(String)
  /// The system refused to open or read the file.
  case unreadable(path: String, reason: String)
  /// A line, counted from 1, is not UTF-8 from a byte on, counted from 0 in the line.
  case invalidUTF8(file: String, line: Int, byteOffset: Int)
  /// A file, or a line of it counted from 1, is not what it has to be.
  case malformed(file: String, line: Int?, problem: String)
  /// ICU has no transliterator of this ID.
  case unknownTransliterator(String)
}

extension TextError: CustomStringConvertible {
  /// A message for people.
  public var description: String {
    switch self {
    case .missingFile(let path):
      "\(path): no such file"
    case .isDirectory(let path):
      "\(path): is a folder; a text file was expected"
    case .unreadable(let path, let reason):
      "\(path): cannot be read: \(reason)"
    case .invalidUTF8(let file, let line, let byteOffset):
      "\(file), line \(line): not UTF-8 at byte offset \(byteOffset) of the line; "
        + "convert the file to UTF-8 first"
    case .malformed(let file, let line?, let problem):
      "\(file), line \(line): \(problem)"
    case .malformed(let file, nil, let problem):
      "\(file): \(problem)"
    case .unknownTransliterator(let id):
      "\"\(id)\" is no transliterator of ICU; an ID such as Latin-ASCII was expected"
    }
  }
}
