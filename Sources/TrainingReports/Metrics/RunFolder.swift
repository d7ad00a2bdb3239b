/// Where a run tells what happens.
package struct RunFolder: Sendable {
  /// The folder of the model.
  package let path: String

  package init(_ path: String) { self.path = path }

  package var logs: String { path + "/logs" }
  package var metrics: String { logs + "/metrics.jsonl" }
  package var lock: String { logs + "/lock" }
  package var report: String { path + "/report.html" }
}
