import Training

/// How the translation of one sentence changed from validation to validation.
struct SampleHistory {
  /// A translation, and the validations that gave it one after the other.
  struct Version: Equatable {
    var translation: String
    var firstUpdate: Int
    var lastUpdate: Int
  }

  let source: String
  let reference: String
  private(set) var versions: [Version] = []

  /// The histories of all samples of some validations.
  static func all(in validations: [MetricsRecord]) -> [SampleHistory] {
    var histories: [SampleHistory] = []
    var places: [String: Int] = [:]
    for record in validations {
      for sample in record.samples ?? [] {
        let key = sample.source + "\n" + sample.reference
        let place = places[key] ?? histories.count
        if place == histories.count { histories.append(SampleHistory(of: sample)) }
        places[key] = place
        histories[place].add(sample.translation, update: record.update)
      }
    }
    return histories
  }

  private init(of sample: ValidationResult.Sample) {
    source = sample.source
    reference = sample.reference
  }

  private mutating func add(_ translation: String, update: Int) {
    if versions.last?.translation == translation {
      versions[versions.count - 1].lastUpdate = update
    } else {
      versions.append(
        Version(translation: translation, firstUpdate: update, lastUpdate: update))
    }
  }
}
