import CICU

/// What some steps may do to each character, as a class; see `CICUScan.h`.
///
/// `@unchecked Sendable`: only who makes the classes raises them, before any other thread has them.
final class CharacterClasses: @unchecked Sendable {
  let table: OpaquePointer

  init() {
    guard let table = cicu_table_make() else { Self.outOfMemory() }
    self.table = table
  }

  deinit { cicu_table_free(table) }

  /// Raises the classes of characters to one at least.
  func raise(_ characters: ClosedRange<UInt32>, to level: Int = CICU_NOISY) {
    let isRaised = cicu_table_raise(
      table, characters.lowerBound, characters.upperBound, UInt8(level))
    guard isRaised else { Self.outOfMemory() }
  }

  /// Raises the classes of characters to those that they have for a normal form.
  func raise(_ form: NormalForm) {
    let isRaised = cicu_raise_form_classes(form.icuForm, form.icuVersion, table)
    precondition(isRaised, "ICU's data for normal forms is missing")
  }

  /// The characters of a class above 0, in order.
  func characters(of level: Int) -> [UInt32] {
    let count = Int(cicu_table_characters(table, UInt8(level), nil, 0))
    return [UInt32](unsafeUninitializedCapacity: count) { characters, written in
      written = Int(
        cicu_table_characters(table, UInt8(level), characters.baseAddress, Int64(count)))
    }
  }

  /// Gives the characters of a class above 0 another.
  func replace(_ level: Int, by other: Int) {
    cicu_table_replace(table, UInt8(level), UInt8(other))
  }

  private static func outOfMemory() -> Never {
    preconditionFailure("out of memory for a table of characters")
  }
}
