public import Foundation

/// What can be wrong with a model on disk, with a message for people.
public enum ModelError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
  /// A file of the folder is missing or cannot be read.
  case unreadable(path: String, reason: String)
  /// A file says something that does not fit.
  case invalid(path: String, reason: String)
  /// No model for a pair of languages was found.
  case notFound(source: String, target: String, searched: [String])

  /// A message that names the file and what was wanted.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): \(reason)"
    case .invalid(let path, let reason): "\(path): \(reason)"
    case .notFound(let source, let target, let searched):
      "no model from \(source) to \(target): looked for "
        + searched.joined(separator: ", ")
        + ". Train one with 'apus train' or name one with --model"
    }
  }

  /// The same message, for Foundation.
  public var errorDescription: String? { description }
}
