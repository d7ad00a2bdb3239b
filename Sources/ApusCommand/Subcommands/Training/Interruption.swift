import Foundation
import Synchronization

/// Notices SIGINT and SIGTERM, so that work can come to a good end.
///
/// The first signal is noted; a second one ends the process at once.
enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// The number of the signal that came, or nil.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Begins to notice.
  static func startNoticing() {
    for number in [SIGINT, SIGTERM] {
      Foundation.signal(number) { number in
        // Only what is allowed in a signal handler: an atomic store and a system call.
        Interruption.received.store(number, ordering: .relaxed)
        Foundation.signal(number, SIG_DFL)
      }
    }
    unblock()
  }

  /// The program that started this one may have left signals blocked, as the threads of a pool do.
  private static func unblock() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] { unsafe sigaddset(&signals, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Leaves signals to the system again.
  static func stopNoticing() {
    for number in [SIGINT, SIGTERM] { Foundation.signal(number, SIG_DFL) }
  }
}
