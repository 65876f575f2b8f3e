import ExclaimMessages

/// How many records came to which end.
struct SubmissionCounts: Equatable {
  var created = 0
  var unchanged = 0
  var revised = 0
  var refused = 0
  /// Records that were retracted, because their lines say so; counted among the others as well.
  var retracted = 0
  /// Lines that no server answered for; only when `--keep-going` went on past a failed call.
  var unanswered = 0

  /// Counts one outcome.
  mutating func add(_ outcome: V1.SubmitOutcome) {
    switch outcome {
    case .created: created += 1
    case .unchanged: unchanged += 1
    case .revised: revised += 1
    case .refused, .unspecified, .unrecognized: refused += 1
    }
  }

  /// `3 new, 0 unchanged, 0 revised, 1 refused`
  var text: String {
    var text = "\(created) new, \(unchanged) unchanged, \(revised) revised, \(refused) refused"
    if retracted > 0 { text += ", \(retracted) retracted" }
    if unanswered > 0 { text += ", \(unanswered) not sent" }
    return text
  }
}
