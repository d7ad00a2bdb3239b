import FileStorage
import Foundation
import Interchange
import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct SafetensorsTests {
  private let backend = CPUBackend()

  @Test func f32RoundTripKeepsAllBits() throws {
    let patterns: [UInt32] = [
      0, 0x8000_0000, 1, 0x3F80_0001, 0x7F7F_FFFF, 0xFF80_0000, 0x7FC0_1234, 0x7F80_0001,
    ]
    let numbers = patterns.map(Float.init(bitPattern:))
    let file = try roundTrip([("a", tensor(numbers, [2, 4])), ("b", tensor([1], []))], .float32)
    #expect(try read("a", [2, 4], from: file).map(\.bitPattern) == patterns)
    #expect(try read("b", [], from: file) == [1])
  }

  @Test func tensorsLongerThanOnePieceRoundTrip() throws {
    let numbers = (0..<600_001).map { Float($0) / 7 }
    let file = try roundTrip([("a", tensor(numbers, [600_001]))], .float32)
    #expect(try read("a", [600_001], from: file) == numbers)
    try file.verifyChecksum()
  }

  @Test func bf16IsRoundedToNearestEven() throws {
    let numbers: [Float] = [
      1, 1 + 0x1p-8, 1 + 3 * 0x1p-8, 1 + 0x1p-8 + 0x1p-20, -0x1.FFFFFEp127, .infinity, -0,
    ]
    let file = try roundTrip([("a", tensor(numbers, [7]))], .bfloat16)
    let rounded: [Float] = [1, 1, 1 + 0x1p-6, 1 + 0x1p-7, -.infinity, .infinity, -0]
    #expect(try read("a", [7], from: file) == rounded)
  }

  @Test(arguments: [0x7FFF_FFFF, 0xFFFF_FFFF, 0x7F80_0001] as [UInt32])
  func nanStaysNaNInBF16(pattern: UInt32) throws {
    let file = try roundTrip([("a", tensor([Float(bitPattern: pattern)], [1]))], .bfloat16)
    #expect(try read("a", [1], from: file)[0].isNaN)
  }

  @Test func namesAndMetadataComeBackInOrder() throws {
    let metadata = ["note": "\"\\\u{0}\u{1F}\n é 𝄞", "a": ""]
    let file = try roundTrip(
      [("z", tensor([], [0, 3])), ("é\"\t", tensor([1], [1])), ("a", tensor([2], [1]))],
      .float32, metadata: metadata)
    #expect(file.tensorNames == ["z", "é\"\t", "a"])
    #expect(file.metadata.filter { $0.key != "checksums" } == metadata)
  }

  @Test func theSameInputGivesTheSameAlignedBytes() throws {
    let metadata = Dictionary(uniqueKeysWithValues: (0..<20).map { ("key\($0)", "\($0)") })
    // Room for more keys puts the same ones into another order.
    var reordered = metadata
    reordered.reserveCapacity(1000)
    try withTemporaryFolder { folder in
      let tensors = [(name: "x", tensor: tensor([1, 2, 3], [3]))]
      try write(tensors, .float32, to: folder + "/a", metadata)
      try write(tensors, .float32, to: folder + "/b", reordered)
      let first = try bytes(at: folder + "/a")
      #expect(try bytes(at: folder + "/b") == first)
      #expect((first.count - 12) % 8 == 0)
    }
  }

  @Test func theBytesAreTheseOnes() throws {
    let header =
      #"{"__metadata__":{"b":"2","checksums":"9422a21275c90460 54ba68ca061b22ef"},"#
      + #""x":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}"#
    let data: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]
    try withTemporaryFolder { folder in
      try write([("x", tensor([1, -2], [1, 2]))], .float32, to: folder + "/a", ["b": "2"])
      let padding = String(repeating: " ", count: -header.utf8.count & 7)
      #expect(try bytes(at: folder + "/a") == safetensors(header: header + padding, data: data))
    }
  }

  @Test func noTensorsMakeAFileToo() throws {
    let file = try roundTrip([], .float32)
    #expect(file.tensorNames == [])
    try file.verifyChecksum()
  }

  @Test(arguments: ["checksum", "checksums"])
  func checksumsInTheMetadataAreReplaced(name: String) throws {
    let file = try roundTrip(
      [("a", tensor([1], [1]))], .float32, metadata: [name: "from another file"])
    try file.verifyChecksum()
  }

  @Test func anUnwritablePlaceIsNamed() throws {
    let wanted = FileError.unwritable(
      path: "/missing/m", reason: "No such file or directory")
    #expect(throws: wanted) { try write([("a", tensor([1], [1]))], .float32, to: "/missing/m") }
  }

  @Test func twoTensorsOfOneNameAreTheCallersMistake() async {
    await #expect(processExitsWith: .failure) {
      let backend = CPUBackend()
      let tensor = Tensor(backend.allocate(1), shape: [1])
      try Safetensors.write(
        to: NSTemporaryDirectory() + "duplicate", metadata: [:],
        tensors: [("a", tensor), ("a", tensor)], backend: backend, format: .float32)
    }
  }

  // MARK: Fixtures

  private func tensor(_ numbers: [Float], _ shape: Shape) -> Tensor {
    let tensor = Tensor(backend.allocate(numbers.count), shape: shape)
    backend.write(numbers.span, to: tensor.buffer)
    return tensor
  }

  private func write(
    _ tensors: [(name: String, tensor: Tensor)], _ format: Safetensors.NumberFormat,
    to path: String, _ metadata: [String: String] = [:]
  ) throws {
    try Safetensors.write(
      to: path, metadata: metadata, tensors: tensors, backend: backend, format: format)
  }

  /// Writes tensors and opens the file; it stays readable after its folder is gone.
  private func roundTrip(
    _ tensors: [(name: String, tensor: Tensor)], _ format: Safetensors.NumberFormat,
    metadata: [String: String] = [:]
  ) throws -> SafetensorsFile {
    var file: SafetensorsFile?
    try withTemporaryFolder { folder in
      try write(tensors, format, to: folder + "/a", metadata)
      file = try SafetensorsFile(contentsOf: folder + "/a")
    }
    return try #require(file)
  }

  private func read(
    _ name: String, _ shape: [Int], from file: SafetensorsFile
  ) throws -> [Float] {
    let buffer = backend.allocate(shape.reduce(1, *))
    try file.read(name, expecting: shape, into: buffer, backend: backend)
    return Tensor(buffer, shape: Shape(shape)).numbers(backend)
  }
}
