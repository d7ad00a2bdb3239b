import Corpora
import Kernels
import Tokenization
import TransformerModel
import Translation

/// Predicts the memory of a run, and finds the micro-batches that fit into a given one.
package struct MemoryPlanner {
  private let setup: TrainingSetup
  private let limits: TrainingLimits
  private let bound: MicroBatchBound
  private let longest: PairExtent
  /// What does not depend on the size of micro-batches.
  private let fixed: MemoryPlan.FixedParts
  /// Numbers that a worker needs to measure the validation loss.
  private let validation: (arenaCount: Int, scratchCount: Int)

  /// A plan for a run that is about to start in this process, its text read already.
  package init(_ setup: TrainingSetup, limits: TrainingLimits) {
    self.setup = setup
    self.limits = limits
    bound = MicroBatchBound(setup.corpus)
    longest = setup.corpus.longest(under: setup.identity.options)
    let tensors = TensorNeed(setup.identity)
    let batches = setup.validation.map {
      Validation.batches(of: $0.corpus, setup.tokenizer.sentenceMarkers)
    }
    let arenaCount = batches?.map(tensors.loss).max() ?? 0
    validation = (arenaCount, tensors.scratchCount)
    fixed = MemoryPlan.FixedParts(setup, limits: limits)
  }

  /// The plan of a run whose micro-batches have at most `microBatchTokens` tokens.
  package func plan(microBatchTokens: Int) -> MemoryPlan {
    var options = setup.identity.options
    options.microBatchTokens = microBatchTokens
    let microBatches = MicroBatches(
      laneCount: options.laneCount, maximumTokens: options.largestMicroBatch)
    func largest(_ weights: TokenCounts) -> TokenCounts {
      guard options.bpeDropoutRate == 0 else {
        return longest.filling(microBatches.maximumTokens, weights)
      }
      return bound.largest(weights, batchTokens: options.updateTokens, microBatches: microBatches)
    }
    // No micro-batch has more tokens of either side than this one.
    let corner = TokenCounts(
      source: largest(TokenCounts(source: 1, target: 0)).source,
      target: largest(TokenCounts(source: 0, target: 1)).target)
    let tensors = TensorNeed(setup.identity)
    let need = tensors.linear(at: MicroBatchShape(corner, longest: longest))
    let counts = largest(need.slopes)
    let arenaCount = max(need.count(counts), validation.arenaCount)
    let scratchCount = max(tensors.scratchCount, validation.scratchCount)
    return MemoryPlan(
      microBatchTokens: microBatchTokens, largestMicroBatch: microBatches.maximumTokens,
      fixed: fixed,
      activations: (arenaCount + scratchCount) * MemoryLayout<Float>.size,
      rehearsal: MemoryPlan.Rehearsal(
        shape: MicroBatchShape(counts, longest: longest), arenaCount: arenaCount))
  }

  /// The plan with the largest micro-batches that fit into a given memory.
  ///
  /// - Parameters:
  ///   - memory: In bytes.
  ///   - previous: The limit of a run that is to be continued: it stays if it fits, so that what
  ///     the program takes today changes nothing.
  /// - Returns: A plan within `memory`; its micro-batches are no larger than without a limit.
  /// - Throws: `TrainingError.memoryTooSmall`.
  package func plan(within memory: Int, previous: Int?) throws -> MemoryPlan {
    let most = plan(microBatchTokens: previous ?? setup.identity.options.microBatchTokens)
    if most.total <= memory { return most }
    var fitting = plan(microBatchTokens: 1)
    guard fitting.total <= memory else {
      throw TrainingError.memoryTooSmall(limit: memory, least: fitting)
    }
    var tooMany = most.microBatchTokens
    while tooMany - fitting.microBatchTokens > 1 {
      let middle = plan(microBatchTokens: (tooMany + fitting.microBatchTokens) / 2)
      if middle.total <= memory {
        fitting = middle
      } else {
        tooMany = middle.microBatchTokens
      }
    }
    return fitting
  }

  /// The plan under the options as they are.
  ///
  /// Micro-batches are part of what decides a run's numbers, so they do not shrink silently on a
  /// smaller machine.
  ///
  /// - Parameter memory: What the machine has, in bytes.
  /// - Returns: A plan within `memory`.
  /// - Throws: `TrainingError.machineTooSmall`.
  package func plan(onMachineOf memory: Int) throws -> MemoryPlan {
    let plan = plan(microBatchTokens: setup.identity.options.microBatchTokens)
    guard plan.total <= memory else {
      throw TrainingError.machineTooSmall(
        memory: memory, plan: plan, least: self.plan(microBatchTokens: 1))
    }
    return plan
  }
}

extension PairExtent {
  /// The tokens of a micro-batch of pairs up to this length, where only their sum is known.
  ///
  /// All of them on the dearer side. The sum leaves out the ends of sources, one for three tokens
  /// at most, since a pair has a source token, a target token and its end.
  fileprivate func filling(_ tokenCount: Int, _ weights: TokenCounts) -> TokenCounts {
    let count = Double(max(tokenCount, sourceCount + targetCount))
    return weights.source > weights.target
      ? TokenCounts(source: count * 4 / 3, target: 1)
      : TokenCounts(source: count / 3, target: count)
  }
}
