import CKernels

extension CPUBackend {
  package func write(
    keys: Matrix, values: Matrix, toSlots slots: [Int32], of cache: KeyValueCache
  ) {
    cache.check(keys, values, slots)
    let (layout, pairs) = (cache.layout, cache.layout.storage.pairs)
    apus_cache_keys(
      keys.pointer, keys.rowStride, keys.rowCount, layout.headCount, layout.headDimension, slots,
      pairs, cache.keys.pointer, cache.keys.rowStride)
    apus_cache_values(
      values.pointer, values.rowStride, values.rowCount, layout.headCount, layout.headDimension,
      slots, pairs, cache.values.pointer, cache.values.rowStride)
  }

  package func attendToCache(
    _ query: Matrix, _ cache: KeyValueCache, rows: CachedRows, into output: Matrix
  ) {
    cache.check(query, rows, output)
    let layout = cache.layout
    rows.slots.withUnsafeBufferPointer { slots in
      rows.starts.withUnsafeBufferPointer { starts in
        var step = apus_cached_step(
          q: query.pointer, ldq: query.rowStride, rows: query.rowCount,
          pairs: layout.storage.pairs, keys: cache.keys.pointer, values: cache.values.pointer,
          ld: cache.keys.rowStride, slots: slots.baseAddress, starts: starts.baseAddress,
          heads: layout.headCount, head_dimension: layout.headDimension,
          scale: 1 / Float(layout.headDimension).squareRoot(), out: output.pointer,
          ldo: output.rowStride)
        apus_attention_step(
          &step,
          scratch(CPUScratch.cachedAttention(rows, headDimension: layout.headDimension)))
      }
    }
  }
}

extension Precision {
  /// Whether keys and values are kept as pairs of bf16, for C.
  var pairs: Int32 { self == .bf16 ? 1 : 0 }
}

extension KeyValueCache {
  fileprivate func check(_ keys: Matrix, _ values: Matrix, _ slots: [Int32]) {
    let d = layout.dimension
    precondition(
      keys.rowCount == slots.count && values.rowCount == slots.count && keys.columnCount == d
        && values.columnCount == d,
      "keys [\(keys.rowCount), \(keys.columnCount)] and values "
        + "[\(values.rowCount), \(values.columnCount)] into \(slots.count) slots of \(d) columns")
    checkSlots(slots)
  }

  fileprivate func check(_ query: Matrix, _ rows: CachedRows, _ output: Matrix) {
    let d = layout.dimension
    precondition(
      rows.starts.count == query.rowCount + 1 && query.columnCount == d
        && output.rowCount == query.rowCount && output.columnCount == d,
      "queries [\(query.rowCount), \(query.columnCount)] with \(rows.starts.count - 1) histories "
        + "of \(d) columns")
    checkSlots(rows.slots)
  }

  private func checkSlots(_ slots: [Int32]) {
    for slot in slots where slot < 0 || slot >= slotCount {
      preconditionFailure("slot \(slot) of a cache of \(slotCount)")
    }
  }
}
