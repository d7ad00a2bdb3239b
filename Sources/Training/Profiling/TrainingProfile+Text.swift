import Corpora
import Foundation
import Kernels

extension TrainingProfile: CustomStringConvertible {
  /// A table in at most 100 columns.
  package var description: String {
    let blocks = [
      headLines, operationLines, subtotalLines, outsideLines, productLines, [remark],
    ]
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var headLines: [String] {
    let updates = "\(updateCount.grouped) update" + (updateCount == 1 ? "" : "s")
    let warmUp = warmUpCount > 0 ? " (after \(warmUpCount) of warm-up)" : ""
    let threads = threadCount == 1 ? "1 thread" : "\(threadCount) threads"
    let speed = Int(Double(tokenCount) / max(wallTime.seconds, 1e-9))
    var peaks = ["f32 \(peak.f32.wholeGiga) GF/s"]
    if let bf16 = peak.bf16 { peaks.append("bf16 \(bf16.wholeGiga) GF/s") }
    peaks.append("memory \(peak.memory.wholeGiga) GB/s")
    return [
      "profile of \(updates)\(warmUp), \(threads), \(wallTime.seconds.fixed(2)) s, "
        + "\(speed.grouped) tok/s",
      "peak measured here: " + peaks.joined(separator: ", "),
    ]
  }

  // MARK: Operations

  private var operationLines: [String] {
    let rows = grouped { call in
      ProfileRow.Key(name: "\(call.operation)", phase: call.phase.rawValue)
    }
    return [ProfileColumns.heading("operation")] + lines(rows)
  }

  /// Products alone, apart by what they multiply with.
  private var productLines: [String] {
    let rows = grouped { call in
      call.shape.map { shape in
        ProfileRow.Key(
          name: "\(shape.rowCount) x \(shape.columnCount) \(call.operation.shortName)",
          phase: call.phase.rawValue)
      }
    }
    return [ProfileColumns.heading("matrix products, in x out")] + lines(rows)
  }

  private var subtotalLines: [String] {
    let phases = ProfiledPhase.allCases.map { phase in
      row("all of " + phase.rawValue) { $0.phase == phase }
    }
    let kinds = [
      row("all matrix products") { $0.operation.isProduct },
      row("all other operations") { !$0.operation.isProduct },
      row("all operations") { _ in true },
    ]
    return (phases + kinds).map(line)
  }

  /// Sums of the calls with the same key, the longest first; calls without a key are left out.
  private func grouped(_ key: (ProfiledCall) -> ProfileRow.Key?) -> [ProfileRow] {
    var rows: [ProfileRow.Key: ProfileRow] = [:]
    for (call, counters) in operations.counters {
      guard let key = key(call) else { continue }
      rows[key, default: ProfileRow(key: key)].add(counters, call.operation.precision, peak)
    }
    return rows.values.sorted()
  }

  private func row(
    _ name: String, where isIncluded: (ProfiledCall) -> Bool
  ) -> ProfileRow {
    var row = ProfileRow(key: ProfileRow.Key(name: name, phase: ""))
    for (call, counters) in operations.counters where isIncluded(call) {
      row.add(counters, call.operation.precision, peak)
    }
    return row
  }

  private func lines(_ rows: [ProfileRow]) -> [String] { rows.map(line) }

  private func line(_ row: ProfileRow) -> String {
    let seconds = row.counters.time.seconds
    let rate = Double(threadCount) / max(seconds, 1e-9)
    let reached = "\(Int((100 * row.leastSeconds * rate).rounded()))%"
    return ProfileColumns.line([
      row.key.name, row.key.phase, row.counters.callCount.grouped, seconds.fixed(3),
      share(row.counters.time), (Double(row.counters.cost.flops) * rate).giga,
      (Double(row.counters.cost.bytes) * rate).giga,
      reached + " " + row.bound.padding(toLength: 4, withPad: " ", startingAt: 0),
    ])
  }

  // MARK: Outside of operations

  private var outsideLines: [String] {
    let parts = [
      ("between operations: tape, memory", betweenTime),
      ("waiting for other workers", waitingTime),
      ("making batches on one thread", batchThreadTime),
    ]
    let sum = parts.reduce(Duration.zero) { $0 + $1.1 }
    return (parts + [("all outside of operations", sum)]).map { name, time in
      ProfileColumns.line([name, "", "", time.seconds.fixed(3), share(time)])
    }
  }

  private func share(_ time: Duration) -> String {
    "\((100 * time.seconds / max(threadTime.seconds, 1e-9)).fixed(1))%"
  }

  private var remark: String {
    """
    Seconds are summed over threads; GF/s and GB/s are of all threads together, by what an
    operation needs by definition. Of peak: the least time that arithmetic (f32, bf16) or memory
    (mem) allows, as a share of the time taken; above 100 % where operands stay in the caches.
    """
  }
}

extension ProfiledOperation {
  /// The name beside a shape.
  fileprivate var shortName: String {
    switch self {
    case .product(let precision): "product \(precision)"
    default: "\(self)"
    }
  }
}

extension Double {
  fileprivate func fixed(_ decimalCount: Int) -> String {
    String(format: "%.\(decimalCount)f", self)
  }

  /// In billions.
  fileprivate var giga: String { (self / 1e9).fixed(1) }

  fileprivate var wholeGiga: String { Int((self / 1e9).rounded()).grouped }
}

extension Duration {
  fileprivate var seconds: Double { self / .seconds(1) }
}
