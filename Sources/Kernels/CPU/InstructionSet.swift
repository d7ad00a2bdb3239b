import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The instruction sets that the kernels are compiled for, and the variable that caps the choice.
package enum InstructionSet {
  /// The environment variable: with `avx2`, nothing newer than AVX2 is used.
  package static let variable = "APUS_INSTRUCTION_SET"

  /// Every name that the variable takes, the oldest first.
  package static var names: [String] {
    (0...).lazy.map { apus_instruction_set_name($0) }.prefix { $0 != nil }
      .compactMap { $0.map { String(cString: $0) } }
  }

  /// The variable's value in this process.
  ///
  /// Foundation would copy the whole environment to tell, and every start would wait for it.
  package static var requested: String? { getenv(variable).map { String(cString: $0) } }

  /// What is wrong with a value of the variable, or nil; a set that the processor lacks is no
  /// error, because a cap above what there is changes nothing.
  package static func problem(with value: String?) -> String? {
    guard let value, apus_instruction_set_named(value) < 0 else { return nil }
    return "\(variable) is '\(value)'; wanted one of \(names.joined(separator: ", "))"
  }
}
