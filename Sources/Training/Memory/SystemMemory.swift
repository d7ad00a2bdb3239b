import Foundation

/// What the system says of memory, in bytes.
package enum SystemMemory {
  /// What this process holds in main memory now.
  package static var resident: Int { statusField("VmRSS") ?? 0 }

  /// The most that this process has held at once.
  package static var peakResident: Int { statusField("VmHWM") ?? 0 }

  /// What processes can have at most: the machine's memory, or less in a control group.
  package static var machine: Int {
    let physical = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    return controlGroupLimits.reduce(physical, min)
  }

  /// A line such as `VmRSS:	  123456 kB`; nil on systems without this file.
  private static func statusField(_ name: String) -> Int? {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first
      .flatMap { Int($0) }.map { $0 * 1024 }
  }

  /// The limits of the process's control group and those around it, version 2 or 1.
  private static var controlGroupLimits: [Int] {
    let root = "/sys/fs/cgroup"
    var files = ["/memory/memory.limit_in_bytes"]
    var path = controlGroupPath
    while !path.isEmpty {
      files.append(path + "/memory.max")
      path = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    }
    files.append("/memory.max")
    return files.compactMap { try? String(contentsOfFile: root + $0, encoding: .utf8) }
      .compactMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }

  /// The path in a line `0::/path` without a slash at its end.
  private static var controlGroupPath: String {
    let groups = try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)
    let line = groups?.split(separator: "\n").first { $0.hasPrefix("0::/") }
    let path = line?.dropFirst("0::".count) ?? ""
    return path == "/" ? "" : String(path)
  }
}
