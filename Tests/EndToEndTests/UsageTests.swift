import Testing

/// Wrong usage ends with status 2 and says what was wanted.
@Suite struct UsageTests {
  @Test(arguments: [
    (["bogus"], "Unexpected argument 'bogus'"),
    (["train", "--src", "en"], "Missing expected argument '--tgt"),
    (["translate", "--beam", "0", "--model", "m"], "--beam is 0; wanted 1 or more"),
    (["translate", "hello"], "give --src and --tgt, or --model"),
    (["translate", "--model", "m", "--n-best", "5"], "give --beam 5 or more"),
    (["translate", "--model", "m", "--precision", "f8"], "'f32'"),
    (["translate", "--model", "m", "--threads", "0"], "--threads is 0; wanted 1 or more"),
    (["translate", "--model", "m", "--length-penalty", "nan"], "--length-penalty is nan"),
    (["tokenizer", "train", "--input", "x", "--output", "y"], "either --vocab-size or --merges"),
    (["tokenizer", "encode", "--tokenizer", "x", "--output-format", "words"], "'pieces'"),
    (["score", "x", "--smooth-value", "1"], "--smooth-method floor and add-k only"),
    (["average", "--model", "m", "--output", "o", "--last", "2", "x"], "either --last or"),
  ])
  func wrongUsageEndsWithStatusTwo(arguments: [String], message: String) throws {
    let outcome = try Workplace().apus(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("apus: error: "))
    #expect(outcome.errors.contains(message))
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [
    ("--dropout", "1", "below 1"), ("--label-smoothing", "-1", "0 or more"),
    ("--learning-rate-factor", "0", "more than 0"), ("--clip-norm", "nan", "0 or more"),
    ("--batch-tokens", "0", "1 or more"), ("--keep", "0", "1 or more"),
    ("--warmup", "2e", "give --learning-rate"), ("--lr-decay", "linear", "needs --lr-decay-end"),
    ("--lr-decay-end", "9000", "is for --lr-decay linear and cosine"),
    ("--lr-decay-start", "100", "in the unit of --warmup, 4000 or more"),
    ("--lr-decay-start", "8Mt", "in the unit of --warmup, 4000 or more"),
    ("--patience", "3", "needs a validation text"),
    ("--allow-change", "drop-out", "there is no such option"),
    ("--preset", "huge", "'tiny'"), ("--tgt", "en", "--src and --tgt are both en"),
  ])
  func trainRefusesValuesWithoutMeaning(option: String, value: String, wanted: String) throws {
    let outcome = try Workplace().apus([
      "train", "--src", "en", "--tgt", "de", "--train", "x", "--tokenizer", "t", "--output", "o",
      "\(option)=\(value)",
    ])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(wanted))
  }

  @Test func anUnknownInstructionSetIsRefused() throws {
    let outcome = try Invocation(
      program: "apus", arguments: ["doctor"], in: Workplace(),
      environment: ["APUS_INSTRUCTION_SET": "avx9"]
    ).outcome()
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.contains(
        "APUS_INSTRUCTION_SET is 'avx9'; wanted one of portable, avx2, avx512, "
          + "avx512_vnni, avx512_bf16"))
  }

  @Test func aCapOnTheInstructionSetIsKept() throws {
    let outcome = try Invocation(
      program: "apus", arguments: ["doctor"], in: Workplace(),
      environment: ["APUS_INSTRUCTION_SET": "portable"]
    ).outcome()
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("CPU, portable kernels"))
  }

  @Test func theProgramTranslateNamesItself() throws {
    let outcome = try Invocation(
      program: "translate", arguments: ["hello"], in: Workplace()
    ).outcome()
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("translate: error: "))
  }
}
