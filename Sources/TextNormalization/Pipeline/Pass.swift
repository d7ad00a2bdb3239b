/// A part of a pipeline that goes over the text once.
enum Pass: Sendable {
  /// Steps that look at a few characters at a time.
  case local(LocalPass)
  /// A step that needs the whole text.
  case whole(Normalizer.Step)

  /// Puts as many steps as possible into each pass.
  static func passes(of steps: [Normalizer.Step]) -> [Pass] {
    var passes: [Pass] = []
    var local: [Normalizer.Step] = []
    for step in steps {
      if step.quietRule != nil {
        local.append(step)
      } else if case .whitespace(let policy) = step {
        passes.append(.local(LocalPass(local, policy)))
        local = []
      } else {
        if !local.isEmpty { passes.append(.local(LocalPass(local, nil))) }
        passes.append(.whole(step))
        local = []
      }
    }
    return local.isEmpty ? passes : passes + [.local(LocalPass(local, nil))]
  }

  func append(_ text: Span<UInt8>, to buffer: inout [UInt8]) {
    switch self {
    case .local(let pass): pass.append(text, to: &buffer)
    case .whole(let step):
      var output = EditedText(recordsEdits: false)
      step.edit(text, into: &output)
      buffer += output.bytes
    }
  }
}
