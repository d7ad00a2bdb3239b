import Foundation
import HuggingFace
import SentencePiece
import Synchronization
import TestSupport
import Testing
import Tokenization
import TokenizerFormats

/// Files of every format are read by one call, which tells them apart by what is in them.
@Suite struct TokenizerReadingTests {
  private static let native = "tokenizers/tokenizer.json"
  private static let foreign = "subword-nmt/hugging-face.json"
  private static let models = ["bpe-rules", "bpe-suffix", "character", "unigram", "word"]
    .map { "sentencepiece/" + $0 + ".model" }

  // MARK: What is read

  @Test func aFileOfApusIsReadByItsOwnEncoder() throws {
    let tokenizer = try Tokenizer(contentsOf: Fixtures.path(Self.native))
    #expect(tokenizer.engine is BytePairEncoder)
    #expect(tokenizer.file.format == .huggingFace)
  }

  @Test func anotherFileOfHuggingFaceIsReadAsAPipeline() throws {
    let tokenizer = try Tokenizer(contentsOf: Fixtures.path(Self.foreign))
    #expect(tokenizer.engine is HuggingFacePipeline)
    #expect(tokenizer.file.format == .huggingFace)
  }

  @Test(arguments: models) func aModelIsReadBySentencePiece(model: String) throws {
    let tokenizer = try Tokenizer(contentsOf: Fixtures.path(model))
    #expect(tokenizer.engine is SentencePieceProcessor)
    #expect(tokenizer.file.format == .sentencePiece)
  }

  @Test(arguments: [native, foreign] + models)
  func theContentTellsTheFormatAndNotTheName(file: String) throws {
    let content = try Fixtures.content(file)
    try withTemporaryFile(content) { path in
      let tokenizer = try Tokenizer(contentsOf: path)
      #expect(tokenizer.file.bytes == Array(content))
      #expect(tokenizer.tokenize("the tests").isEmpty == false)
    }
  }

  @Test(arguments: ["\n", "\r\n", " \t\n\n"])
  func blanksBeforeAnObjectChangeNothing(blanks: String) throws {
    let content = try Fixtures.content(Self.native)
    let tokenizer = try Tokenizer(data: Data(blanks.utf8) + content)
    #expect(tokenizer.engine is BytePairEncoder)
    #expect(tokenizer.file.bytes == Array(content))
  }

  // MARK: What is written

  @Test(arguments: [native, foreign] + models)
  func aFileThatIsReadIsWrittenAsItWas(file: String) throws {
    try withTemporaryFolder { folder in
      let copy = folder + "/copy"
      try Tokenizer(contentsOf: Fixtures.path(file)).write(to: copy)
      let written = try Data(contentsOf: URL(fileURLWithPath: copy))
      #expect(try written == Fixtures.content(file))
      #expect(try Tokenizer(contentsOf: copy).file.bytes == Array(written))
    }
  }

  // MARK: What is refused

  @Test(arguments: [
    "", " ", "\n", "\n\n", "garbage", "\n garbage", "{", "{}", "[]", "null", "\n\u{2}\n\u{0}",
    "\n\u{7F}", "\0\0\0\0", "\u{FEFF}{}", "#version: 0.2\na b\n", "{\"model\": {\"type\": \"X\"}}",
  ])
  func contentOfNoFormatIsRefusedByTheNameOfItsFile(content: String) throws {
    try withTemporaryFile(Data(content.utf8)) { path in
      let error = #expect(throws: TokenizationError.self) { try Tokenizer(contentsOf: path) }
      #expect(error?.description.hasPrefix(path + ":") == true, "\(error?.description ?? "")")
    }
  }

  @Test(arguments: [native, foreign, models[3]])
  func aFileThatIsCutShortIsRefusedByItsName(file: String) throws {
    let content = try Fixtures.content(file)
    for count in [1, 2, 10, content.count / 2, content.count - 3] {
      let error = #expect(throws: TokenizationError.self) {
        try Tokenizer(data: content.prefix(count), name: "cut.file")
      }
      #expect(error?.description.hasPrefix("cut.file:") == true, "\(error?.description ?? "")")
    }
  }

  @Test func aPipeIsRefusedAndNotWaitedFor() throws {
    try withTemporaryFolder { folder in
      let pipe = folder + "/pipe"
      #expect(mkfifo(pipe, 0o600) == 0)
      let isRefused = Mutex(false)
      let answer = DispatchSemaphore(value: 0)
      // A thread of its own does not wait for a free one, as tests beside many others do.
      Thread.detachNewThread {
        do { _ = try Tokenizer(contentsOf: pipe) } catch {
          isRefused.withLock { $0 = error is TokenizationError }
        }
        answer.signal()
      }
      #expect(answer.wait(timeout: .now() + .seconds(60)) == .success)
      #expect(isRefused.withLock { $0 })
    }
  }

  @Test func aFileThatIsNotThereAndAFolderAreNamed() throws {
    try withTemporaryFolder { folder in
      for path in [folder, folder + "/missing.json"] {
        let error = #expect(throws: TokenizationError.self) { try Tokenizer(contentsOf: path) }
        #expect(error?.description.hasPrefix(path + ": cannot be read: ") == true)
      }
    }
  }
}
