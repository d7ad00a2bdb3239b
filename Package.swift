// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is compiled with.
let common: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// Targets without unsafe code: a pointer in them is a compile error.
let safe = common + [.strictMemorySafety()]

/// A library of the package and its tests, in one line of the table below.
func library(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [],
  settings: [SwiftSetting] = safe
) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    swiftSettings: common)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")

let package = Package(
  name: "apus",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Apus", targets: ["Apus"]),
    .executable(name: "apus", targets: ["ApusTool"]),
    .executable(name: "translate", targets: ["TranslateCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Files, whole or not at all; of text and of numbers.
    library("FileStorage", []),

    // Text.
    .systemLibrary(
      name: "CICUSystem", pkgConfig: "icu-i18n",
      providers: [.apt(["libicu-dev"]), .brew(["icu4c"])]),
    .target(
      name: "CICU", dependencies: ["CICUSystem"],
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
    library("TextNormalization", ["CICU"], settings: common),
    library("Tokenization", ["TextNormalization"]),
    library("HuggingFace", ["TextNormalization", "Tokenization"]),
    library(
      "SentencePiece", ["TextNormalization", "Tokenization", protobuf],
      exclude: ["File/sentencepiece_model.proto"]),
    library("SubwordNMT", ["TextNormalization", "Tokenization"]),
    library(
      "TokenizerFormats",
      ["FileStorage", "HuggingFace", "SentencePiece", "SubwordNMT", "Tokenization"]),

    // Numbers.
    .target(name: "CKernels"),
    library("Kernels", ["CKernels"], settings: common),
    library("Tensors", ["Kernels"]),
    library("Autodiff", ["Kernels", "Tensors"]),
    library("TransformerModel", ["Autodiff", "Kernels", "Tensors"]),
    library("Interchange", ["FileStorage", "Kernels", "Tensors"]),

    // Strings and scores only: no network, no files.
    library("Decoding", []),
    library("Evaluation", []),
    library("LexicalShortlist", ["FileStorage"]),

    // Where text and numbers meet.
    library("Corpora", ["FileStorage", "TextNormalization"]),
    library(
      "Translation",
      [
        "Autodiff", "Decoding", "FileStorage", "Interchange", "Kernels", "LexicalShortlist",
        "Tensors", "TextNormalization", "Tokenization", "TokenizerFormats", "TransformerModel",
      ]),
    library(
      "Training",
      [
        "Autodiff", "Corpora", "Evaluation", "FileStorage", "Interchange", "Kernels", "Tensors",
        "Tokenization",
        "TransformerModel", "Translation",
      ]),
    library(
      "Apus",
      [
        "Decoding", "Evaluation", "TextNormalization", "Tokenization", "TokenizerFormats",
        "Training",
        "Translation",
      ]),

    // What people see of a training.
    library("HTMLPages", []),
    library("TrainingReports", ["Corpora", "FileStorage", "HTMLPages", "Training"]),

    // What people see of scores: strings in, a page out.
    library("ScoreReports", ["HTMLPages"]),

    // The command.
    library(
      "ApusCommand",
      [
        argumentParser, "Autodiff", "Corpora", "Decoding", "Evaluation", "FileStorage",
        "Interchange", "Kernels", "LexicalShortlist", "ScoreReports",
        "SentencePiece", "SubwordNMT", "TextNormalization", "Tokenization", "TokenizerFormats",
        "Training", "TrainingReports", "TransformerModel", "Translation", yams,
      ]),
    .executableTarget(
      name: "ApusTool", dependencies: [argumentParser, "ApusCommand"], swiftSettings: safe),
    .executableTarget(
      name: "TranslateCommand", dependencies: [argumentParser, "ApusCommand"], swiftSettings: safe),

    // Tests.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: common),
    tests("TextNormalization", []),
    tests("Tokenization", ["TextNormalization"]),
    tests("HuggingFace", ["TextNormalization", "Tokenization"]),
    tests("SentencePiece", ["TextNormalization", "Tokenization"]),
    tests("SubwordNMT", ["HuggingFace", "TextNormalization", "Tokenization"]),
    tests("TokenizerFormats", ["HuggingFace", "SentencePiece", "Tokenization"]),
    tests("Corpora", ["FileStorage", "TextNormalization"]),
    tests("Kernels", ["CKernels"]),
    tests("Autodiff", ["Kernels", "Tensors"]),
    tests("TransformerModel", ["Autodiff", "Kernels", "Tensors"]),
    tests("FileStorage", []),
    tests("Interchange", ["FileStorage", "Kernels", "Tensors"]),
    tests("Decoding", []),
    tests("LexicalShortlist", ["FileStorage"]),
    tests("Evaluation", []),
    tests(
      "Translation",
      [
        "Autodiff", "Decoding", "FileStorage", "Interchange", "Kernels", "Tensors",
        "TextNormalization", "Tokenization", "TransformerModel",
      ]),
    tests(
      "Training",
      ["Autodiff", "Corpora", "Kernels", "Tokenization", "TransformerModel", "Translation"]),
    tests("TrainingReports", ["Corpora", "Training"]),
    tests("ScoreReports", []),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestSupport"], swiftSettings: common),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)
