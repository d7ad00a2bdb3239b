/// Finds how many edits a hypothesis needs, shifts of series of words among them, as Tercom and
/// sacreBLEU do.
///
/// Of the shifts that Tercom's rules allow, the one is done that brings the edit distance down most,
/// and so on until none does. How many shifts may be looked at in all is limited.
struct ShiftSearch {
  private static let maximumSize = 10
  private static let maximumDistance = 50
  private static let maximumCandidateCount = 1000
  /// Half of this is the beam's width; see ``isWithinBeam(_:)``.
  private static let beamBound = 45

  private var beamDistance = BeamEditDistance()
  private var bitDistance = BitParallelDistance()
  private var alignment = EditAlignment()
  private var hypothesis: [UInt32] = []
  private var reference: [UInt32] = []
  private var shifted: [UInt32] = []
  private var bestShifted: [UInt32] = []
  private var best = Shift.none
  private var distance = 0
  /// No shift brings the distance below this one.
  private var leastDistance = 0
  private var candidateCount = 0
  private var unmatched: [Int32] = []

  /// The number of edits.
  ///
  /// - Parameters:
  ///   - hypothesis: The numbers of the hypothesis' words, 0 for those not in the reference.
  ///   - reference: The numbers of the reference's words, from 1 on.
  ///   - wordCount: The greatest of these numbers.
  /// - Returns: The number of shifts and of other edits.
  mutating func editCount(
    _ hypothesis: [UInt32], _ reference: [UInt32], wordCount: Int
  ) -> Int {
    if reference.isEmpty { return hypothesis.count }
    self.hypothesis = hypothesis
    self.reference = reference
    leastDistance = leastDistance(wordCount: wordCount)
    bitDistance.setReference(reference, wordCount: wordCount)
    candidateCount = 0
    var shiftCount = 0
    distance = bitDistance.setBase(hypothesis)
    if !isWithinBeam(distance) { distance = beamDistance.distance(hypothesis, reference) }
    while distance > leastDistance {
      findBestShift()
      if candidateCount >= Self.maximumCandidateCount || best.gain <= 0 { break }
      shiftCount += 1
      distance -= best.gain
      swap(&self.hypothesis, &bestShifted)
      _ = bitDistance.setBase(self.hypothesis)
    }
    return shiftCount + distance
  }

  /// The words that have no partner, wherever they stand.
  private mutating func leastDistance(wordCount: Int) -> Int {
    unmatched.removeAll(keepingCapacity: true)
    for _ in 0...wordCount { unmatched.append(0) }
    for word in reference { unmatched[Int(word)] += 1 }
    var matchCount = 0
    for word in hypothesis where unmatched[Int(word)] > 0 {
      unmatched[Int(word)] -= 1
      matchCount += 1
    }
    return max(hypothesis.count, reference.count) - matchCount
  }

  /// Whether an edit distance is the same within the beam as without one.
  ///
  /// A way that leaves a beam of 25 words either side costs at least 50 - d, with d the difference
  /// of the lengths, if d is less than 25; the bound is a little lower for the sake of rounding.
  private func isWithinBeam(_ distance: Int) -> Bool {
    if reference.count < 25 { return true }
    let difference = abs(hypothesis.count - reference.count)
    return difference < 22 && distance < Self.beamBound - difference
  }

  private mutating func findBestShift() {
    best = .none
    _ = beamDistance.distance(hypothesis, reference)
    beamDistance.read(
      hypothesisCount: hypothesis.count, referenceCount: reference.count, into: &alignment)
    for start in hypothesis.indices where hypothesis[start] != WordTable.unknown {
      let first = max(0, start - Self.maximumDistance)
      let end = min(reference.count, start + Self.maximumDistance + 1)
      for target in first..<max(first, end) where hypothesis[start] == reference[target] {
        for length in 1...commonLength(start, target) {
          tryShifts(of: start, length, to: target)
          if candidateCount >= Self.maximumCandidateCount { return }
        }
      }
    }
  }

  /// The length of the longest series of words that begins at both places, up to the limit.
  private func commonLength(_ start: Int, _ target: Int) -> Int {
    let limit = min(Self.maximumSize, hypothesis.count - start, reference.count - target)
    var length = 1
    while length < limit, hypothesis[start + length] == reference[target + length] { length += 1 }
    return length
  }

  /// Tries the places that a series of words may be shifted to.
  private mutating func tryShifts(of start: Int, _ length: Int, to target: Int) {
    // The words have to be wrong where they are, and the reference's not matched already.
    guard (start..<start + length).contains(where: { alignment.isHypothesisWrong[$0] }),
      (target..<target + length).contains(where: { alignment.isReferenceWrong[$0] }),
      !(start..<start + length).contains(alignment.alignedPositions[target])
    else { return }
    var previous = -1
    for offset in -1..<length {
      let place =
        target + offset < 0 ? 0 : alignment.alignedPositions[target + offset] + 1
      if place == previous { continue }
      previous = place
      candidateCount += 1
      consider(Shift(gain: 0, length: length, start: start, place: place))
    }
  }

  private mutating func consider(_ shift: Shift) {
    var shift = shift
    shift.gain = distance - leastDistance
    if !shift.isBetter(than: best) { return }
    let changed = shift.apply(to: hypothesis, into: &shifted)
    shift.gain = distance - distanceOfShifted(changed)
    if shift.isBetter(than: best) {
      best = shift
      swap(&shifted, &bestShifted)
    }
  }

  private mutating func distanceOfShifted(_ changed: Range<Int>) -> Int {
    let distance = bitDistance.distance(shifted, changed: changed)
    return isWithinBeam(distance) ? distance : beamDistance.distance(shifted, reference)
  }
}
