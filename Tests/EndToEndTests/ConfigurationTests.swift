import Foundation
import Testing

/// `--config` and `--dump-config` of `apus train`.
@Suite struct ConfigurationTests {
  private let workplace: Workplace

  /// What must be set.
  private static let required = """
    src: en
    tgt: de
    train: corpora/train
    tokenizer: tokenizer.json
    output: models/en-de

    """

  init() throws { workplace = try Workplace() }

  @Test func aDumpReadBackIsTheSameDump() throws {
    let first = try dump([
      "--src", "en", "--tgt=de", "--train", "a: b # c", "--tokenizer", "", "--output", "'null' ~",
      "--valid", "null", "--seed", "7", "--label-smoothing", "1e-9", "--profile",
      "--learning-rate-factor", "0.50",
    ])
    for line in [
      "seed: 7", "label-smoothing: 1e-9", "profile: true", "learning-rate-factor: 0.50",
      "preset: small", "max-updates: 100000", "# max-epochs: <n>", "# The size of the model.",
      "src: en", "valid: 'null'", "# OPTIMISATION",
    ] {
      #expect(first.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
    let file = try workplace.write(first, to: "dump.yaml")
    #expect(try dump(["--config", file]) == first)
  }

  @Test func aDumpWithoutRequiredOptionsIsATemplate() throws {
    let template = try dump([])
    #expect(template.contains("\n# src: <language>\n"))
    #expect(template.contains("\nbatch-tokens: 4096\n"))
    let file = try workplace.write(template, to: "train.yaml")
    #expect(try dump(["--config=\(file)"]) == template)
    let run = try workplace.apus("train", "--config", file)
    #expect(run.status == 2)
    #expect(run.errors.contains("Missing expected argument '--src"))
  }

  @Test func theCommandLineWinsAndOfFilesTheLater() throws {
    try write("seed: 1\nkeep: 2\nmax-updates: 3\nprofile: true\n", to: "a.yaml")
    try write("keep: 20\nmax-updates: 30\nprofile: false\n", to: "b.yaml")
    let text = try dump([
      "--config", workplace.path("a.yaml"), "--max-updates", "300", "--config",
      workplace.path("b.yaml"),
    ])
    for line in ["seed: 1", "keep: 20", "max-updates: 300", "profile: false"] {
      #expect(text.contains("\n\(line)\n"), "\(line)")
    }
  }

  @Test func aRunIsThatOfTheSameOptions() throws {
    _ = try workplace.trainTokenizer()
    try workplace.writeCorpus()
    let arguments = TrainingArguments.make(["--max-updates", "2"], output: "model")
    let configuration = try workplace.apus(arguments + ["--dump-config"]).output
    _ = try workplace.write(configuration, to: "train.yaml")
    #expect(!workplace.exists("model"))
    #expect(try workplace.apus(arguments).status == 0)
    let outcome = try workplace.apus("train", "--config", "train.yaml", "--output", "other")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      try workplace.bytes(of: "other/model.safetensors")
        == workplace.bytes(of: "model/model.safetensors"))
  }

