import Foundation

/// How many bytes can still be written into a folder, where the system tells.
package func freeDiskSpace(at folder: String) -> Int? {
  let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
  return (attributes?[.systemFreeSize] as? NSNumber)?.intValue
}
