/// A value for each character, where few of all characters have one.
///
/// Characters are looked up by pages of 256, which are made when they are first written to.
@usableFromInline
package struct ScalarTable<Value: Sendable>: Sendable {
  private let initialValue: Value
  /// Where the values of each page start; page 0 is shared by all that were never written to.
  @usableFromInline var pages = [Int32](repeating: 0, count: 0x11_0000 >> 8)
  @usableFromInline var values: [Value]

  package init(repeating initialValue: Value) {
    self.initialValue = initialValue
    values = Array(repeating: initialValue, count: 256)
  }

  @inlinable
  package subscript(scalar: UInt32) -> Value {
    @inline(__always)
    get { values[Int(pages[Int(scalar >> 8)]) + Int(scalar & 0xFF)] }
    @inline(__always)
    set {
      if pages[Int(scalar >> 8)] == 0 { addPage(Int(scalar >> 8)) }
      values[Int(pages[Int(scalar >> 8)]) + Int(scalar & 0xFF)] = newValue
    }
  }

  /// Visits the characters of all pages written to, in ascending order.
  func forEach(_ body: (Unicode.Scalar, Value) -> Void) {
    for (number, page) in pages.enumerated() where page != 0 {
      for offset in 0..<256 {
        guard let scalar = Unicode.Scalar(UInt32(number << 8 | offset)) else { continue }
        body(scalar, values[Int(page) + offset])
      }
    }
  }

  @usableFromInline
  mutating func addPage(_ number: Int) {
    pages[number] = Int32(values.count)
    values.append(contentsOf: repeatElement(initialValue, count: 256))
  }
}
