import ArgumentParser

/// How much memory may be used.
struct MemoryOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The most memory to use, such as 512MB or 2GB; what has no room goes to a temporary file.",
      valueName: "size"))
  var memory: MemorySize?

  var byteCount: Int? { memory?.byteCount }
}

/// A number of bytes as people write it: 512MB, 2GB, 1.5GiB, 1000000.
struct MemorySize: ExpressibleByArgument, Equatable {
  let byteCount: Int

  private static let units: [(name: String, factor: Double)] = [
    ("KIB", 1024), ("MIB", 1_048_576), ("GIB", 1_073_741_824), ("KB", 1e3), ("MB", 1e6),
    ("GB", 1e9), ("K", 1024), ("M", 1_048_576), ("G", 1_073_741_824), ("B", 1), ("", 1),
  ]

  init?(argument: String) {
    let text = argument.uppercased()
    guard let unit = Self.units.first(where: { text.hasSuffix($0.name) }) else { return nil }
    let number = text.dropLast(unit.name.count)
    guard number.allSatisfy({ "0123456789.".contains($0) }), let value = Double(number),
      value * unit.factor >= 1, value * unit.factor < 0x1p62
    else { return nil }
    byteCount = Int(value * unit.factor)
  }
}
