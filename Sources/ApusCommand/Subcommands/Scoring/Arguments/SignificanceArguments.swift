import ArgumentParser
import Evaluation
import Foundation

/// How sure a score or a difference is, under sacreBLEU's names.
struct SignificanceArguments: ParsableArguments {
  @Flag(
    name: [.customLong("confidence"), .customLong("ci", withSingleDash: true)],
    help: "Give the interval that holds 95 % of the scores of resampled texts; of one system.")
  var wantsInterval = false

  @Option(
    name: [.customLong("confidence-n"), .customLong("cin", withSingleDash: true)],
    help: ArgumentHelp("How often to resample for it.", valueName: "n"))
  var intervalSampleCount = 1000

  @Flag(
    name: [.customLong("paired-ar"), .customLong("par", withSingleDash: true)],
    help: "Compare systems with the first one by approximate randomization.")
  var pairedRandomization = false

  @Flag(
    name: [.customLong("paired-bs"), .customLong("pbs", withSingleDash: true)],
    help: "Compare systems with the first one by bootstrap resampling.")
  var pairedBootstrap = false

  @Option(
    name: [.customLong("paired-ar-n"), .customLong("parn", withSingleDash: true)],
    help: ArgumentHelp("The trials of --paired-ar.", valueName: "n"))
  var trialCount = 10_000

  @Option(
    name: [.customLong("paired-bs-n"), .customLong("pbsn", withSingleDash: true)],
    help: ArgumentHelp("The resamples of --paired-bs.", valueName: "n"))
  var sampleCount = 1000

  @Option(
    name: [.customLong("paired-jobs"), .customShort("j")],
    help: ArgumentHelp("Read for sacreBLEU's sake; --threads counts.", valueName: "n"))
  var jobs = 1

  func validate() throws {
    guard pairedRandomization, pairedBootstrap else { return }
    throw ValidationError("give either --paired-ar or --paired-bs")
  }

  var isPaired: Bool { pairedRandomization || pairedBootstrap }

  /// The resampling of a single system, where that is asked for.
  func bootstrap() throws -> Bootstrap? {
    guard wantsInterval, intervalSampleCount > 1 else { return nil }
    return Bootstrap(sampleCount: intervalSampleCount, seed: try seed)
  }

  /// The comparison of systems, where that is asked for; a count below 1 means the default one.
  func pairedTest() throws -> PairedTest? {
    guard isPaired else { return nil }
    return PairedTest(
      pairedBootstrap ? .bootstrap : .approximateRandomization,
      sampleCount: givenCount > 0 ? givenCount : nil, seed: try seed)
  }

  /// The count of samples or trials as it was given.
  var givenCount: Int { pairedBootstrap ? sampleCount : trialCount }

  private var seed: ResamplingSeed {
    get throws {
      let value = ProcessInfo.processInfo.environment["SACREBLEU_SEED"]
      guard let seed = ResamplingSeed(environmentValue: value) else {
        throw ScoringFailure.unfit(
          "SACREBLEU_SEED is '\(value ?? "")'; wanted a number from 0 on, or none")
      }
      return seed
    }
  }
}
