import Kernels

/// A line of a profile's table: calls that are shown together.
struct ProfileRow: Comparable {
  /// What a reader tells rows apart by.
  struct Key: Hashable {
    var name: String
    var phase: String
  }

  let key: Key
  private(set) var counters = OperationCounters()
  /// The least time that the machine's peak allows, all threads busy.
  private(set) var leastSeconds = 0.0
  /// What that time is spent on most.
  var bound: String {
    boundSeconds.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }
  private var boundSeconds: [String: Double] = [:]

  init(key: Key) { self.key = key }

  /// Adds calls of an operation on operands of a precision.
  mutating func add(_ counters: OperationCounters, _ precision: Precision, _ peak: MachinePeak) {
    self.counters += counters
    let seconds = peak.leastSeconds(counters.cost, precision)
    leastSeconds += seconds
    let bound =
      peak.isBoundByArithmetic(counters.cost, precision) ? precision.rawValue : "mem"
    boundSeconds[bound, default: 0] += seconds
  }

  /// The longest comes first; equal ones in the order of their names.
  static func < (row: ProfileRow, other: ProfileRow) -> Bool {
    if row.counters.time != other.counters.time {
      return row.counters.time > other.counters.time
    }
    return (row.key.name, row.key.phase) < (other.key.name, other.key.phase)
  }

  static func == (row: ProfileRow, other: ProfileRow) -> Bool {
    row.key == other.key && row.counters == other.counters
  }
}

/// The columns of a profile's table, 94 wide.
enum ProfileColumns {
  private static let textWidths = [33, 9]
  private static let numberWidths = [9, 9, 7, 8, 8, 11]

  /// The line above a block of rows.
  static func heading(_ name: String) -> String {
    line([name, "phase", "calls", "seconds", "share", "GF/s", "GB/s", "of peak"])
  }

  /// Texts to the left of their columns, numbers to the right; nothing follows the last one.
  static func line(_ fields: [String]) -> String {
    let texts = zip(fields, textWidths).map { field, width in
      field + String(repeating: " ", count: max(0, width - field.count))
    }
    let numbers = zip(fields.dropFirst(texts.count), numberWidths).map { field, width in
      String(repeating: " ", count: max(1, width - field.count)) + field
    }
    let line = (texts + numbers).joined()
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
