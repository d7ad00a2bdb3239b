package import Foundation

/// A file's bytes, which the system reads when they are asked for.
///
/// - Parameter path: Where the file stands.
/// - Returns: The whole file, mapped into memory.
/// - Throws: `FileError.unreadable`.
package func mappedFile(at path: String) throws -> Data {
  do {
    return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
  } catch {
    let underlying = (error as? CocoaError)?.underlying as? POSIXError
    throw FileError.unreadable(
      path: path,
      reason: underlying.map { SystemFailure(code: $0.code.rawValue).reason }
        ?? error.localizedDescription)
  }
}
