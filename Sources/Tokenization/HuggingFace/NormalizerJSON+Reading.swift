import TextNormalization

extension NormalizerJSON {
  /// Why an element stands for no step.
  struct Failure: Error {
    /// The element.
    let element: JSON
    /// What is wrong with it, if it is one of Apus's own.
    let problem: String?
  }

  /// The normaliser that elements stand for.
  ///
  /// - Parameter elements: Those of a `Sequence`, which may hold further ones.
  /// - Returns: The normaliser.
  /// - Throws: `Failure` with the first element that stands for no step.
  static func normalizer(of elements: [JSON]) throws -> Normalizer {
    var rest = flattened(elements)[...]
    var steps: [Normalizer.Step] = []
    while let first = rest.first {
      if rest.starts(with: controls) {
        steps.append(.controls)
        rest = rest.dropFirst(controls.count)
      } else if rest.starts(with: collapsedWhitespace) {
        steps.append(.whitespace(.collapse))
        rest = rest.dropFirst(collapsedWhitespace.count)
      } else {
        steps.append(try step(of: first))
        rest = rest.dropFirst()
      }
    }
    return Normalizer(steps: steps)
  }

  private static func flattened(_ elements: [JSON]) -> [JSON] {
    elements.flatMap { element in
      element["type"] == "Sequence"
        ? flattened(element["normalizers"].elements ?? []) : [element]
    }
  }

  /// The step that one element stands for.
  private static func step(of element: JSON) throws -> Normalizer.Step {
    switch element["type"].text {
    case "Lowercase": return .lowercase
    case "StripAccents": return .stripAccents
    case "Strip" where element == strip: return .whitespace(.trim)
    case "Replace":
      guard let pattern = element["pattern"]["String"].text, !pattern.isEmpty,
        let content = element["content"].text
      else { throw Failure(element: element, problem: nil) }
      return .replace(Replacement(pattern: pattern, content: content))
    case "Precompiled": return try characterMap(of: element)
    case ownType: return try ownStep(of: element)
    case let type:
      guard let form = packageForms.first(where: { $0.value == type })?.key else {
        throw Failure(element: element, problem: nil)
      }
      return .form(form)
    }
  }

  private static func characterMap(of element: JSON) throws -> Normalizer.Step {
    let map = StepRecord(
      step: "character-map",
      values: ["name": "precompiled", "map": element["precompiled_charsmap"].text ?? ""])
    do {
      return try Normalizer.Step(map)
    } catch {
      throw Failure(element: element, problem: "\(error)")
    }
  }

  private static func ownStep(of element: JSON) throws -> Normalizer.Step {
    var values: [String: String] = [:]
    for member in element.members ?? [] where member.name != "type" {
      values[member.name] = member.value.text
    }
    let step = values.removeValue(forKey: "step") ?? ""
    do {
      return try Normalizer.Step(StepRecord(step: step, values: values))
    } catch {
      throw Failure(element: element, problem: "\(error)")
    }
  }
}
