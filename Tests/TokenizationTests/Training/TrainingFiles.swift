import Foundation
import Synchronization
import TestSupport
import Tokenization

/// A text file that is gone with its last use.
final class TemporaryText {
  private let folder: TemporaryFolder
  let path: String

  init(bytes: [UInt8]) throws {
    folder = try TemporaryFolder()
    path = folder.path("text")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  convenience init(_ lines: [String]) throws {
    try self.init(bytes: Array(lines.map { $0 + "\n" }.joined().utf8))
  }
}

func trained(onFiles paths: [String], _ options: BPETrainer.Options) throws -> Tokenizer {
  var trainer = try BPETrainer(options)
  for path in paths { try trainer.count(contentsOf: path) }
  return try trainer.train()
}

/// Collects what is reported from several threads.
final class Reports: Sendable {
  private let reports = Mutex<[(byteCount: Int, fileSize: Int?)]>([])

  var all: [(byteCount: Int, fileSize: Int?)] { reports.withLock { $0 } }

  func append(_ byteCount: Int, _ fileSize: Int?) {
    reports.withLock { $0.append((byteCount, fileSize)) }
  }
}
