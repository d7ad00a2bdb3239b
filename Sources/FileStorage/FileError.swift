import Foundation

/// Why the system did not read or write a file.
package enum FileError: Error, Equatable {
  /// The system did not open or read the file.
  case unreadable(path: String, reason: String)
  /// The system did not write the file; what stood there before stands there still.
  case unwritable(path: String, reason: String)
}

extension FileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path): cannot be read: \(reason)"
    case .unwritable(let path, let reason):
      "\(path): cannot be written: \(reason)"
    }
  }
}

extension FileError: LocalizedError {
  package var errorDescription: String? { description }
}
