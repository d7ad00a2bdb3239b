package import Foundation
package import Training

/// Keeps what happens in a run in its folder: metrics, TensorBoard's events and the report.
///
/// Training does not end because a log cannot be written: what is wrong is said once, and the next
/// event is tried again.
package final class RunRecorder {
  /// A report is not written more often, except at the end.
  private static let reportInterval = 10.0
  /// Between validations, a report is this old at most.
  private static let longReportInterval = 60.0

  /// What is known of the run, of all sessions.
  package private(set) var history: RunHistory
  private let folder: RunFolder
  private let lock: RunLock
  private let log: MetricsLog
  private let complain: (String) -> Void
  private var events: EventFile?
  private var reportTime: Date?
  /// What happened before the run knew where it goes on.
  private var pending: [MetricsRecord] = []
  private var description = RunDescription()
  private var saidProblems: Set<String> = []

  /// Takes the folder of a run; what an earlier session left there is continued.
  ///
  /// - Parameters:
  ///   - path: The model's folder, which exists.
  ///   - complain: Told what cannot be written.
  /// - Throws: `RunFolderError.inUse` where another process trains there, or an error of the file
  ///   system.
  package init(folder path: String, complain: @escaping (String) -> Void) throws {
    folder = RunFolder(path)
    self.complain = complain
    try FileManager.default.createDirectory(
      atPath: folder.logs, withIntermediateDirectories: true)
    lock = try RunLock(path: folder.lock)
    log = try MetricsLog(path: folder.metrics)
    history = RunHistory(log.records)
    guard log.damagedLineCount > 0 else { return }
    complain(
      "\(folder.metrics): lines that could not be read were removed: \(log.damagedLineCount)")
  }

  /// Adds to what the first line of the session says of the run.
  package func describe(_ change: (inout RunDescription) -> Void) { change(&description) }

  /// Keeps what happened.
  ///
  /// - Parameters:
  ///   - event: What the run told.
  ///   - time: When.
  package func record(_ event: TrainingEvent, at time: Date) {
    if case .read(let report, let name) = event {
      description.corpora.append(CorpusSummary(report, of: name))
    }
    if case .started(let count, _, let backend, let threadCount) = event {
      description.parameterCount = count
      description.backend = backend
      description.threadCount = threadCount
    }
    guard var record = MetricsRecord(event, at: time, after: history) else { return }
    if record.event == .start {
      record.run = description
      start(record)
    } else if events == nil {
      pending.append(record)
    } else {
      if record.event == .rollback { forgetMeasurements(after: record.update) }
      keep(record)
    }
  }

  private func start(_ record: MetricsRecord) {
    remove { $0.update > record.update }
    attempt("TensorBoard's events") {
      events = try EventFile(in: folder.logs, at: record.time)
    }
    keep(record)
    for var earlier in pending {
      earlier.update = record.update
      keep(earlier)
    }
    pending = []
  }

  /// The updates after one are made anew; what went wrong in them stays told.
  private func forgetMeasurements(after update: Int) {
    remove { $0.update > update && [.train, .valid, .saved].contains($0.event) }
  }

  private func remove(where isObsolete: (MetricsRecord) -> Bool) {
    attempt(folder.metrics) { try log.remove(where: isObsolete) }
    history = RunHistory(log.records)
  }

  private func keep(_ record: MetricsRecord) {
    history.append(record)
    attempt(folder.metrics) { try log.append(record) }
    attempt("TensorBoard's events") {
      for event in TensorBoardEvent.events(for: record) { try events?.write(event) }
    }
    guard isReportDue(after: record) else { return }
    reportTime = record.time
    attempt(folder.report) { try report(at: record.time).write(to: folder.report) }
  }

  private func isReportDue(after record: MetricsRecord) -> Bool {
    guard record.event != .stop, let reportTime else { return true }
    let interval = record.event == .valid ? Self.reportInterval : Self.longReportInterval
    return record.time.timeIntervalSince(reportTime) >= interval
  }

  private func report(at time: Date) -> TrainingReport {
    let isRunning = history.stop == nil
    let process = Int(ProcessInfo.processInfo.processIdentifier)
    let status = RunStatus(of: history, process: isRunning ? process : nil, at: time)
    return TrainingReport(history, status: status, at: time)
  }

  /// Does what may fail without harm to the training; each problem is said once.
  private func attempt(_ name: String, _ action: () throws -> Void) {
    do { try action() } catch {
      let problem = "\(name): not written: \(error.localizedDescription)"
      guard saidProblems.insert(problem).inserted else { return }
      complain(problem + "; training goes on")
    }
  }
}
