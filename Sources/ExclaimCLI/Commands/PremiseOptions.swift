import ArgumentParser
import ExclaimMessages

/// Whose word counts in an analysis.
struct PremiseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Whose word counts; may be given several times. Without it, everybody's.",
      discussion: """
        An actor, or one of: side:REF, everybody on a party's side; side:none; reliability:A or reliability:A-C, \
        speakers so graded for the topic; credibility:1 or credibility:1-2, and assessment:preferred, claims so judged \
        by an analyst.
        """, valueName: "whom"))
  var trust: [String] = []

  @Option(help: ArgumentHelp("Whose word does not count, in the same way.", valueName: "whom"))
  var distrust: [String] = []

  /// As a request says it; nil where everybody's word counts.
  var premises: V1.Premises? {
    trust.isEmpty && distrust.isEmpty ? nil : V1.Premises(trust: trust, distrust: distrust)
  }
}

extension Console {
  /// Says how many claims were left out; JSON has it in the answer itself.
  func sayLeftOut(_ claims: UInt64, _ format: OutputFormat) throws {
    guard claims > 0, format != .json else { return }
    let whose = claims == 1 ? "its" : "their"
    try say("\(counted(claims, "claim")) left out: \(whose) word does not count here")
  }

  /// Says as of when an answer holds, where that was asked for, and what was left out.
  func say(_ basis: V1.Basis?, _ format: OutputFormat) throws {
    try say(basis?.moment, format)
    try sayLeftOut(basis?.claimsLeftOut ?? 0, format)
  }
}
