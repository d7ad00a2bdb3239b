import Kernels
import Testing

/// Memory of all sizes at which the kind of its pages changes: 2 MiB are 524,288 numbers.
@Suite struct CPUStorageTests {
  private let backend = CPUBackend()

  @Test(arguments: [0, 1, 32_768, 524_287, 524_288, 524_289, 786_432, 1_048_575, 1_310_720])
  func memoryIsZeroAndBelongsToItsBufferToTheEnd(count: Int) {
    for buffer in [backend.allocate(count), backend.allocateRoom(count)] {
      #expect(buffer.count == count)
      #expect(numbers(buffer).allSatisfy { $0 == 0 })
      backend.write([Float](repeating: 1, count: count).span, to: buffer)
      #expect(numbers(buffer).allSatisfy { $0 == 1 })
    }
  }

  private func numbers(_ buffer: FloatBuffer) -> [Float] {
    backend.withNumbers(of: buffer) { span in span.indices.map { span[$0] } }
  }
}
