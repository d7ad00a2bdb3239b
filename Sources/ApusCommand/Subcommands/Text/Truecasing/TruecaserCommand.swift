import ArgumentParser

/// `apus truecaser`: verbs around the case that words have inside sentences.
struct TruecaserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "truecaser",
    abstract: "Learn which words have capitals, and put capitals back.",
    discussion: """
      A truecaser writes the first word of a sentence as it is written inside sentences, so that \
      "The" and "the" are one word to a model, and "Berlin" stays.

      Example:

        apus truecaser train --input train.en --output truecaser.en
        apus normalize --case truecase --truecase-model truecaser.en \\
          < test.en > test.tc
        apus truecaser detruecase < test.tc
      """,
    subcommands: [TruecaserTrainCommand.self, TruecaserDetruecaseCommand.self])
}
