/// The elements of a tensor in runs of at most a megabyte of f32, so that files pass through little
/// memory.
func pieces(of count: Int) -> some Sequence<Range<Int>> {
  let pieceCount = 1 << 18
  return stride(from: 0, to: count, by: pieceCount).lazy.map { $0..<min($0 + pieceCount, count) }
}
