/// Texts between steps, whose memory serves one stretch after the other.
struct Scratch {
  private var text = EditedText(recordsEdits: false)
  private var next = EditedText(recordsEdits: false)

  /// What the steps taken last led to.
  var bytes: [UInt8] { text.bytes }

  /// Takes steps one after the other.
  mutating func take(_ steps: [Normalizer.Step], on stretch: Span<UInt8>) {
    text.removeAll()
    text.keep(0..<stretch.count, of: stretch)
    for step in steps {
      var output = next
      next = EditedText(recordsEdits: false)
      output.removeAll()
      step.edit(text.bytes.span, into: &output)
      next = text
      text = output
    }
  }
}
