import Foundation
import TestSupport
import Testing
import TrainingReports

@Suite struct TensorBoardTests {
  /// The vectors of RFC 3720, B.4, and the customary one.
  private static let checkSums: [([UInt8], UInt32)] = [
    (Array("123456789".utf8), 0xE306_9283),
    (Array(repeating: 0, count: 32), 0x8A91_36AA),
    (Array(repeating: 0xFF, count: 32), 0x62A8_AB43),
    (Array(0..<32), 0x46DD_794E),
    ([], 0),
  ]

  @Test(arguments: checkSums)
  func checkSumsAreThoseOfTheStandard(bytes: [UInt8], sum: UInt32) {
    #expect(CRC32C.checksum(bytes) == sum)
  }

  @Test func eventsHaveTheBytesOfTensorBoardsOwnWriter() throws {
    func time(_ seconds: Double) -> Date { Date(timeIntervalSince1970: 1_795_262_700 + seconds) }
    let events = [
      TensorBoardEvent(.version, at: time(9), step: 0),
      TensorBoardEvent(.start, at: time(9.25), step: 1),
      TensorBoardEvent(
        .scalars([
          TensorBoardEvent.Scalar("train/loss", 3.14),
          TensorBoardEvent.Scalar("train/learning_rate", 1.875e-4),
        ]), at: time(10.5), step: 100),
      TensorBoardEvent(
        .scalars([TensorBoardEvent.Scalar("valid/bleu", 27.125)]), at: time(11), step: 300_000),
      TensorBoardEvent(
        .text(tag: "valid/samples", "Größe | „Maß“ 字"), at: time(12), step: 300_000),
    ]
    let golden = [UInt8](try Fixtures.content("tensorboard/events.bin"))
    #expect(events.flatMap(\.record) == golden)
  }

  @Test func aNewFileComesAfterThoseThatStandThere() throws {
    try withTemporaryFolder { folder in
      let now = Date(timeIntervalSince1970: 1_795_262_700)
      let first = try EventFile(in: folder, at: now)
      let second = try EventFile(in: folder, at: now)
      #expect(first.path.hasPrefix(folder + "/events.out.tfevents.1795262700."))
      #expect(second.path.hasPrefix(folder + "/events.out.tfevents.1795262701."))
      let version = TensorBoardEvent(.version, at: now, step: 0).record
      #expect(FileManager.default.contents(atPath: first.path) == Data(version))
    }
  }

  @Test func aResumedRunVoidsWhatFollows() {
    let start = MetricsRecord(.start, at: Date(timeIntervalSince1970: 0), update: 100)
    let events = TensorBoardEvent.events(for: start)
    #expect(events == [TensorBoardEvent(.start, at: start.time, step: 101)])
  }

  @Test func measurementsStandUnderTheirTags() {
    var record = MetricsRecord(.valid, at: Date(timeIntervalSince1970: 0), update: 20)
    record.loss = 2.5
    record.bleu = 27
    let scalars = [
      TensorBoardEvent.Scalar("valid/loss", 2.5), TensorBoardEvent.Scalar("valid/bleu", 27),
    ]
    let wanted = TensorBoardEvent(.scalars(scalars), at: record.time, step: 20)
    #expect(TensorBoardEvent.events(for: record) == [wanted])
  }
}
