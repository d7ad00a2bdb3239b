package import Corpora
import Foundation
package import TransformerModel

/// What must be equal for a run to be continued: with it, the same updates follow.
package struct RunIdentity: Sendable, Equatable, Codable {
  package var model: TransformerConfiguration
  package var options: TrainingOptions
  package var schedule: LearningRateSchedule
  package var sourceLanguage: String
  package var targetLanguage: String
  /// A hash of the training pairs' tokens.
  package var corpusFingerprint: String

  package init(
    model: TransformerConfiguration, options: TrainingOptions, schedule: LearningRateSchedule,
    languages: (source: String, target: String), corpus: EncodedCorpus
  ) {
    self.model = model
    self.options = options
    self.schedule = schedule
    sourceLanguage = languages.source
    targetLanguage = languages.target
    corpusFingerprint = corpus.fingerprint
  }

  /// The first difference in words, or nil.
  package func difference(from other: RunIdentity) throws -> String? {
    let ours = try fields()
    let theirs = try other.fields()
    for (name, value) in ours.sorted(by: { $0.key < $1.key }) where theirs[name] != value {
      return "\(name) was \(theirs[name] ?? "not set") and is now \(value)"
    }
    return nil
  }

  /// Every number and text by its dotted name.
  private func fields() throws -> [String: String] {
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(self))
    return flatten(object, name: "")
  }

  private func flatten(_ object: Any, name: String) -> [String: String] {
    guard let dictionary = object as? [String: Any] else { return [name: "\(object)"] }
    return dictionary.reduce(into: [:]) { fields, entry in
      let inner = flatten(entry.value, name: name.isEmpty ? entry.key : "\(name).\(entry.key)")
      fields.merge(inner) { first, _ in first }
    }
  }
}
