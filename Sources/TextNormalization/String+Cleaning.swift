extension String {
  /// The text without invisible controls, and with a space for each control that separates words.
  func withoutControls() -> String {
    guard unicodeScalars.contains(where: { $0.isCleaned }) else { return self }

    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars where !ScalarSet.removedControls.contains(scalar) {
      result.append(ScalarSet.spacingControls.contains(scalar) ? " " : scalar)
    }
    return String(result)
  }

  /// The words of the text with one space between each two.
  func withSingleSpaces() -> String {
    guard !hasSingleSpaces else { return self }

    return
      unicodeScalars
      .split(whereSeparator: ScalarSet.whiteSpace.contains)
      .map { String($0) }
      .joined(separator: " ")
  }

  /// Whether all whitespace is U+0020, alone, and between words.
  private var hasSingleSpaces: Bool {
    var followsSpace = true
    for scalar in unicodeScalars {
      guard scalar == " " else {
        if scalar.isUnusualSpace { return false }
        followsSpace = false
        continue
      }
      if followsSpace { return false }
      followsSpace = true
    }
    return isEmpty || !followsSpace
  }
}

extension Unicode.Scalar {
  /// Printable ASCII, answered first: nearly every scalar of many a text.
  private var isPlain: Bool { value > 0x20 && value < 0x7F }

  fileprivate var isCleaned: Bool {
    !isPlain
      && (ScalarSet.removedControls.contains(self) || ScalarSet.spacingControls.contains(self))
  }

  fileprivate var isUnusualSpace: Bool { !isPlain && ScalarSet.whiteSpace.contains(self) }
}
