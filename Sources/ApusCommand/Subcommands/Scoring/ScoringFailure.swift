import ArgumentParser

/// What `apus score` cannot do, with a message for people.
enum ScoringFailure: Error, Equatable {
  /// A line has another number of fields than the option --num-refs says.
  case fieldCount(file: String, line: Int, found: Int, wanted: Int)
  /// A line has another number of systems than the first one.
  case systemCount(line: Int, found: Int, wanted: Int)
  /// No program that unpacks a file is installed.
  case noUnpacker(file: String, program: String)
  /// A file cannot be unpacked.
  case unpacking(file: String, reason: String)
  /// Two systems have the same name.
  case repeatedSystem(String)
  /// There is no line to score.
  case noSentence(String)
  /// Options and files do not go together.
  case unfit(String)

  /// The exit status, sacreBLEU's own.
  var status: Int32 {
    switch self {
    case .fieldCount, .systemCount: 17
    default: 1
    }
  }
}

extension ScoringFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .fieldCount(let file, let line, let found, let wanted):
      "\(file), line \(line): expected \(wanted) fields, but found \(found); --num-refs \(wanted) "
        + "wants so many references in a line, with tabs between them"
    case .systemCount(let line, let found, let wanted):
      "standard input, line \(line): expected \(wanted) fields, but found \(found); every line "
        + "holds as many systems as the first one, with tabs between them"
    case .noUnpacker(let file, let program):
      "\(file): the program '\(program)' that unpacks it is not installed; install it, or unpack "
        + "the file"
    case .unpacking(let file, let reason):
      "\(file): cannot be unpacked: \(reason)"
    case .repeatedSystem(let name):
      "'\(name)' already used to name a system; give each system once"
    case .noSentence(let name):
      "\(name): contains no sentence to score"
    case .unfit(let message):
      message
    }
  }
}
