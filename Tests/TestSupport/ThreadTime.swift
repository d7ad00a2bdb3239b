import Foundation

/// The processor time that the calling thread spends in `body`, in seconds.
///
/// Unlike the clock on the wall, and unlike `.timeLimit`, which counts the wait for a free thread,
/// it is the same beside other tests.
package func threadTime(_ body: () throws -> Void) rethrows -> Double {
  let start = threadTime()
  try body()
  return threadTime() - start
}

private func threadTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
