package import Foundation

/// An entry of a TensorBoard event file: `tensorboard.Event` of `event.proto`.
package struct TensorBoardEvent: Sendable, Equatable {
  /// What the entry says.
  package enum Content: Sendable, Equatable {
    /// The first entry of a file.
    case version
    /// What was written before for `step` and later steps is void.
    case start
    /// Numbers under their tags.
    case scalars([Scalar])
    /// Text in Markdown under a tag.
    case text(tag: String, String)
  }

  /// A number and where TensorBoard shows it: `train/loss`.
  package struct Scalar: Sendable, Equatable {
    package var tag: String
    package var value: Double

    package init(_ tag: String, _ value: Double) {
      self.tag = tag
      self.value = value
    }
  }

  package var time: Date
  package var step: Int
  package var content: Content

  package init(_ content: Content, at time: Date, step: Int) {
    self.content = content
    self.time = time
    self.step = step
  }

  /// The bytes of the record in the file: length, entry and their check sums.
  package var record: [UInt8] {
    let data = message.bytes
    let length = UInt64(data.count).littleEndianBytes
    return length + CRC32C.masked(length).littleEndianBytes + data
      + CRC32C.masked(data).littleEndianBytes
  }

  /// `Event`: 1 wall_time, 2 step, 3 file_version, 5 summary, 7 session_log.
  private var message: ProtocolBuffer {
    var event = ProtocolBuffer()
    event.append(1, double: time.timeIntervalSince1970)
    event.append(2, integer: step)
    switch content {
    case .version: event.append(3, text: "brain.Event:2")
    case .start: event.append(7, message: Self.sessionStart)
    case .scalars(let scalars): event.append(5, message: Self.summary(scalars))
    case .text(let tag, let text): event.append(5, message: Self.summary(tag: tag, text: text))
    }
    return event
  }

  /// `SessionLog`: 1 status, which is START.
  private static var sessionStart: ProtocolBuffer {
    var session = ProtocolBuffer()
    session.append(1, integer: 1)
    return session
  }

  /// `Summary`: 1 value, which is 1 tag, 2 simple_value.
  private static func summary(_ scalars: [Scalar]) -> ProtocolBuffer {
    var summary = ProtocolBuffer()
    for scalar in scalars {
      var value = ProtocolBuffer()
      value.append(1, text: scalar.tag)
      value.append(2, float: Float(scalar.value))
      summary.append(1, message: value)
    }
    return summary
  }

  /// `Summary` with a value of 1 tag, 8 tensor, 9 metadata for the plugin that shows text.
  private static func summary(tag: String, text: String) -> ProtocolBuffer {
    var tensor = ProtocolBuffer()
    tensor.append(1, integer: 7)  // DT_STRING
    tensor.append(2, message: ProtocolBuffer())
    tensor.append(8, text: text)
    var plugin = ProtocolBuffer()
    plugin.append(1, text: "text")
    var metadata = ProtocolBuffer()
    metadata.append(1, message: plugin)
    metadata.append(4, integer: 2)  // DATA_CLASS_TENSOR
    var value = ProtocolBuffer()
    value.append(1, text: tag)
    value.append(8, message: tensor)
    value.append(9, message: metadata)
    var summary = ProtocolBuffer()
    summary.append(1, message: value)
    return summary
  }
}
