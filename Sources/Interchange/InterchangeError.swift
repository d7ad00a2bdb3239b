import Foundation

/// Why a file could not be read or written.
package enum InterchangeError: Error, Equatable {
  /// The system did not open or read the file.
  case unreadable(path: String, reason: String)
  /// The system did not write the file; what stood there before stands there still.
  case unwritable(path: String, reason: String)
  /// The file breaks the rules of safetensors.
  case malformed(path: String, SafetensorsDefect)
  /// The file has no tensor of the name that was asked for.
  case missingTensor(path: String, name: String)
  /// A tensor has another shape than the one that was asked for.
  case wrongShape(path: String, name: String, found: [Int], wanted: [Int])
  /// A tensor holds elements that are not floating-point numbers of 32 or 16 bits.
  case unsupportedElementType(path: String, name: String, found: String)
  /// The file carries no checksum to compare with.
  case missingChecksum(path: String)
  /// The tensors' bytes are not the ones that were written.
  case wrongChecksum(path: String, found: String, wanted: String)
}

extension InterchangeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path): cannot be read: \(reason)"
    case .unwritable(let path, let reason):
      "\(path): cannot be written: \(reason)"
    case .malformed(let path, let defect):
      "\(path): not a valid safetensors file: \(defect)"
    case .missingTensor(let path, let name):
      "\(path): has no tensor “\(name)”"
    case .wrongShape(let path, let name, let found, let wanted):
      "\(path): tensor “\(name)” has the shape \(found); wanted \(wanted)"
    case .unsupportedElementType(let path, let name, let found):
      "\(path): tensor “\(name)” holds \(found) elements; wanted F32, F16 or BF16"
    case .missingChecksum(let path):
      "\(path): its metadata has no checksum; wanted the one that Apus writes"
    case .wrongChecksum(let path, let found, let wanted):
      "\(path): torn or damaged: the checksum of its tensors is \(found); wanted \(wanted)"
    }
  }
}

extension InterchangeError: LocalizedError {
  package var errorDescription: String? { description }
}
