/// One layer's keys and values of target tokens, each token's in a slot of its own: what decoding
/// steps attend to.
package struct KeyValueCache: Sendable {
  package let layout: Layout
  /// `[slots, keyWidth]`, as `ComputeBackend.write` leaves them.
  package let keys: Matrix
  /// `[slots, valueWidth]`.
  package let values: Matrix

  /// What a slot holds.
  package struct Layout: Sendable, Equatable {
    package let headCount: Int
    /// d_k = d_v.
    package let headDimension: Int
    /// f32, or bf16 in half the room.
    package let storage: Precision

    package init(headCount: Int, headDimension: Int, storage: Precision) {
      precondition(storage != .int8, "keys and values were to be kept in int8")
      self.headCount = headCount
      self.headDimension = headDimension
      self.storage = storage
    }

    /// D = h · d_k.
    package var dimension: Int { headCount * headDimension }

    /// Words of a slot's keys: in bf16 one for two columns of a head.
    package var keyWidth: Int {
      headCount * (storage == .bf16 ? (headDimension + 1) / 2 : headDimension)
    }

    /// Words of a slot's values: in bf16 16 for up to 32 columns of a head.
    package var valueWidth: Int {
      headCount * (storage == .bf16 ? (headDimension + 31) / 32 * 16 : headDimension)
    }

    /// Words of a slot.
    package var width: Int { keyWidth + valueWidth }
  }

  /// A cache in the rows of a matrix.
  ///
  /// - Parameters:
  ///   - slots: `[slots, width of the layout]`.
  ///   - layout: What a slot holds.
  package init(_ slots: Matrix, _ layout: Layout) {
    precondition(
      slots.columnCount == layout.width,
      "slots of \(slots.columnCount) words for a layout of \(layout.width)")
    self.layout = layout
    keys = slots.columns(0..<layout.keyWidth)
    values = slots.columns(layout.keyWidth..<layout.width)
  }

  /// The number of slots.
  package var slotCount: Int { keys.rowCount }
}
