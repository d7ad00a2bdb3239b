import Kernels
import Synchronization
import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Sinusoidal position encodings (§3.5): PE(pos, 2i) = sin(pos / 10000^(2i/D)), PE(pos, 2i+1) = cos
/// of the same.
///
/// The table grows with the longest sequence met; no length is refused.
final class PositionTable: Sendable {
  /// As many as most sentences need; all further ones are found out when they are wanted.
  private static let leastRowCount = 64

  private let dimension: Int
  private let rows: Mutex<Tensor?>

  init(dimension: Int) {
    self.dimension = dimension
    rows = Mutex(nil)
  }

  /// A table of at least `count` rows, `[rows, D]`.
  func table(count: Int, _ makeTensor: (Shape, [Float]) -> Tensor) -> Tensor {
    rows.withLock { stored in
      if let stored, stored.shape.rowCount >= count { return stored }
      let rowCount = max(Self.leastRowCount, count, 2 * (stored?.shape.rowCount ?? 0))
      let table = makeTensor([rowCount, dimension], encodings(rowCount: rowCount))
      stored = table
      return table
    }
  }

  private func encodings(rowCount: Int) -> [Float] {
    let frequencies = stride(from: 0, to: dimension, by: 2).map { column in
      1 / pow(10_000, Double(column) / Double(dimension))
    }
    var encodings: [Float] = []
    encodings.reserveCapacity(rowCount * dimension)
    for position in 0..<rowCount {
      for frequency in frequencies {
        let angle = Double(position) * frequency
        encodings.append(Float(sin(angle)))
        encodings.append(Float(cos(angle)))
      }
    }
    return encodings
  }
}
