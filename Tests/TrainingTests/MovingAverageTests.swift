import Autodiff
import Kernels
import TestSupport
import Testing
import Training
import TransformerModel

@Suite struct MovingAverageTests {
  private static let updateCount = 15
  private static let weight = 0.4

  /// Against an average computed here from the parameters of every update.
  @Test func followsTheParametersAsMarianDoes() throws {
    let task = try ReversalTask(seed: 7, trainingCount: 100, testCount: 1, lengths: 1...12)
    var options = TrainingOptions()
    options.batchTokens = 128
    options.smoothingWeight = Self.weight
    var limits = TrainingLimits()
    limits.maximumUpdates = Self.updateCount
    limits.saveEvery = 1
    limits.keptCheckpointCount = 100
    let folder = CheckpointFolder(try TemporaryFolder().path)
    let setup = task.setup(options, dimension: 16)
    let trainer = Trainer(setup, limits: limits, folder: folder, report: { _ in })
    _ = try trainer.run(shouldStop: { false })

    let average = numbers(of: trainer.evaluated)
    let expected = try expectedAverage(setup, folder)
    #expect(average.count == expected.count)
    #expect(numbers(of: trainer.parameters) != average)
    let largest = zip(average, expected).map { abs(Double($0) - $1) }.max() ?? .infinity
    #expect(largest < 1e-6)
  }

  private func expectedAverage(_ setup: TrainingSetup, _ folder: CheckpointFolder) throws
    -> [Double]
  {
    let backend = CPUBackend()
    let model = Transformer(setup.identity.model)
    let store = ParameterStore(layout: model.layout, purpose: .inference, backend: backend)
    store.initialize(seed: setup.identity.options.seed, backend: backend)
    var average = numbers(of: store).map(Double.init)
    #expect(folder.updates == Array(1...Self.updateCount))
    for update in folder.updates {
      try CheckpointAverage.read([folder.file(update: update)], into: store, backend: backend)
      let step = max(Self.weight, 9 / Double(update + 10))
      for (index, number) in numbers(of: store).enumerated() {
        average[index] += step * (Double(number) - average[index])
      }
    }
    return average
  }

  private func numbers(of store: ParameterStore) -> [Float] {
    CPUBackend().withNumbers(of: store.values) { span in span.indices.map { span[$0] } }
  }
}
