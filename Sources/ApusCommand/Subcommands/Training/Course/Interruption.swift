import Foundation
import Synchronization

/// Notices SIGINT and SIGTERM, so that work can come to a good end, and SIGUSR1, which asks for a
/// checkpoint.
///
/// The first of the two that end is noted; a second one, of either, ends the process at once.
enum Interruption {
  private static let received = Atomic<Int32>(0)
  private static let saveIsWanted = Atomic(false)

  /// The number of the signal that came, or nil.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Whether SIGUSR1 has come since this was asked last.
  static func takeSaveRequest() -> Bool { saveIsWanted.exchange(false, ordering: .relaxed) }

  /// Begins to notice SIGUSR1, which would end the process.
  ///
  /// A file that grows beyond a limit of the system is an error to report from now on, like a full
  /// disk.
  static func startNoticingSaveRequests() {
    Foundation.signal(SIGUSR1) { _ in Interruption.saveIsWanted.store(true, ordering: .relaxed) }
    Foundation.signal(SIGXFSZ, SIG_IGN)
    unblock([SIGUSR1])
  }

  /// Begins to notice the signals that end.
  static func startNoticing() {
    for number in [SIGINT, SIGTERM] { Foundation.signal(number, end) }
    unblock([SIGINT, SIGTERM])
  }

  /// Does only what a signal handler may: an atomic store and system calls.
  private static let end: @convention(c) (Int32) -> Void = { number in
    Interruption.received.store(number, ordering: .relaxed)
    Foundation.signal(SIGINT, SIG_DFL)
    Foundation.signal(SIGTERM, SIG_DFL)
  }

  /// The program that started this one may have left signals blocked, as the threads of a pool do.
  private static func unblock(_ numbers: [Int32]) {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in numbers { unsafe sigaddset(&signals, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Leaves signals to the system again; SIGUSR1 stays without harm.
  static func stopNoticing() {
    for number in [SIGINT, SIGTERM] { Foundation.signal(number, SIG_DFL) }
  }
}
