package import Kernels
import Tensors
import TransformerModel

/// What one thread translates with: memory that serves batch after batch.
package final class InferenceWorker {
  package let backend: any ComputeBackend
  /// Holds one step, or the encoder's work.
  let arena: Arena
  /// The keys and values of sources and of target tokens, of all steps of a batch.
  let cache: DecoderCache

  /// A worker that holds nothing yet.
  ///
  /// - Parameters:
  ///   - backend: Computes.
  ///   - roomCount: The numbers that a batch or a step usually has. Room for them is only addresses
  ///     until it is written to, and spares growing to it, in which each page is new to the system
  ///     several times.
  package init(backend: any ComputeBackend = CPUBackend(), roomCount: Int = 0) {
    self.backend = backend
    arena = Arena(backend: backend)
    cache = DecoderCache(backend: backend, roomCount: roomCount)
    arena.reserve(roomCount)
  }
}
