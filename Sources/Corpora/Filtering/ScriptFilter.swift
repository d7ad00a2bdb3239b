package import TextNormalization

/// Tells text whose letters are mostly not of the scripts of a language.
package struct ScriptFilter: Sendable {
  private enum Membership: UInt8 {
    case shared
    case own
    case foreign
  }

  /// The scripts of the language.
  private let scripts: LanguageScripts
  /// The memberships of the scalars below U+10000, looked up once.
  private let memberships: [UInt8]

  package init(_ scripts: LanguageScripts) {
    self.scripts = scripts
    memberships = (0..<UInt32(1 << 16)).map { number in
      Unicode.Scalar(number).map { Self.membership(of: $0, scripts).rawValue } ?? 0
    }
  }

  /// The codes of the scripts.
  var identity: String { scripts.scripts.map(\.code).joined(separator: "+") }

  /// Whether no more than half of the letters belong to other scripts; text without any is allowed.
  ///
  /// What all scripts share, such as digits and punctuation, does not count.
  package func allows(_ text: String) -> Bool {
    var (ownCount, foreignCount) = (0, 0)
    for scalar in text.unicodeScalars {
      let membership = membership(of: scalar)
      if membership == Membership.own.rawValue { ownCount += 1 }
      if membership == Membership.foreign.rawValue { foreignCount += 1 }
    }
    return foreignCount <= ownCount
  }

  private func membership(of scalar: Unicode.Scalar) -> UInt8 {
    scalar.value < memberships.count
      ? memberships[Int(scalar.value)] : Self.membership(of: scalar, scripts).rawValue
  }

  private static func membership(
    of scalar: Unicode.Scalar, _ scripts: LanguageScripts
  ) -> Membership {
    if Script(of: scalar).isShared { return .shared }
    return scripts.allow(scalar) ? .own : .foreign
  }
}
