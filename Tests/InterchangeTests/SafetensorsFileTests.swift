import Foundation
import Interchange
import Kernels
import TestSupport
import Testing

/// The files that `Tests/Fixtures/safetensors/generate.py` makes.
enum Fixture {
  static let mixed = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/safetensors/mixed.safetensors").path
}

@Suite struct SafetensorsFileTests {
  @Test func tensorsAreNamedInTheOrderOfTheirBytes() throws {
    let file = try SafetensorsFile(contentsOf: Fixture.mixed)
    #expect(
      file.tensorNames == [
        "ids", "empty", "encoder.weight", "scalar", "ключ “1”\n", "brain", "half",
      ])
  }

  @Test func metadataComesThroughEscapesAndUnicode() throws {
    let file = try SafetensorsFile(contentsOf: Fixture.mixed)
    #expect(file.metadata == ["source": "en", "note": "a \"quoted\"\tline\\\u{2028} and 𝄞"])
  }

  @Test func shapesAreKnownForTheTensorsThatExist() throws {
    let file = try SafetensorsFile(contentsOf: Fixture.mixed)
    let names = ["encoder.weight", "scalar", "empty", "brain", "missing"]
    #expect(names.map(file.shape(of:)) == [[2, 3], [], [0, 4], [3, 3], nil])
  }

  @Test func f32IsReadAsItIs() throws {
    #expect(try read("encoder.weight", [2, 3]) == [-0.25, -0.125, 0, 0.125, 0.25, 0.375])
    #expect(try read("scalar", []) == [-1.5])
    #expect(try read("empty", [0, 4]) == [])
    #expect(try read("ключ “1”\n", [2]) == [1, 1])
  }

  @Test func f16IsConvertedExactly() throws {
    let numbers = try read("half", [11])
    let wanted: [Float] = [
      0, -0, 0x1p-24, -0x3FFp-24, 0x1p-14, 1, -0x401p-10, 65504, .infinity, -.infinity,
    ]
    #expect(numbers.dropLast() == wanted[...])
    #expect(numbers.map(\.sign)[..<2] == [.plus, .minus])
    #expect(numbers.last?.isNaN == true)
  }

  @Test func bf16IsConvertedExactly() throws {
    let numbers = try read("brain", [3, 3])
    let wanted: [Float] = [0, -0, 0x1p-133, 1, -0x81p-7, 0x1.FEp127, .infinity, -.infinity]
    #expect(numbers.dropLast() == wanted[...])
    #expect(numbers.map(\.sign)[..<2] == [.plus, .minus])
    #expect(numbers.last?.isNaN == true)
  }

  #if !(os(macOS) && arch(x86_64))
    @Test func everyF16IsConvertedExactly() throws {
      let patterns = (0...UInt16.max).map { $0 }
      let data = patterns.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      let contents = safetensors(header: header(("a", "F16", [65536], [0, 131072])), data: data)
      let numbers = try read("a", [65536], of: contents)
      let wrong = patterns.indices.filter { index in
        let wanted = Float(Float16(bitPattern: patterns[index]))
        return wanted.isNaN ? !numbers[index].isNaN : numbers[index].bitPattern != wanted.bitPattern
      }
      #expect(wrong == [])
    }
  #endif

  @Test(arguments: 0..<4)
  func dataMayStartAnywhere(spaceCount: Int) throws {
    let spaces = String(repeating: " ", count: spaceCount)
    let contents = safetensors(
      header: header(("a", "F32", [2], [0, 8])) + spaces, data: [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
    #expect(try read("a", [2], of: contents) == [1, -2])
  }

  @Test func escapesInNamesAreDecoded() throws {
    let contents = safetensors(
      header: #"{"\"\\\/\b\f\n\r\t\u00e9\uD834\uDD1E":{"dtype":"U8","shape":[0],"#
        + #" "data_offsets" : [ 0 ,0]} }"#)
    try withTemporaryFolder { folder in
      try store(contents, at: folder + "/a")
      let file = try SafetensorsFile(contentsOf: folder + "/a")
      #expect(file.tensorNames == ["\"\\/\u{8}\u{C}\n\r\té𝄞"])
    }
  }

  @Test func aMissingTensorIsNamed() throws {
    #expect(throws: InterchangeError.missingTensor(path: Fixture.mixed, name: "missing")) {
      try read("missing", [1])
    }
  }

  @Test func anotherShapeIsRefused() throws {
    let wanted = InterchangeError.wrongShape(
      path: Fixture.mixed, name: "encoder.weight", found: [2, 3], wanted: [3, 2])
    #expect(throws: wanted) { try read("encoder.weight", [3, 2]) }
  }

  @Test func integersAreNotReadAsNumbers() throws {
    let wanted = InterchangeError.unsupportedElementType(
      path: Fixture.mixed, name: "ids", found: "I64")
    #expect(throws: wanted) { try read("ids", [3]) }
  }

  @Test func aFileWithoutChecksumCannotBeVerified() throws {
    let file = try SafetensorsFile(contentsOf: Fixture.mixed)
    #expect(throws: InterchangeError.missingChecksum(path: Fixture.mixed)) {
      try file.verifyChecksum()
    }
  }

  private func read(
    _ name: String, _ shape: [Int], from path: String = Fixture.mixed
  ) throws -> [Float] {
    let backend = CPUBackend()
    let buffer = backend.allocate(shape.reduce(1, *))
    try SafetensorsFile(contentsOf: path).read(
      name, expecting: shape, into: buffer, backend: backend)
    return backend.withNumbers(of: buffer) { span in span.indices.map { span[$0] } }
  }

  private func read(_ name: String, _ shape: [Int], of contents: [UInt8]) throws -> [Float] {
    var numbers: [Float] = []
    try withTemporaryFolder { folder in
      try store(contents, at: folder + "/a")
      numbers = try read(name, shape, from: folder + "/a")
    }
    return numbers
  }
}
