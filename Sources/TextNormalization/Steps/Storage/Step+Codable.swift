/// A step is stored as an object of texts: `{"step": "form", "form": "nfkc", "unicode": "9.0"}`.
extension Normalizer.Step: Codable {
  /// Reads a step.
  ///
  /// - Parameter decoder: Holds an object of texts.
  /// - Throws: `DecodingError` or `TextError`, naming the step and what is wrong with it.
  public init(from decoder: any Decoder) throws {
    var values = try decoder.singleValueContainer().decode([String: String].self)
    guard let step = values.removeValue(forKey: "step") else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "\"step\" is wanted, a step's name"))
    }
    try self.init(StepRecord(step: step, values: values))
  }

  /// Writes the step.
  ///
  /// - Parameter encoder: Receives an object of texts.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = record.values
    values["step"] = record.step
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }
}

/// A normaliser is stored as the list of its steps.
extension Normalizer: Codable {
  /// Reads a normaliser.
  ///
  /// - Parameter decoder: Holds a list of steps.
  /// - Throws: `DecodingError` or `TextError`, naming the step and what is wrong with it.
  public init(from decoder: any Decoder) throws {
    self.init(steps: try decoder.singleValueContainer().decode([Step].self))
  }

  /// Writes the normaliser.
  ///
  /// - Parameter encoder: Receives a list of steps.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(steps)
  }
}
