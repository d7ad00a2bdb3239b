/// What can be wrong with a shortlist's file.
package enum ShortlistError: Error, Equatable {
  /// The file is not what a shortlist's is from a byte on, which counts from 0.
  case malformed(path: String, byte: Int, problem: String)
  /// The file was made for another tokenizer or direction.
  case otherPurpose(path: String)
}

extension ShortlistError: CustomStringConvertible {
  /// A message for people.
  package var description: String {
    switch self {
    case .malformed(let path, let byte, let problem):
      "\(path), byte \(byte): \(problem)"
    case .otherPurpose(let path):
      "\(path): was made for another tokenizer than the model's, or for other languages; "
        + "make it anew with 'apus shortlist'"
    }
  }
}
