import Foundation
import Testing

@Suite struct TrainingTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
    _ = try workplace.trainTokenizer()
    try workplace.writeCorpus()
  }

  @Test func aShortRunLeavesAWholeModel() throws {
    let outcome = try workplace.train("--max-updates", "3")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("train: 300 pairs read, 300 kept"))
    #expect(outcome.errors.contains("parameters, 4 + 4 layers, d_model 128"))
    #expect(outcome.errors.contains("] Ep. 1 : Up. 3 : Sen. "))
    #expect(outcome.errors.contains("] [valid] Ep. 1 : Up. 2 : ce-mean-words : "))
    for file in ["config.json", "golden.json", "model.safetensors", "README.md", "tokenizer.json"] {
      #expect(workplace.exists("model/\(file)"), "\(file)")
    }
  }

  @Test func memoryIsPredictedAndMeasured() throws {
    let outcome = try workplace.train("--max-updates", "1", "--memory", "1GB")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("MB predicted (parameters "))
    #expect(outcome.errors.contains("] memory: peak "))
  }

  @Test func tooLittleMemoryIsRefusedBeforeTraining() throws {
    let outcome = try workplace.train("--max-updates", "1", "--memory", "10MB")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("does not fit into 10 MB: with one pair at a time it takes"))
    #expect(!outcome.errors.contains("training on"))
  }

  @Test func theSameCommandAgainChangesNothing() throws {
    _ = try workplace.train("--max-updates", "2")
    let model = try workplace.bytes(of: "model/model.safetensors")
    let again = try workplace.train("--max-updates", "2")
    #expect(again.status == 0)
    #expect(again.errors.contains("going on after update 2"))
    #expect(try workplace.bytes(of: "model/model.safetensors") == model)
  }

  @Test func aRunInTwoPartsOnOtherThreadsEndsWithTheSameBytes() throws {
    _ = try workplace.train("--max-updates", "4", "--threads", "1", output: "whole")
    _ = try workplace.train("--max-updates", "2", "--threads", "2", output: "parts")
    _ = try workplace.train("--max-updates", "4", "--threads", "2", output: "parts")
    let whole = try workplace.bytes(of: "whole/model.safetensors")
    #expect(try workplace.bytes(of: "parts/model.safetensors") == whole)
  }

  @Test func otherOptionsDoNotContinueARun() throws {
    _ = try workplace.train("--max-updates", "2")
    let outcome = try workplace.train("--max-updates", "4", "--seed", "7")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("\n  --seed was 1, is now 7\n"))
    #expect(!outcome.errors.contains("dropout was"))
  }

  @Test func namedOptionsMayChange() throws {
    _ = try workplace.train("--max-updates", "2")
    let outcome = try workplace.train(
      "--max-updates", "4", "--seed", "7", "--dropout", "0.2", "--allow-change", "seed", "dropout")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.errors.contains(
        "other options, as allowed: --dropout (dropout rate) was 0.3, is now 0.2; "
          + "--seed was 1, is now 7\n"))
    #expect(outcome.errors.contains("going on after update 2"))
  }

  /// A run has no value for some options; they are options nonetheless.
  @Test func anOptionThatWasNotGivenMayChange() throws {
    _ = try workplace.train("--max-updates", "2")
    let outcome = try workplace.train(
      "--max-updates", "4", "--lr-decay-start", "5000", "--allow-change", "lr-decay-start")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.errors.contains("--lr-decay-start (decay start) was not set, is now 5000\n"),
      "\(outcome.errors)")
  }

  @Test func bpeDropoutNeedsATokenizerWithMerges() throws {
    let exported = try workplace.apus(
      "tokenizer", "export", "--tokenizer", "tokenizer.json", "--format", "sentencepiece",
      "--output", "exported.model")
    #expect(exported.status == 0, "\(exported.errors)")
    let outcome = try workplace.train("--bpe-dropout", "0.1", "--tokenizer", "exported.model")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("exported.model: --bpe-dropout needs "), "\(outcome.errors)")
    #expect(!outcome.errors.contains("pairs read"))
  }

  @Test func theBestCheckpointsAreKeptAndTheirMeanIsTried() throws {
    let outcome = try workplace.train(
      "--max-updates", "8", "--keep", "1", "--average-last", "1", "--average-best", "2",
      "--best-metric", "loss")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.errors.contains("Validation of the mean of the best 2 (loss) checkpoints: loss "))
    // The loss falls in so short a run: the best are the last two that were validated.
    for update in ["6", "8"] {
      #expect(workplace.exists("model/checkpoints/update-00000\(update).safetensors"), "\(update)")
    }
    #expect(!workplace.exists("model/checkpoints/update-000005.safetensors"))
  }

  /// After a few updates at a high rate the mean of checkpoints says nothing and the last one much;
  /// the choice is by the search that users have, so the last line repeats the winner's BLEU.
  @Test func theCandidateWithTheHighestBLEUOfABeamBecomesTheModel() throws {
    for language in ["en", "de"] {
      let text = try Phrasebook.text("train.\(language)", lineCount: 30)
      _ = try workplace.write(text, to: "few.\(language)")
    }
    let outcome = try workplace.apus(
      "train", "--src", "en", "--tgt", "de", "--train", "few", "--valid", "few", "--tokenizer",
      "tokenizer.json", "--preset", "tiny", "--dropout", "0", "--warmup", "20",
      "--learning-rate", "0.005", "--max-updates", "60", "--validate-every", "60", "--save-every",
      "10", "--average-last", "3", "--output", "model")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let pattern = /Validation of (.+): loss [0-9.]+, BLEU ([0-9.]+) with a beam of 4\./
    let candidates = outcome.errors.matches(of: pattern).map {
      (name: String($0.1), bleu: Double($0.2) ?? .nan)
    }
    try #require(candidates.count == 2, "\(outcome.errors)")
    #expect(candidates[0].bleu != candidates[1].bleu, "\(outcome.errors)")
    let winner = candidates[candidates[0].bleu > candidates[1].bleu ? 0 : 1]
    #expect(outcome.errors.contains("The model is \(winner.name)."), "\(outcome.errors)")
    let score = try #require(
      outcome.errors.firstMatch(of: /BLEU on the validation text is ([0-9.]+) with a beam of 4/))
    #expect(abs((Double(score.1) ?? .nan) - winner.bleu) <= 0.05 + 1e-9)
  }

  @Test func patienceEndsARunByTheMetricThatIsNamed() throws {
    let outcome = try workplace.train(
      "--max-updates", "50", "--patience", "2", "--patience-metric", "bleu",
      "--learning-rate-factor", "0.001")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("stopped after update 6: validation got no better"))
  }

  @Test func aRunWhoseNumbersOverflowStopsWithAReason() throws {
    let outcome = try workplace.train("--max-updates", "50", "--learning-rate-factor", "1e38")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("left out at update 2: its loss is not finite. "))
    #expect(outcome.errors.contains("training diverged: "))
    #expect(outcome.errors.contains("the run went back 3 times before"))
    #expect(!workplace.exists("model/model.safetensors"))
  }

  @Test func anInterruptSavesAndTheSameCommandGoesOn() throws {
    let arguments = TrainingArguments.make(["--max-updates", "100000"], output: "model")
    let run = try Invocation(program: "apus", arguments: arguments, in: workplace)
    run.waitForErrors(toContain: " : Up. 1 : ")
    run.interrupt()
    let outcome = try run.outcome()
    #expect(outcome.status == 130, "\(outcome.errors)")
    #expect(outcome.errors.contains("the same command goes on from there"))
    #expect(outcome.errors.contains("[saved] model/checkpoints/update-"))
    #expect(!workplace.exists("model/model.safetensors"))

    let next = try workplace.train("--max-updates", "1")
    #expect(next.status == 0)
    #expect(next.errors.contains("going on after update"))
    #expect(workplace.exists("model/model.safetensors"))
  }

  @Test func aProfileIsPrintedAtTheEnd() throws {
    let outcome = try workplace.train("--max-updates", "3", "--profile", "--precision", "f32")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("] profile of 3 updates, "))
    #expect(outcome.errors.contains("\npeak measured here: f32 "))
    for name in ["matrix product f32", "weight gradient f32", "attention", "Adam"] {
      #expect(outcome.errors.contains("\n\(name) "), "\(name)")
    }
    #expect(outcome.errors.contains("\nwaiting for other workers "))
    #expect(workplace.exists("model/model.safetensors"))
  }

  @Test func withoutValidationTextThereIsAModelToo() throws {
    let arguments = TrainingArguments.make(["--max-updates", "1"], output: "model")
      .filter { $0 != "--valid" && $0 != "valid" }
    #expect(try workplace.apus(arguments).status == 0)
    #expect(workplace.exists("model/model.safetensors"))
  }
}

enum TrainingArguments {
  /// A run that is small enough for a test: every update is validated, saved or both.
  static func make(_ more: [String], output: String) -> [String] {
    [
      "train", "--src", "en", "--tgt", "de", "--train", "train", "--valid", "valid",
      "--tokenizer", "tokenizer.json", "--preset", "tiny", "--batch-tokens", "100",
      "--log-every", "1", "--validate-every", "2", "--save-every", "1", "--output", output,
    ] + more
  }
}

extension Workplace {
  /// Writes the first lines of the phrasebook: 300 pairs to train on, 6 to validate on.
  func writeCorpus() throws {
    for (name, count) in [("train", 300), ("valid", 6)] {
      for language in ["en", "de"] {
        let text = try Phrasebook.text("\(name).\(language)", lineCount: count)
        _ = try write(text, to: "\(name).\(language)")
      }
    }
  }

  /// Trains on the corpus and with the tokenizer of the folder.
  func train(_ more: String..., output: String = "model") throws -> Outcome {
    try apus(TrainingArguments.make(more, output: output))
  }
}
