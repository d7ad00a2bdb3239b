/// The line in lower case, as Python's `str.lower` gives it.
///
/// The standard library's `lowercased()` lacks Unicode's one rule that looks at context: a capital
/// sigma that ends a word becomes `ς`.
func pythonLowercased(_ line: String) -> String {
  guard line.utf8.contains(0xCE), line.unicodeScalars.contains(capitalSigma) else {
    return line.lowercased()
  }
  let scalars = Array(line.unicodeScalars)
  return scalars.indices.reduce(into: "") { result, index in
    result +=
      scalars[index] == capitalSigma && endsWord(index, in: scalars)
      ? "ς" : scalars[index].properties.lowercaseMapping
  }
}

private let capitalSigma: Unicode.Scalar = "Σ"

/// Unicode's condition Final_Sigma (table 3-17 of the standard).
private func endsWord(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
  let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
  let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
  return before?.properties.isCased == true && after?.properties.isCased != true
}
