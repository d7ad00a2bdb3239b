import Foundation

extension Error {
  /// The error number of the system beneath an error of Foundation.
  var systemCode: Int32? {
    let error = self as NSError
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? any Error
    let cause = underlying.map { $0 as NSError } ?? error
    return cause.domain == NSPOSIXErrorDomain ? Int32(cause.code) : nil
  }

  /// The system's words for the error where it has them.
  var systemReason: String {
    guard let code = systemCode else { return localizedDescription }
    return unsafe String(cString: strerror(code))
  }
}

extension FileManager {
  /// Makes a folder, and those above it, where it does not stand.
  ///
  /// - Parameter path: The folder; nothing happens for an empty path.
  /// - Throws: `CommandFailure.unwritableFolder` where that is not possible, or nothing can be
  ///   written there.
  func makeFolder(_ path: String) throws {
    guard !path.isEmpty else { return }
    do {
      try createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure.unwritableFolder(path: path, reason: error.systemReason)
    }
    guard isWritableFile(atPath: path) else {
      throw CommandFailure.unwritableFolder(path: path, reason: "no permission")
    }
  }
}
