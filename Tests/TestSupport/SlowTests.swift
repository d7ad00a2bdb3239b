import Foundation

/// Tests that take minutes, which `APUS_SLOW_TESTS=1` asks for.
package enum SlowTests {
  package static let areWanted = ProcessInfo.processInfo.environment["APUS_SLOW_TESTS"] == "1"
}
