import CKernels
import CKernels.Twins
import Foundation
import Testing

/// What changes the choice of a process has one of its own: other tests run at the same time.
@Suite(.serialized) struct CInstructionSetTests {
  private static let variable = "APUS_INSTRUCTION_SET"

  @Test func unknownInstructionSetsHaveNoKernels() {
    #expect(apus_kernels_of(5) == nil)
    #expect(apus_kernels_of(-1) == nil)
  }

  @Test func namesAndLevelsAreTheSame() {
    let names = ["portable", "avx2", "avx512", "avx512_vnni", "avx512_bf16"]
    for (level, name) in names.enumerated() {
      #expect(apus_instruction_set_named(name) == level)
      #expect(apus_instruction_set_name(Int32(level)).map { String(cString: $0) } == name)
    }
    for name in ["", "AVX2", "avx", "avx512_bf161"] {
      #expect(apus_instruction_set_named(name) == -1)
    }
    #expect(apus_instruction_set_name(5) == nil)
    #expect(apus_instruction_set_name(-1) == nil)
  }

  @Test(.enabled(if: apus_instruction_set() > 1)) func theInstructionSetCanBeLowered() async {
    await #expect(processExitsWith: .success) {
      apus_limit_instruction_set(1)
      #expect(apus_instruction_set() == 1)
    }
  }

  @Test(.enabled(if: apus_instruction_set() > 0)) func levelsBeyondTheMachineAreCut() async {
    await #expect(processExitsWith: .success) {
      apus_limit_instruction_set(99)
      #expect(apus_instruction_set() == CTwin.bestLevel)
    }
  }

  /// The variable is read before `main`, so every name takes a new process.
  @Test(arguments: ["portable", "avx2", "avx512", "avx512_vnni", "avx512_bf16", "sse9"])
  func theEnvironmentCapsTheInstructionSetButHidesNoKernels(name: String) async {
    let before = ProcessInfo.processInfo.environment[Self.variable]
    setenv(Self.variable, name, 1)
    await #expect(processExitsWith: .success) {
      [name, best = CTwin.bestLevel as Int32] in
      let cap = apus_instruction_set_named(name)
      #expect(apus_instruction_set() == (cap < 0 ? best : min(cap, best)))
      #expect(CTwin.bestLevel == best)
    }
    if let before { setenv(Self.variable, before, 1) } else { unsetenv(Self.variable) }
  }
}