  /// Files, the line that is wrong, and what is said about it.
  @Test(arguments: [
    ("seed: 1\n# a comment\nwarm-up: 5\n", 3, "unknown key 'warm-up'; did you mean 'warmup'?"),
    ("max_updates: 5\n", 1, "unknown key 'max_updates'; did you mean 'max-updates'?"),
    ("config: x.yaml\n", 1, "unknown key 'config'"),
    ("seed: 1\nkeep: 2\nseed: 1\n", 1, "'seed' stands again further down"),
    ("keep: 2\nseed: [1, 2]\n", 2, "'seed' is a list; wanted one <number>"),
    ("seed:\n  a: 1\n", 1, "'seed' is more than values; wanted one <number>"),
    ("keep: 2\nseed:\n", 2, "'seed' is without a value; wanted one <number>"),
    ("profile: yes\n", 1, "'profile' is 'yes'; wanted true or false"),
    ("\nseed: many\n", 2, "The value 'many' is invalid for '--seed <number>'"),
    ("seed: 1.0\n", 1, "The value '1.0' is invalid for '--seed <number>'"),
    ("seed: 1\ndropout: 1.5\n", 2, "--dropout is 1.5; wanted 0 or more, below 1"),
    ("- seed\n", 1, "wanted options as 'name: value'"),
    ("seed: 1\nkeep: 'a\n", 3, "no YAML: "), ("keep: 1\n\tseed: 1\n", 2, "no YAML: "),
  ])
  func whatIsWrongIsNamedWithFileAndLine(text: String, line: Int, message: String) throws {
    _ = try workplace.write(text, to: "train.yaml")
    let options = Self.required.split(separator: "\n").map { line in
      "--" + line.replacingOccurrences(of: ": ", with: "=")
    }
    let outcome = try workplace.apus(["train", "--config", "train.yaml"] + options)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.hasPrefix("apus: error: train.yaml:\(line): \(message)"), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  /// Another command, with an option that takes a list.
  @Test(arguments: [
    ("input: [a.txt, 'b c.txt']", [], "input: [a.txt, b c.txt]"),
    ("input:\n  - '#1'\n  - 2", [], "input: ['#1', 2]"),
    ("input: a.txt", [], "input: [a.txt]"),
    ("input: [a.txt, b.txt]", ["--input", "c.txt", "d.txt"], "input: [c.txt, d.txt]"),
  ])
  func listsAreReadAndReplacedAsAWhole(text: String, more: [String], line: String) throws {
    _ = try workplace.write("\(text)\noutput: o.json\nmerges: 10\n", to: "tokenizer.yaml")
    let arguments = ["tokenizer", "train", "--config", "tokenizer.yaml"] + more
    let outcome = try workplace.apus(arguments + ["--dump-config"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("# Options of 'apus tokenizer train', for its --config.\n"))
    #expect(outcome.output.contains("\n\(line)\n"), "\(outcome.output)")
    _ = try workplace.write(outcome.output, to: "dump.yaml")
    let again = try workplace.apus("tokenizer", "train", "--config", "dump.yaml", "--dump-config")
    #expect(again.output == outcome.output)
  }

  @Test func aListOfListsIsRefused() throws {
    _ = try workplace.write("input: [[a]]\n", to: "tokenizer.yaml")
    let outcome = try workplace.apus("tokenizer", "train", "--config", "tokenizer.yaml")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("1: 'input' is more than values; wanted a list of <file>"))
  }

  @Test func aValueOfTheCommandLineIsNotBlamedOnTheFile() throws {
    try write("seed: 1\n", to: "train.yaml")
    let outcome = try workplace.apus("train", "--config", "train.yaml", "--seed", "many")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("apus: error: The value 'many' is invalid for '--seed"))
  }

  @Test func aMissingFileIsNamed() throws {
    let outcome = try workplace.apus("train", "--config", "none.yaml")
    #expect(outcome.status == 1)
    #expect(outcome.errors == "apus: error: none.yaml: cannot be read: No such file or directory\n")
  }

  @Test func aFileInAnotherEncodingIsRefusedWithTheLine() throws {
    _ = try workplace.write(Data("seed: 1\noutput: ".utf8) + [0xe9, 0x0a], to: "train.yaml")
    let outcome = try workplace.apus("train", "--config", "train.yaml")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("apus: error: train.yaml:2: wanted UTF-8"))
  }

  @Test func theHelpNeedsNoFile() throws {
    let outcome = try workplace.apus("train", "--config", "none.yaml", "--help")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("--dump-config"))
  }

  @Test func anEmptyFileSetsNothing() throws {
    _ = try workplace.write("# nothing\n", to: "train.yaml")
    #expect(try dump(["--config", "train.yaml"]) == dump([]))
  }

  private func write(_ text: String, to name: String) throws {
    _ = try workplace.write(Self.required + text, to: name)
  }

  private func dump(_ arguments: [String]) throws -> String {
    let outcome = try workplace.apus(["train"] + arguments + ["--dump-config"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.isEmpty)
    return outcome.output
  }
}
