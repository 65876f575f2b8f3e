import ArgumentParser
import ExclaimMessages

/// What an analysis is asked, as of when, and whose word counts. Options that are not given do not restrict.
struct QuestionOptions: ParsableArguments {
  @Option(help: "What is counted.")
  var topic: Choice<V1.Topic>?

  @Option(help: ArgumentHelp("Whose people.", valueName: "ref"))
  var dependentPower: String = ""

  @Option(help: ArgumentHelp("In whose hands.", valueName: "ref"))
  var detainingPower: String = ""

  @Option(help: "Which persons.")
  var category: Choice<V1.PersonCategory>?

  @Option(help: ArgumentHelp("The instant or window of interest (EDTF).", valueName: "date"))
  var date: String = ""

  @Option(help: ArgumentHelp("An exchange.", valueName: "ref"))
  var exchange: String = ""

  @Option(help: ArgumentHelp("An agreement.", valueName: "ref"))
  var agreement: String = ""

  @OptionGroup var time: TimeOptions
  @OptionGroup(title: "Premises") var premises: PremiseOptions

  /// The question of a request, for a page of at most so many items at a cursor.
  func question(limit: UInt32 = 0, cursor: String = "") -> V1.Question {
    V1.Question(
      topic: topic.orUnspecified(), dependentPower: dependentPower, detainingPower: detainingPower,
      category: category.orUnspecified(), date: date, exchange: exchange, agreement: agreement,
      asOf: time.asOf, known: time.known.orUnspecified(), premises: premises.premises,
      limit: limit, cursor: cursor)
  }
}
