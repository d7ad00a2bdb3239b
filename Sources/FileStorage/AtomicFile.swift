import Foundation
import Synchronization

/// Files that appear whole or not at all.
package enum AtomicFile {
  /// Writes a file beside its place, and puts it there in one step once it is on the disk.
  ///
  /// Until then, and after any error, the file that stood there before is what others read. A
  /// symbolic link at `path` is followed. A crash may leave the unfinished file behind, as
  /// `PATH.PROCESS-NUMBER.partial`, for `removeLeftovers` to find.
  ///
  /// - Parameters:
  ///   - path: The file's place; its folder must exist.
  ///   - body: Writes the contents.
  /// - Throws: `FileError.unwritable` with the system's reason, or what `body` throws.
  package static func write(
    to path: String, _ body: (inout FileWriter) throws -> Void
  ) throws {
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    do {
      try refuseSpecialFile(place, reportedAs: path)
      let folder = try FileDescriptor(folder: place.deletingLastPathComponent().path)
      try writeBeside(place.path, reportedAs: path, body)
      try folder.synchronize()
    } catch let failure as SystemFailure {
      throw FileError.unwritable(path: path, reason: failure.reason)
    }
  }

  private static func writeBeside(
    _ place: String, reportedAs path: String, _ body: (inout FileWriter) throws -> Void
  ) throws {
    let number = writeCount.add(1, ordering: .relaxed).newValue
    let partial = "\(place).\(ProcessInfo.processInfo.processIdentifier)-\(number).partial"
    do {
      var writer = FileWriter(try FileDescriptor(creating: partial), path: path)
      try body(&writer)
      try writer.finish()
      try replaceFile(place, by: partial)
    } catch {
      removeFile(partial)
      throw error
    }
  }

  /// Stops before a folder, or a device such as `/dev/null`, would give way to a file.
  private static func refuseSpecialFile(_ place: URL, reportedAs path: String) throws {
    let attributes = try? FileManager.default.attributesOfItem(atPath: place.path)
    guard let type = attributes?[.type] as? FileAttributeType else { return }
    guard type == .typeRegular || type == .typeSymbolicLink else {
      throw FileError.unwritable(
        path: path, reason: "there is something else than a regular file at this place")
    }
  }
}

/// Tells the unfinished files of one process apart.
private let writeCount = Atomic(0)
