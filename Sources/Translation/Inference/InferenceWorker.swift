package import Kernels
import Tensors
import TransformerModel

/// What one thread translates with: memory that serves batch after batch.
package final class InferenceWorker {
  package let backend: any ComputeBackend
  /// Holds what a batch keeps until its last step: the memory's keys and values.
  let batchArena: Arena
  /// Holds one step.
  let stepArena: Arena
  /// The keys and values of target tokens, of all steps of a batch.
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
    batchArena = Arena(backend: backend)
    stepArena = Arena(backend: backend)
    cache = DecoderCache(backend: backend)
    batchArena.reserve(roomCount)
    stepArena.reserve(roomCount)
  }
}
