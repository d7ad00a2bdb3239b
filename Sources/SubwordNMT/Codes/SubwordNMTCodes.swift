/// The merges of subword-nmt, most frequent first (Sennrich et al., 2016).
///
/// In memory and in their file they are pairs of symbols, of which those at the end of a word carry
/// `</w>`.
public struct SubwordNMTCodes: Sendable, Equatable {
  /// How the end of a word is marked.
  public enum Version: String, Sendable, Equatable {
    /// By a symbol of its own behind the last character; files without a header.
    case endOfWordSymbol = "0.1"
    /// At the last character.
    case endOfWordSuffix = "0.2"
  }

  /// Two symbols that become one.
  public struct Merge: Sendable, Hashable, CustomStringConvertible {
    package let left: [UInt8]
    package let right: [UInt8]

    /// What the two are joined.
    package var joined: [UInt8] { left + right }

    /// The two with a space between, as in the codes' file.
    public var description: String {
      String(decoding: left + [SpacedText.space] + right, as: UTF8.self)
    }

    package init(left: [UInt8], right: [UInt8]) {
      self.left = left
      self.right = right
    }
  }

  /// How the end of a word is marked.
  public let version: Version
  /// The merges by rank.
  public let merges: [Merge]
  /// What messages call the codes: their file, if they come from one.
  package let name: String

  package static let endOfWord = Array("</w>".utf8)

  /// Makes codes of merges by rank.
  package init(version: Version, merges: [Merge], name: String = "codes") {
    self.version = version
    self.merges = merges
    self.name = name
  }

  /// Codes are equal if their version and merges are, wherever they come from.
  public static func == (left: SubwordNMTCodes, right: SubwordNMTCodes) -> Bool {
    left.version == right.version && left.merges == right.merges
  }

  /// The line of the codes' file that a merge stands in.
  func line(ofMerge rank: Int) -> Int {
    version == .endOfWordSymbol ? rank + 1 : rank + 2
  }
}

extension SubwordNMTCodes {
  /// The content of the codes' file, as subword-nmt writes it.
  public var utf8: [UInt8] {
    var file: [UInt8] = []
    if version == .endOfWordSuffix { file += Array("#version: 0.2\n".utf8) }
    for merge in merges {
      file += merge.left
      file.append(SpacedText.space)
      file += merge.right
      file.append(SpacedText.lineFeed)
    }
    return file
  }

  /// Writes the codes to a file, which is replaced as a whole or not at all.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``TokenizationError/unwritable(file:reason:)``.
  public func write(to path: String) throws {
    try WholeFile.write(utf8, to: path)
  }
}
