import Autodiff
import Foundation
import Interchange
import Kernels
import Tensors
import TestSupport
import Testing
import TransformerModel
import Translation

/// Models whose file holds matrices as eight-bit integers.
@Suite struct QuantizedModelTests {
  private let backend = CPUBackend()

  /// Runs a test on a model's folder.
  private func withModel(
    _ store: Precision = .int8, _ body: (_ folder: String, _ bundle: ModelBundle) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let bundle = try SmallBundle.make(path: folder)
      try bundle.write(backend: backend, store: store)
      try body(folder, bundle)
    }
  }

  private func scores(_ bundle: ModelBundle) -> [[Float]] {
    ForcedDecoding(bundle).scores(of: SmallBundle.pairs(bundle), worker: InferenceWorker())
      .map(\.logProbabilities)
  }

  @Test func anInt8FileComputesInInt8() throws {
    try withModel { folder, bundle in
      let read = try ModelBundle(contentsOf: folder)
      #expect(read.parameters.precision == .int8)
      #expect(read.configuration.quantization == "int8")
      // The same numbers, rounded while they are packed instead of on the way to the file.
      let packed = ParameterStore(
        layout: bundle.model.layout, purpose: .frozen, precision: .int8, backend: backend)
      packed.initialize(seed: 3, backend: backend)
      let wanted = ModelBundle(
        path: folder, configuration: bundle.configuration, parameters: packed,
        tokenizer: bundle.tokenizer)
      #expect(scores(read) == scores(wanted))
      #expect(scores(read) != scores(bundle))
    }
  }

  /// Its matrices stay in bf16, in half the room, and give the bits of their numbers in f32.
  @Test func aFileInBF16ComputesInF32() throws {
    try withModel(.bf16) { folder, _ in
      let read = try ModelBundle(contentsOf: folder)
      #expect(read.parameters.precision == .f32)
      #expect(read.parameters.storage == .bf16)
      let wanted = try ModelBundle(valuesOf: folder)
      #expect(wanted.parameters.storage == .f32)
      #expect(scores(read) == scores(wanted))
    }
  }

  @Test(arguments: Precision.allCases, Precision.allCases)
  func everyFileIsReadForEveryPrecision(store: Precision, precision: Precision) throws {
    try withModel(store) { folder, bundle in
      let read = try ModelBundle(contentsOf: folder, precision: precision)
      #expect(read.parameters.precision == precision)
      #expect(!read.parameters.hasValues(read.model.embedding.weight))
      let (exact, found) = (scores(bundle), scores(read))
      try #require(exact.map(\.count) == found.map(\.count))
      #expect((exact == found) == (store == .f32 && precision == .f32))
      // Of log-probabilities around -5 in a model of 32 dimensions.
      for (exact, found) in zip(exact.joined(), found.joined()) {
        #expect(abs(exact - found) < 0.5)
      }
    }
  }

  /// Rounding again changes nothing: integers stand for numbers that become the same integers.
  @Test func aQuantizedModelIsQuantizedToItself() throws {
    try withModel { folder, _ in
      let first = try bytes(at: folder + "/model.safetensors")
      let read = try ModelBundle(valuesOf: folder)
      try read.write(backend: backend, store: .int8)
      #expect(try bytes(at: folder + "/model.safetensors") == first)
    }
  }

  @Test func aFolderWithoutQuantizationReadsAsBefore() throws {
    try withModel(.f32) { folder, bundle in
      let text = try String(contentsOfFile: folder + "/config.json", encoding: .utf8)
      #expect(!text.contains("quantization"))
      let read = try ModelBundle(contentsOf: folder)
      #expect(read.parameters.precision == .f32)
      #expect(read.configuration == bundle.configuration)
    }
  }

  @Test func goldenTranslationsOfAnInt8ModelAreItsOwn() throws {
    try withModel { folder, bundle in
      let read = try ModelBundle(contentsOf: folder)
      let golden = GoldenTranslations(of: SmallBundle.sources, by: read)
      try golden.write(to: folder)
      #expect(try golden.differences(from: ModelBundle(contentsOf: folder)).isEmpty)
      #expect(!golden.differences(from: bundle).isEmpty)
    }
  }

  // MARK: Files that contradict themselves

  private func message(_ folder: String, precision: Precision? = nil) throws -> String {
    let error = #expect(throws: (any Error).self) {
      try ModelBundle(contentsOf: folder, precision: precision)
    }
    return "\(try #require(error))"
  }

  private func replaceConfiguration(
    of folder: String, _ text: String, with replacement: String
  ) throws {
    let path = folder + "/config.json"
    let before = try String(contentsOfFile: path, encoding: .utf8)
    let after = before.replacing(text, with: replacement)
    try #require(before != after)
    try after.write(toFile: path, atomically: true, encoding: .utf8)
  }

  @Test func numbersWhereTheConfigurationSaysIntegersAreNamed() throws {
    try withModel(.f32) { folder, _ in
      try replaceConfiguration(
        of: folder, "\"sourceLanguage\"", with: "\"quantization\" : \"int8\", \"sourceLanguage\"")
      let message = try message(folder)
      #expect(
        message.contains("tensor “embedding.weight” holds F32 elements; wanted I8"), "\(message)")
    }
  }

  @Test func integersWhereTheConfigurationSaysNumbersAreNamed() throws {
    try withModel { folder, _ in
      try replaceConfiguration(of: folder, "\"quantization\" : \"int8\",", with: "")
      let message = try message(folder)
      #expect(
        message.contains("model.safetensors: tensor “embedding.weight” holds I8 elements"),
        "\(message)")
    }
  }

  @Test func missingScalesAreNamed() throws {
    try withModel { folder, bundle in
      let name = "encoder.layers.0.self_attention.output.weight.scale"
      try Safetensors.write(
        to: folder + "/model.safetensors", metadata: [:],
        contents: bundle.parameters.contents(.int8, backend).filter { $0.name != name },
        backend: backend)
      #expect(try message(folder).contains("model.safetensors: has no tensor “\(name)”"))
    }
  }

  @Test func anUnknownQuantizationIsNamed() throws {
    try withModel { folder, _ in
      try replaceConfiguration(of: folder, "\"int8\"", with: "\"int4\"")
      #expect(try message(folder).contains("config.json: quantization \"int4\"; wanted \"int8\""))
    }
  }

  @Test(arguments: [nil, Precision.f32]) func wrongScalesAreNamed(precision: Precision?) throws {
    try withModel { folder, bundle in
      for (scale, text) in [(Float.nan, "nan"), (-.infinity, "-inf"), (-1, "-1.0")] {
        try write(bundle) { name, content in
          guard name == "decoder.layers.1.feed_forward.outer.weight.scale" else { return content }
          let scales = backend.allocate(32)
          let numbers = (0..<32).map { $0 == 5 ? scale : 1 }
          backend.write(numbers.span, to: scales)
          return .numbers(Tensor(scales, shape: [32]), .float32)
        }
        let message = try message(folder, precision: precision)
        #expect(
          message.contains(
            "model.safetensors: tensor “decoder.layers.1.feed_forward.outer.weight.scale” holds "
              + "\(text) at 5"), "\(message)")
      }
    }
  }

  @Test func anIntegerThatKernelsCannotTakeIsNamed() throws {
    try withModel { folder, bundle in
      try write(bundle) { name, content in
        guard name == "embedding.weight", case .integers(let matrix) = content else {
          return content
        }
        var bytes = matrix.bytes
        bytes[77] = 0x80
        return .integers(
          QuantizedMatrix(
            rowCount: matrix.rowCount, columnCount: matrix.columnCount, bytes: bytes,
            scales: matrix.scales, axis: matrix.axis))
      }
      let message = try message(folder)
      #expect(
        message.contains("model.safetensors: tensor “embedding.weight” holds -128"), "\(message)")
    }
  }

  /// Writes the parameters with changed contents, and with checksums over these.
  private func write(
    _ bundle: ModelBundle, _ change: (String, Safetensors.Content) -> Safetensors.Content
  ) throws {
    try Safetensors.write(
      to: bundle.path + "/model.safetensors", metadata: [:],
      contents: bundle.parameters.contents(.int8, backend).map {
        ($0.name, change($0.name, $0.content))
      },
      backend: backend)
  }

  @Test func aDamagedByteIsNoticed() throws {
    try withModel { folder, _ in
      let path = folder + "/model.safetensors"
      var content = try bytes(at: path)
      content[content.count - 9] ^= 1
      try store(content, at: path)
      #expect(try message(folder).contains("model.safetensors: torn or damaged"))
    }
  }
}
