/// A backend that lets another one compute, and notes what each operation takes.
///
/// One belongs to one worker, so nothing is locked. Operations count while a task's phase is known;
/// outside, as in validation, they only run.
package final class ProfilingBackend: ComputeBackend {
  let base: any ComputeBackend
  /// What was noted since `clearProfile`.
  package private(set) var profile = OperationProfile()
  private var phase: ProfiledPhase?
  private var taskStart = ContinuousClock.now
  /// What the cross-entropy has left of the current pass.
  private var logitsGradient: Matrix?

  package init(_ base: any ComputeBackend) { self.base = base }

  package var name: String { base.name }

  // MARK: Tasks

  /// Begins a task, or the next phase of the current one.
  package func enter(_ phase: ProfiledPhase) {
    if self.phase == nil { taskStart = .now }
    self.phase = phase
    logitsGradient = nil
  }

  /// Ends the task.
  package func leave() {
    guard phase != nil else { return }
    phase = nil
    profile.taskTime += ContinuousClock.now - taskStart
  }

  /// Forgets what was noted.
  package func clearProfile() { profile = OperationProfile() }

  // MARK: Notes

  /// Runs an operation, and notes it where a task is under way.
  func note<Result>(
    _ operation: ProfiledOperation, _ cost: @autoclosure () -> OperationCost, _ run: () -> Result
  ) -> Result {
    guard let phase else { return run() }
    return note(ProfiledCall(operation, phase), cost(), run)
  }

  /// The same of a product, whose shape is noted as well.
  func noteProduct(
    _ operation: ProfiledOperation, of a: Matrix, _ shape: ProductShape,
    _ cost: @autoclosure () -> OperationCost, _ run: () -> Void
  ) {
    guard let phase else { return run() }
    let call = ProfiledCall(
      operation, isLogitsGradient(a) ? .backward : phase, shape: shape)
    note(call, cost(), run)
  }

  private func note<Result>(
    _ call: ProfiledCall, _ cost: OperationCost, _ run: () -> Result
  ) -> Result {
    let start = ContinuousClock.now
    let result = run()
    let time = ContinuousClock.now - start
    profile.add(OperationCounters(callCount: 1, time: time, cost: cost), to: call)
    return result
  }

  /// Notes where the cross-entropy leaves its gradient: products of it are backward work, though
  /// they run with the loss.
  func noteLogitsGradient(_ logits: Matrix) {
    if phase == .forward { logitsGradient = logits }
  }

  private func isLogitsGradient(_ matrix: Matrix) -> Bool {
    guard let known = logitsGradient?.buffer else { return false }
    return known.storage === matrix.buffer.storage && known.offset == matrix.buffer.offset
  }
}
