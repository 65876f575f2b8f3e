import ArgumentParser

/// The day as of which an answer holds.
struct TimeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Answer as of this day: from what was published by then.", valueName: "yyyy-mm-dd"))
  var asOf: String = ""
}
