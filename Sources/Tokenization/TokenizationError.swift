public import Foundation

/// What can be wrong with a tokenizer's file or with what is asked of training.
public enum TokenizationError: Error, Equatable {
  /// The file cannot be read, for the reason that the system gives.
  case unreadable(file: String, reason: String)
  /// The file cannot be written, for the reason that the system gives.
  case unwritable(file: String, reason: String)
  /// The file is not JSON, or not a tokenizer; the line is known if it is not JSON.
  case malformed(file: String, line: Int?, problem: String)
  /// The file is a tokenizer of another kind.
  case unsupported(file: String, field: String, found: String, wanted: String)
  /// The tokenizer does something that a format has no means for.
  case inexpressible(format: String, problem: String)
  /// The pieces make no vocabulary.
  case invalidVocabulary(String)
  /// An option of training does not make sense.
  case invalidOption(name: String, problem: String)
  /// The memory that training may use, in bytes, is too little for the text.
  case insufficientMemory(limit: Int, needed: Int)
  /// The vocabulary cannot be so small, since it holds at least the bytes and the characters.
  case vocabularyTooSmall(wanted: Int, smallest: Int)
  /// The text does not have enough pairs of symbols that are frequent enough for so many pieces.
  case vocabularyTooLarge(wanted: Int, largest: Int)
  /// The text does not have enough pairs of symbols that are frequent enough for so many merges.
  case tooManyMerges(wanted: Int, largest: Int)
}

extension TokenizationError: CustomStringConvertible {
  /// A message for people.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
    case .unwritable(let file, let reason): "\(file): cannot be written: \(reason)"
    case .malformed(let file, let line?, let problem): "\(file):\(line): \(problem)"
    case .malformed(let file, nil, let problem): "\(file): \(problem)"
    case .unsupported(let file, let field, let found, let wanted):
      "\(file): \"\(field)\" is \(found), but Apus reads only \(wanted)"
    case .inexpressible(let format, let problem):
      "the tokenizer cannot be written as \(format): \(problem)"
    case .invalidVocabulary(let problem): "the vocabulary is not usable: \(problem)"
    case .invalidOption(let name, let problem): "\(name): \(problem)"
    case .insufficientMemory(let limit, let needed):
      "\(limit) bytes of memory are too few for this text: training needs at least \(needed)"
    case .vocabularyTooSmall(let wanted, let smallest):
      "a vocabulary of \(wanted) pieces is too small for this text: "
        + "special tokens, bytes and characters alone are \(smallest)"
    case .vocabularyTooLarge(let wanted, let largest):
      "a vocabulary of \(wanted) pieces is too large for this text: at most \(largest) are possible"
    case .tooManyMerges(let wanted, let largest):
      "\(wanted) merges are too many for this text: at most \(largest) are possible"
    }
  }
}

extension TokenizationError: LocalizedError {
  /// The same message, where the system asks for it.
  public var errorDescription: String? { description }
}
