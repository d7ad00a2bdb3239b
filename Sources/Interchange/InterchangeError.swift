import Foundation

/// What is wrong with a safetensors file.
package enum InterchangeError: Error, Equatable {
  /// The file breaks the rules of safetensors.
  case malformed(path: String, SafetensorsDefect)
  /// The file has no tensor of the name that was asked for.
  case missingTensor(path: String, name: String)
  /// A tensor has another shape than the one that was asked for.
  case wrongShape(path: String, name: String, found: [Int], wanted: [Int])
  /// A tensor holds elements that are not floating-point numbers of 32 or 16 bits.
  case unsupportedElementType(path: String, name: String, found: String)
  /// A tensor holds other elements than those that were asked for.
  case wrongElementType(path: String, name: String, found: String, wanted: String)
  /// The file carries no checksum to compare with.
  case missingChecksum(path: String)
  /// Some of the file's bytes are not the ones that were written.
  case wrongChecksum(path: String, part: Part, found: String, wanted: String)

  /// What a checksum is over.
  package enum Part: String, Sendable {
    case header
    case tensors
  }
}

extension InterchangeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformed(let path, let defect):
      "\(path): not a valid safetensors file: \(defect)"
    case .missingTensor(let path, let name):
      "\(path): has no tensor “\(name)”"
    case .wrongShape(let path, let name, let found, let wanted):
      "\(path): tensor “\(name)” has the shape \(found); wanted \(wanted)"
    case .unsupportedElementType(let path, let name, let found):
      "\(path): tensor “\(name)” holds \(found) elements; wanted F32, F16 or BF16"
    case .wrongElementType(let path, let name, let found, let wanted):
      "\(path): tensor “\(name)” holds \(found) elements; wanted \(wanted)"
    case .missingChecksum(let path):
      "\(path): its metadata has no checksum; wanted the one that Apus writes"
    case .wrongChecksum(let path, let part, let found, let wanted):
      "\(path): torn or damaged: the checksum of its \(part) is \(found); wanted \(wanted)"
    }
  }
}

extension InterchangeError: LocalizedError {
  package var errorDescription: String? { description }
}
