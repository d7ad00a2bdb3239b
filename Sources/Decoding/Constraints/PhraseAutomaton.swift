/// Recognises the phrases that a sentence requires while its hypotheses grow.
///
/// An automaton of Aho and Corasick (1975) over all sequences: its state after some tokens is the
/// longest end of them that some sequence begins with.
struct PhraseAutomaton {
  /// Where a hypothesis stands.
  struct Progress: Equatable {
    /// The state of the automaton.
    var node: Int32 = 0
    /// The phrases that the hypothesis has: the i-th bit for the i-th phrase.
    var met: UInt64 = 0
  }

  /// Phrases that are the same, which have to come as often as they are listed.
  private struct Group {
    let shortestCount: Int
    var phrases: UInt64 = 0
  }

  private struct Node {
    /// The state for the longest proper end of this one's tokens.
    var failure: Int32 = 0
    /// The tokens that lead on from here.
    var tokens: [Int32] = []
    var children: [Int32] = []
    /// The groups of which a sequence ends with this node's tokens.
    var ending: [Int] = []
    /// The groups of which a sequence begins with this node's tokens, and how much is left of it;
    /// not those of which it has ended, which saves a phrase that has to come again nothing.
    var begun: [(group: Int, restCount: Int)] = []
  }

  private var groups: [Group] = []
  private var nodes = [Node()]

  /// An automaton for phrases, each with its alternative sequences.
  init(_ phrases: [[[Int32]]]) {
    var groupOfPhrase: [Set<[Int32]>: Int] = [:]
    for (bit, sequences) in phrases.enumerated() {
      let group = groupOfPhrase[Set(sequences)] ?? groups.count
      groupOfPhrase[Set(sequences)] = group
      if group == groups.count {
        groups.append(Group(shortestCount: sequences.map(\.count).min() ?? 0))
        var added: Set<[Int32]> = []
        for sequence in sequences where added.insert(sequence).inserted {
          add(sequence, group: group)
        }
      }
      groups[group].phrases |= 1 << UInt64(bit)
    }
    linkFailures()
  }

  private mutating func add(_ sequence: [Int32], group: Int) {
    var node = 0
    for (place, token) in sequence.enumerated() {
      if let child = child(of: node, token) {
        node = child
      } else {
        nodes[node].tokens.append(token)
        nodes[node].children.append(Int32(nodes.count))
        node = nodes.count
        nodes.append(Node())
      }
      let restCount = sequence.count - place - 1
      if restCount > 0 { nodes[node].begun.append((group, restCount)) }
    }
    nodes[node].ending.append(group)
  }

  /// Finds the failure links, nodes nearer to the root first.
  private mutating func linkFailures() {
    var queue = nodes[0].children.map(Int.init)
    var first = 0
    while first < queue.count {
      let node = queue[first]
      first += 1
      for (token, child) in zip(nodes[node].tokens, nodes[node].children.map(Int.init)) {
        let failure = next(from: Int(nodes[node].failure), token)
        nodes[child].failure = Int32(failure)
        let inherited = nodes[failure].ending.filter { !nodes[child].ending.contains($0) }
        nodes[child].ending += inherited
        queue.append(child)
      }
    }
  }

  private func child(of node: Int, _ token: Int32) -> Int? {
    nodes[node].tokens.firstIndex(of: token).map { Int(nodes[node].children[$0]) }
  }

  private func next(from node: Int, _ token: Int32) -> Int {
    var node = node
    while true {
      if let child = child(of: node, token) { return child }
      if node == 0 { return 0 }
      node = Int(nodes[node].failure)
    }
  }

  /// Where a hypothesis stands after one more token.
  func progress(after progress: Progress, _ token: Int32) -> Progress {
    let node = next(from: Int(progress.node), token)
    var met = progress.met
    for group in nodes[node].ending {
      let open = groups[group].phrases & ~met
      met |= open & (0 &- open)
    }
    return Progress(node: Int32(node), met: met)
  }

  /// A number of tokens that are enough to meet all phrases that are not met yet; 0 if all are.
  ///
  /// One way is to complete the sequence that has been begun, of all the one that saves most, and
  /// to append the shortest sequences of the other phrases one by one. A next token on that way
  /// leaves at least one token less: it ends up in a state whose chain of failures has the node of
  /// the sequence so far, and whatever else it completes or begins only saves more.
  ///
  /// Where phrases could overlap, fewer tokens may be enough than this number says.
  func remainingCount(_ progress: Progress) -> Int {
    var count = 0
    for group in groups {
      count += (group.phrases & ~progress.met).nonzeroBitCount * group.shortestCount
    }
    var saved = 0
    var node = Int(progress.node)
    while node != 0 {
      for (group, restCount) in nodes[node].begun
      where groups[group].phrases & ~progress.met != 0 {
        saved = max(saved, groups[group].shortestCount - restCount)
      }
      node = Int(nodes[node].failure)
    }
    return count - saved
  }

  /// Adds the tokens that begin or continue a sequence: all others lead back to the begin.
  func collectAdvancing(_ progress: Progress, into tokens: inout [Int32]) {
    var node = Int(progress.node)
    while true {
      tokens += nodes[node].tokens
      if node == 0 { return }
      node = Int(nodes[node].failure)
    }
  }
}
