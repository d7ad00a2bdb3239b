import Autodiff
import Foundation
import Kernels
import Testing
import Tokenization
import TransformerModel
import Translation

/// A model with random parameters: what it says is nonsense, but it has to be the same nonsense
/// always.
private func makeBundle(path: String = "") throws -> ModelBundle {
  var trainer = try BPETrainer(BPETrainer.Options(size: .merges(40)))
  for line in sources { trainer.count(line) }
  for line in sources { trainer.count(line) }
  let tokenizer = try trainer.train()
  let configuration = TransformerConfiguration(
    vocabularyCount: tokenizer.vocabularyCount, modelDimension: 32, feedForwardDimension: 64,
    headCount: 4, layerCount: 2)
  let model = Transformer(configuration)
  let backend = CPUBackend()
  let parameters = ParameterStore(layout: model.layout, purpose: .inference, backend: backend)
  parameters.initialize(seed: 3, backend: backend)
  return ModelBundle(
    path: path,
    configuration: ModelConfiguration(
      sourceLanguage: "en", targetLanguage: "de", transformer: configuration,
      provenance: ModelConfiguration.Provenance(
        trainingCorpus: "none", trainingPairCount: 0, updates: 0, seed: 3)),
    parameters: parameters, tokenizer: tokenizer)
}

private let sources = [
  "Two dogs are playing in the snow.", "A man sleeps.", "", "Where is the station?",
  "Why do the two dogs play in the snow where the man sleeps?", "   ", "👩‍👩‍👧 says: Grüß Gott!",
]

@Suite struct TranslatorTests {
  private func translate(
    _ lines: [String], batchSize: Int = 64, threadCount: Int = 1, hypothesisCount: Int = 1
  ) throws -> [[Translation]] {
    var options = TranslationOptions()
    options.batchSize = batchSize
    options.threadCount = threadCount
    options.hypothesisCount = hypothesisCount
    options.guards = nil
    return try Translator(try makeBundle(), options: options).translate(lines).map(\.candidates)
  }

  @Test(arguments: [1, 2, 64]) func aLineDoesNotDependOnItsBatch(batchSize: Int) throws {
    let together = try translate(sources, batchSize: batchSize)
    let alone = try sources.flatMap { try translate([$0]) }
    #expect(together.count == sources.count)
    #expect(together == alone)
  }

  @Test(arguments: [2, 3]) func threadsChangeNothing(threadCount: Int) throws {
    let lines = Array(repeating: sources, count: 5).flatMap { $0 }
    #expect(
      try translate(lines, batchSize: 4, threadCount: threadCount)
        == translate(lines, batchSize: 4))
  }

  @Test func emptyLinesStayEmpty() throws {
    let translations = try translate(sources)
    for (source, candidates) in zip(sources, translations)
    where source.allSatisfy(\.isWhitespace) {
      #expect(candidates.map(\.text) == [""])
    }
  }

  @Test func noLinesGiveNoTranslations() throws {
    #expect(try translate([]).isEmpty)
  }

  @Test func candidatesComeBestFirst() throws {
    let candidates = try #require(try translate(["A man sleeps."], hypothesisCount: 4).first)
    #expect(candidates.count == 4)
    #expect(candidates.map(\.score) == candidates.map(\.score).sorted(by: >))
  }
}

@Suite struct ModelBundleTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "apus-bundle-" + UUID().uuidString
  }

  private func written() throws -> ModelBundle {
    let bundle = try makeBundle(path: folder)
    try bundle.write(backend: CPUBackend())
    return bundle
  }

  @Test func aWrittenModelTranslatesAsBefore() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bundle = try written()
    let read = try ModelBundle(contentsOf: folder)
    #expect(read.configuration == bundle.configuration)
    #expect(
      try Translator(read).translate(sources) == Translator(bundle).translate(sources))
  }

  /// Sizes that no file holds are found out before memory is taken for them.
  @Test(arguments: [
    ("\"feedForwardDimension\" : 64", "\"feedForwardDimension\" : 16000000"),
    ("\"encoderLayerCount\" : 2", "\"encoderLayerCount\" : 16000000"),
    ("\"modelDimension\" : 32", "\"modelDimension\" : 16000000"),
  ])
  func sizesThatTheFileDoesNotHaveAreRefused(written: String, claimed: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try self.written()
    let path = folder + "/config.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let changed = text.replacing(written, with: claimed)
    try #require(changed != text)
    try changed.write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: (any Error).self) { try ModelBundle(contentsOf: folder) }
    #expect("\(try #require(error))".contains(folder))
  }

  @Test func goldenTranslationsNoticeOtherParameters() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bundle = try written()
    try GoldenTranslations(of: sources, by: bundle).write(to: folder)
    let golden = try #require(try GoldenTranslations.read(from: folder))
    #expect(golden.differences(from: try ModelBundle(contentsOf: folder)).isEmpty)
    bundle.parameters.initialize(seed: 4, backend: CPUBackend())
    #expect(!golden.differences(from: bundle).isEmpty)
  }

  @Test func aTokenizerOfAnotherModelIsRefused() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bundle = try written()
    try GoldenTranslations(of: sources, by: bundle).write(to: folder)
    var trainer = try BPETrainer(BPETrainer.Options(size: .merges(39)))
    for line in sources + sources { trainer.count(line) }
    try trainer.train().write(to: folder + "/tokenizer.json")
    #expect {
      try ModelBundle(contentsOf: folder)
    } throws: { error in
      "\(error)".contains("tokenizer.json: \(bundle.tokenizer.vocabularyCount - 1) pieces")
    }
  }

  @Test func aMissingFolderIsNamed() throws {
    #expect(
      throws: ModelError.unreadable(
        path: "nowhere/config.json", reason: "no such file, or not readable")
    ) {
      try ModelBundle(contentsOf: "nowhere")
    }
  }

  @Test func impossibleNumbersAreNamed() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try written()
    let path = folder + "/config.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("\"headCount\" : 4", with: "\"headCount\" : 5")
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect {
      try ModelBundle(contentsOf: folder)
    } throws: { error in
      "\(error)".contains("config.json: modelDimension 32 is no multiple of headCount 5")
    }
  }

  @Test func aModelThatIsNowhereNamesThePlaces() throws {
    #expect {
      try ModelLocation.find(
        source: "xx", target: "yy", environment: ["APUS_MODELS": "/a:/b", "HOME": "/home"])
    } throws: { error in
      let message = "\(error)"
      return ["no model from xx to yy", "models/xx-yy", "/a/xx-yy", "/b/xx-yy"]
        .allSatisfy(message.contains)
    }
  }
}
