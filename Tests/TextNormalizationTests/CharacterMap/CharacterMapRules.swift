import TextNormalization

extension CharacterMap {
  /// The rules, by their sources.
  var rules: [(source: [UInt8], target: [UInt8])] {
    var rules: [(source: [UInt8], target: [UInt8])] = []
    var pending: [(node: Int, source: [UInt8])] = [(DoubleArray.root, [])]
    while let (node, source) = pending.popLast(), !isIdentity {
      if let value = sources.value(at: node) {
        rules.append((source, Array(replacements[Int(value)...].prefix { $0 != 0 })))
      }
      for byte in (UInt8(1)...255).reversed() {
        guard let child = sources.child(byte, of: node) else { continue }
        pending.append((child, source + [byte]))
      }
    }
    return rules
  }

  /// How many rules there are, and the 64-bit FNV-1a hash of them all, each text ended by a NUL.
  var fingerprint: (count: Int, hash: UInt64) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    let rules = rules
    for rule in rules {
      for byte in rule.source + [0] + rule.target + [0] {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      }
    }
    return (rules.count, hash)
  }
}
