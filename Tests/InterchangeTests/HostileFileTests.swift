import FileStorage
import Foundation
import Interchange
import Kernels
import Tensors
import TestSupport
import Testing

/// Files that someone has damaged, by chance or on purpose.
@Suite struct HostileFileTests {
  private static let caseCount = SlowTests.areWanted ? 1_000_000 : 20_000

  private let folder: TemporaryFolder
  private let path: String
  /// The file, written in place: a new one for each case would wait for the disk.
  private let handle: FileHandle

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("m.safetensors")
    try store([], at: path)
    handle = try #require(FileHandle(forUpdatingAtPath: path))
  }

  /// No case ends the process, or takes memory for what a file only claims.
  @Test func damagedFilesAreRefusedInLittleMemory() async {
    await #expect(processExitsWith: .success) {
      limitMemory()
      let tests = try HostileFileTests()
      try tests.damageOurOwnFile()
      try tests.damageAForeignFile()
    }
  }

  /// Every byte is under a checksum, so nothing that was changed may pass for the file.
  private func damageOurOwnFile() throws {
    let whole = try ownFile(at: folder.path("own"))
    var mutation = FileMutation(seed: 1)
    var openedCount = 0
    for number in 0..<Self.caseCount {
      let damaged = mutation.damaged(whole)
      try put(damaged)
      openedCount += try check("case \(number)") { file in
        guard damaged != whole else { return }
        #expect(throws: InterchangeError.self, "case \(number)") { try file.verifyChecksum() }
      }
    }
    // Damage that the header's rules find out teaches nothing about what is behind them.
    #expect(openedCount > Self.caseCount / 20)
    #expect(openedCount < Self.caseCount / 2)
  }

  /// A file without a checksum, with several element types, names and escapes.
  private func damageAForeignFile() throws {
    let whole = try bytes(at: Fixture.mixed)
    var mutation = FileMutation(seed: 2)
    for number in 0..<Self.caseCount {
      try put(mutation.damaged(whole))
      _ = try check("case \(number)") { _ in }
    }
  }

  /// A header may claim any sizes; memory is taken for what the file has.
  @Test(arguments: [
    #"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1152921504606846976],"data_offsets":[0,4611686018427387904]}}"#,
    #"{"a":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}"#,
    #"{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}"#,
    #"{"a":{"dtype":"U8","shape":[0],"data_offsets":[9223372036854775807,9223372036854775807]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[18446744073709551612,0]}}"#,
  ])
  func sizesBeyondTheFileAreRefused(header: String) throws {
    try store(safetensors(header: header, data: [0, 0, 0, 0]), at: path)
    #expect(throws: InterchangeError.self) { try SafetensorsFile(contentsOf: path) }
  }

  @Test func aTensorOfNothingMayHaveAnyOtherSize() throws {
    try store(safetensors(header: header(("a", "F32", [0, .max, .max], [0, 0]))), at: path)
    let file = try SafetensorsFile(contentsOf: path)
    #expect(file.shape(of: "a") == [0, .max, .max])
  }

  /// What would overflow a stack, or take time that grows with the square of the length.
  @Test(arguments: [
    "[", "{\"a\":", "{\"__metadata__\":", "\"", "\\u", " ", "\u{1}", "{", "0", "-",
  ])
  func aLongHeaderOfOneKindEndsSoon(part: String) throws {
    let header = String(repeating: part, count: 1_000_000)
    for start in ["", "{\"", "{\"a\":", #"{"a":{"shape":["#, #"{"__metadata__":{"checksums":""#] {
      try store(safetensors(header: start + header), at: path)
      let seconds = threadTime {
        _ = #expect(throws: InterchangeError.self) { try SafetensorsFile(contentsOf: path) }
      }
      #expect(seconds < 10)
    }
  }

  @Test func aMillionNamesAreReadInProportion() throws {
    let entries = (0..<200_000).map {
      "\"\($0)\":{\"dtype\":\"U8\",\"shape\":[0],"
        + "\"data_offsets\":[0,0]}"
    }
    try store(safetensors(header: "{\(entries.joined(separator: ","))}"), at: path)
    let seconds = try threadTime {
      let names = try SafetensorsFile(contentsOf: path).tensorNames
      #expect(names.count == 200_000)
    }
    #expect(seconds < 10)
  }

  // MARK: Files

  private func put(_ contents: [UInt8]) throws {
    try handle.seek(toOffset: 0)
    try handle.write(contentsOf: Data(contents))
    try handle.truncate(atOffset: UInt64(contents.count))
  }

  /// Opens the file and reads every tensor of numbers; returns 1 where it could be opened.
  private func check(
    _ name: String, _ verify: (SafetensorsFile) throws -> Void
  ) throws -> Int {
    let file: SafetensorsFile
    do {
      file = try SafetensorsFile(contentsOf: path)
    } catch let error as InterchangeError {
      #expect(error.description.hasPrefix(path + ": "), "\(name)")
      return 0
    }
    for tensor in file.tensorNames { try read(tensor, from: file) }
    try verify(file)
    return 1
  }

  private func read(_ name: String, from file: SafetensorsFile) throws {
    let shape = try #require(file.shape(of: name))
    let count = shape.contains(0) ? 0 : shape.reduce(1, *)
    let backend = CPUBackend()
    do {
      try file.read(
        name, expecting: shape, into: backend.allocate(count), backend: backend)
    } catch InterchangeError.unsupportedElementType {
      guard file.elementType(of: name) == .int8 else { return }
      try file.withBytes(of: .int8, in: name, expecting: shape) { #expect($0.count == count) }
    }
  }

  /// A file as Apus writes it, with numbers and integers.
  private func ownFile(at path: String) throws -> [UInt8] {
    let backend = CPUBackend()
    let shapes: [(String, Shape)] = [
      ("encoder.layers.0.weight", [16, 16]), ("encoder.layers.0.bias", [32]), ("scale", []),
    ]
    let numbers = shapes.map { name, shape in
      let tensor = Tensor(backend.allocate(shape.dimensions.reduce(1, *)), shape: shape)
      backend.write((0..<tensor.buffer.count).map(Float.init).span, to: tensor.buffer)
      return (name: name, content: Safetensors.Content.numbers(tensor, .bfloat16))
    }
    let integers = QuantizedMatrix(
      rowCount: 16, columnCount: 32, bytes: Array(repeating: 0xFE, count: 512),
      scales: Array(repeating: 1, count: 16), axis: .row)
    try Safetensors.write(
      to: path, metadata: ["format": "apus", "note": "\u{1}\"é"],
      contents: numbers + [("decoder.layers.0.weight", .integers(integers))], backend: backend)
    return try bytes(at: path)
  }
}

/// Lets memory be had up to half a gigabyte more than there is, where the system can do that.
private func limitMemory() {
  #if os(Linux)
    let status = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = status?.split(separator: " ").first.flatMap { rlim_t($0) } ?? 0
    let limit = pages * rlim_t(getpagesize()) + 1 << 29
    var limits = rlimit(rlim_cur: limit, rlim_max: limit)
    precondition(setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits) == 0)
  #endif
}
