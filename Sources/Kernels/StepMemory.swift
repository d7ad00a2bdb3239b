/// Keys and values of some sequences, laid out by `ComputeBackend.layOut` for the decoding steps that
/// attend to them: they stay the same in all steps.
package struct StepMemory: Sendable {
  /// The tokens of each sequence.
  package let extents: SequenceExtents
  package let headCount: Int
  /// d_k = d_v.
  package let headDimension: Int
  /// f32, or bf16 in half the room.
  package let storage: Precision
  /// Head by head `[d_k, tokens rounded up to 16]`, one sequence after the other; in bf16 a word has
  /// two neighbouring columns.
  package let keys: FloatBuffer
  /// Head by head `[tokens, d_k rounded up to 16]`, one sequence after the other; in bf16 a word has
  /// two neighbouring tokens.
  package let values: FloatBuffer

  /// A memory in the buffers given; they hold nothing yet.
  ///
  /// - Parameters:
  ///   - extents: The tokens of each sequence.
  ///   - headCount: h.
  ///   - headDimension: d_k = d_v.
  ///   - storage: f32 or bf16.
  ///   - allocate: Makes a buffer of so many numbers.
  package init(
    _ extents: SequenceExtents, headCount: Int, headDimension: Int, storage: Precision,
    allocate: (Int) -> FloatBuffer
  ) {
    precondition(storage != .int8, "keys and values were to be kept in int8")
    self.extents = extents
    self.headCount = headCount
    self.headDimension = headDimension
    self.storage = storage
    let perWord = storage == .bf16 ? 2 : 1
    func wordCount(_ numberCount: Int) -> Int { (numberCount + perWord - 1) / perWord }
    func wholeVectors(_ count: Int) -> Int { (count + 15) / 16 * 16 }
    var (keyCount, valueCount) = (0, 0)
    for sequence in 0..<extents.count {
      let length = extents.rows(of: sequence).count
      keyCount += headCount * wordCount(headDimension) * wholeVectors(length)
      valueCount += headCount * wordCount(length) * wholeVectors(headDimension)
    }
    keys = allocate(keyCount)
    values = allocate(valueCount)
  }

  /// D = h · d_k.
  package var dimension: Int { headCount * headDimension }
}
