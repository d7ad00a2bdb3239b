/// Numbers strings of bytes in the order in which they are first seen.
///
/// Strings are equal if their bytes are: what is canonically equivalent, and so equal to Swift,
/// stays apart. They lie one after the other in one array, and are found by open addressing.
package struct ByteStringTable: Sendable, Equatable {
  /// All strings.
  package private(set) var bytes: [UInt8] = []
  /// Where each string starts, and where the last ends.
  private var starts = [0]
  /// The hash of a string in the upper half and one more than its number in the lower; 0 if free.
  private var slots: [UInt64]

  /// Makes an empty table.
  ///
  /// - Parameters:
  ///   - stringCount: For how many strings there is to be room from the start.
  ///   - byteCount: For how many bytes of them.
  package init(expecting stringCount: Int = 1 << 9, byteCount: Int = 0) {
    let bitCount = Int.bitWidth - (2 * max(stringCount, 1 << 9) - 1).leadingZeroBitCount
    slots = Array(repeating: 0, count: 1 << bitCount)
    starts.reserveCapacity(stringCount + 1)
    bytes.reserveCapacity(byteCount)
  }

  /// How many strings there are.
  package var count: Int { starts.count - 1 }

  /// About how much memory the strings take.
  var byteCount: Int { bytes.count + 8 * starts.count + 8 * slots.count }

  /// Where a string lies in `bytes`.
  package func range(of number: Int) -> Range<Int> { starts[number]..<starts[number + 1] }

  package func string(_ number: Int) -> ArraySlice<UInt8> { bytes[range(of: number)] }

  /// The number of a string, or nil if it was never inserted.
  package func number(of string: Span<UInt8>) -> Int? {
    let slot = slots[place(of: string, hash: ByteStringHash.hash(of: string))]
    return slot == 0 ? nil : Self.number(in: slot)
  }

  /// The number of a string, which is a new one if the string is.
  @inline(__always)
  package mutating func insert(_ string: Span<UInt8>) -> Int {
    let hash = ByteStringHash.hash(of: string)
    let place = place(of: string, hash: hash)
    return slots[place] == 0
      ? append(string, hash: hash, at: place) : Self.number(in: slots[place])
  }

  package mutating func insert(_ string: [UInt8]) -> Int { insert(string.span) }

  /// Forgets all strings, but keeps the memory for others.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    for place in slots.indices { slots[place] = 0 }
  }

  /// Whether a string precedes another byte by byte, which is the order of Unicode scalars.
  package func precedes(_ left: Int, _ right: Int) -> Bool {
    string(left).lexicographicallyPrecedes(string(right))
  }

  /// The numbers in the order of the hashes and, where these are equal, of the bytes.
  func sortedByHash() -> [Int] {
    var order = slots.filter { $0 != 0 }
    order.sort { left, right in
      guard left >> 32 == right >> 32 else { return left < right }
      return precedes(Self.number(in: left), Self.number(in: right))
    }
    return order.map(Self.number(in:))
  }

  private static func number(in slot: UInt64) -> Int { Int(slot & 0xFFFF_FFFF) - 1 }

  /// Where a string is found, or where it would go.
  @inline(__always)
  private func place(of string: Span<UInt8>, hash: UInt32) -> Int {
    var place = Int(hash) & (slots.count - 1)
    while slots[place] != 0 {
      if slots[place] >> 32 == UInt64(hash), isString(Self.number(in: slots[place]), string) {
        break
      }
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  @inline(__always)
  private func isString(_ number: Int, _ string: Span<UInt8>) -> Bool {
    let start = starts[number]
    guard starts[number + 1] - start == string.count else { return false }
    for offset in string.indices where bytes[start + offset] != string[offset] { return false }
    return true
  }

  @inline(never)
  private mutating func append(_ string: Span<UInt8>, hash: UInt32, at place: Int) -> Int {
    for offset in string.indices { bytes.append(string[offset]) }
    starts.append(bytes.count)
    slots[place] = UInt64(hash) << 32 | UInt64(count)
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    var larger = [UInt64](repeating: 0, count: mask + 1)
    for slot in slots where slot != 0 {
      var place = Int(slot >> 32) & mask
      while larger[place] != 0 { place = (place + 1) & mask }
      larger[place] = slot
    }
    slots = larger
  }
}

/// The hash by which strings of bytes are found, shared out to threads and merged from disk.
enum ByteStringHash {
  /// Mixes eight bytes at a time, as wyhash does.
  @inline(__always)
  static func hash(of string: Span<UInt8>) -> UInt32 {
    var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: string.count)
    var position = 0
    while position < string.count {
      let end = min(position + 8, string.count)
      var group: UInt64 = 0
      while position < end {
        group = group << 8 | UInt64(string[position])
        position += 1
      }
      let product = (hash ^ group).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      hash = product.high ^ product.low
    }
    return UInt32(truncatingIfNeeded: hash >> 32 ^ hash)
  }
}
