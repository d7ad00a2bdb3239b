import Interchange
import Kernels
import Tensors
import TestSupport
import Testing

/// A file that is not what was written is found out, wherever it differs.
@Suite struct FileChecksumTests {
  private let folder: TemporaryFolder
  private let contents: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    let backend = CPUBackend()
    let tensor = Tensor(backend.allocate(3), shape: [3])
    backend.write([1, 2, 3].span, to: tensor.buffer)
    let state = #"{"update": 7, "note": "a \"checksums\":\"0123456789abcdef\" b"}"#
    try Safetensors.write(
      to: folder.path("a"), metadata: ["format": "test", "state": state],
      tensors: [("x", tensor)], backend: backend, format: .float32)
    contents = try bytes(at: folder.path("a"))
  }

  private func verify(_ contents: [UInt8]) throws {
    try store(contents, at: folder.path("a"))
    try SafetensorsFile(contentsOf: folder.path("a")).verifyChecksum()
  }

  private func isFoundOut(_ contents: [UInt8]) -> Bool {
    do {
      try verify(contents)
      return false
    } catch {
      return "\(error)".hasPrefix(folder.path("a") + ": ")
    }
  }

  @Test func theFileItselfIsWhole() throws {
    try verify(contents)
  }

  @Test func aFlippedBitOfAnyByteIsFound() {
    #expect(contents.count > 200)
    let missed = contents.indices.filter { index in
      var damaged = contents
      damaged[index] ^= 1 << (index % 8)
      return !isFoundOut(damaged)
    }
    #expect(missed == [])
  }

  @Test func everyTruncationIsFound() {
    let missed = contents.indices.filter { !isFoundOut(Array(contents[..<$0])) }
    #expect(missed == [])
  }

  @Test func anAppendedByteIsFound() {
    #expect(isFoundOut(contents + [0]))
  }

  /// The state of another update would be continued from without anyone noticing.
  @Test func aChangedHeaderIsNamed() throws {
    let place = try #require(contents.firstRange(of: Array("7,".utf8))).lowerBound
    var damaged = contents
    damaged[place] = UInt8(ascii: "9")
    try store(damaged, at: folder.path("a"))
    let file = try SafetensorsFile(contentsOf: folder.path("a"))
    let error = #expect(throws: InterchangeError.self) { try file.verifyHeader() }
    #expect(error?.description.contains("the checksum of its header is ") == true)
  }

  /// Files of earlier versions have `checksum`, over their tensors.
  @Test func anEarlierFileIsVerifiedAsFarAsItCanBe() throws {
    let data: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]
    let header =
      #"{"__metadata__":{"checksum":"54ba68ca061b22ef"},"#
      + #""x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
    try verify(safetensors(header: header, data: data))
    #expect(isFoundOut(safetensors(header: header, data: [1] + data.dropFirst())))
  }
}
