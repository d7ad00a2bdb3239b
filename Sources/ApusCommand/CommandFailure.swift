import Corpora

/// What a command cannot do, with a message for people.
enum CommandFailure: Error, Equatable {
  /// A folder cannot be made or written to.
  case unwritableFolder(path: String, reason: String)
  /// A configuration file cannot be read.
  case unreadableConfiguration(path: String, reason: String)
  /// Standard output takes no more text.
  case unwritableOutput(reason: String)
  /// The files of hypotheses and references differ in length.
  case unequalLineCounts([LineCount])
  /// A tokenizer is no byte-pair encoding of Apus, and what is asked for needs its merges.
  case noMerges(tokenizer: String, need: String)
  /// There is no line to learn from.
  case noText([String])
  /// A line is not what `tokenizer decode` reads.
  case noToken(text: String, line: Int, wanted: String)
  /// A line is not what `--json-input` reads.
  case noRequest(line: Int, text: String)
  /// A model translates between other languages than those asked for.
  case otherLanguages(model: String, found: String, wanted: String)
  /// A model's folder has no checkpoints.
  case noCheckpoints(folder: String)
  /// `doctor` found something wrong with a model.
  case unhealthy(model: String, problemCount: Int)

  /// A file and how many lines it has.
  struct LineCount: Equatable {
    var file: String
    var count: Int
  }
}

extension CommandFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .unwritableFolder(let path, let reason):
      "\(path): cannot be written to: \(reason)"
    case .unreadableConfiguration(let path, let reason):
      "\(path): cannot be read: \(reason)"
    case .unwritableOutput(let reason):
      "standard output: cannot be written: \(reason)"
    case .unequalLineCounts(let files):
      "the files differ in their numbers of lines: "
        + files.map { "\($0.file) has \($0.count.grouped)" }.joined(separator: ", ")
        + "; line n of a hypothesis is compared with line n of each reference"
    case .noMerges(let tokenizer, let need):
      "\(tokenizer): \(need) needs a tokenizer of byte pairs by 'apus tokenizer train'; this is one "
        + "of another kind"
    case .noText(let files):
      "\(files.joined(separator: ", ")): no line of text to learn from"
    case .noToken(let text, let line, let wanted):
      "standard input, line \(line): \"\(text)\" is no token; wanted \(wanted)"
    case .noRequest(let line, let text):
      "standard input, line \(line): \(text.prefix(80)): wanted an object with text and, where "
        + "needed, prefix, required and forbidden: {\"text\": \"A dog.\", \"required\": [\"Hund\"]}"
    case .otherLanguages(let model, let found, let wanted):
      "\(model): translates from \(found), not from \(wanted)"
    case .noCheckpoints(let folder):
      "\(folder): no checkpoints (update-….safetensors) in it; wanted those that 'apus train' keeps"
    case .unhealthy(let model, let problemCount):
      "\(model): \(problemCount) of its golden translations came out otherwise"
    }
  }
}
