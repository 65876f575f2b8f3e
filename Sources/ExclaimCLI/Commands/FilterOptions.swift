import ArgumentParser
import ExclaimMessages

/// Which records to read. Options that are not given do not restrict.
struct FilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("An actor in any place of the record.", valueName: "ref"))
  var actor: String = ""

  @Option(help: ArgumentHelp("The speaker of a claim.", valueName: "ref"))
  var speaker: String = ""

  @Option(help: ArgumentHelp("A document that is mentioned.", valueName: "ref"))
  var document: String = ""

  @Option(help: ArgumentHelp("The exchange that it is about.", valueName: "ref"))
  var exchange: String = ""

  @Option(help: ArgumentHelp("The agreement that it is about.", valueName: "ref"))
  var agreement: String = ""

  @Option(help: ArgumentHelp("The claim that a relation or assessment is about.", valueName: "ref"))
  var claim: String = ""

  @Option(help: "What a claim counts.")
  var topic: Choice<V1.Topic>?

  @Option(help: "The unit of a claim's number.")
  var unit: Choice<V1.Unit>?

  @Option(help: "The category of persons, in a claim or an exchange.")
  var category: Choice<V1.PersonCategory>?

  @Option(help: ArgumentHelp("Whose people.", valueName: "ref"))
  var dependentPower: String = ""

  @Option(help: ArgumentHelp("In whose hands.", valueName: "ref"))
  var detainingPower: String = ""

  @Option(help: ArgumentHelp("The scope of a claim's measure, whole and exact.", valueName: "words"))
  var scope: String = ""

  @Option(help: "What the speaker does.")
  var speechAct: Choice<V1.SpeechAct>?

  @Option(help: "How an exchange stands.")
  var status: Choice<V1.ExchangeStatus>?

  @Option(help: ArgumentHelp("When it happened, was said or was published (EDTF).", valueName: "date"))
  var date: String = ""

  @Option(help: "Who may read it.")
  var visibility: Choice<V1.Visibility>?

  @Option(help: ArgumentHelp("User id of its author.", valueName: "uid"))
  var authorUid: UInt32?

  @Option(help: ArgumentHelp("Its key.", valueName: "key"))
  var key: String = ""

  /// The filter of a request.
  func filter(kind: V1.RecordKind) -> V1.Filter {
    V1.Filter(
      kind: kind, actor: actor, speaker: speaker, document: document, exchange: exchange,
      agreement: agreement,
      claim: claim, topic: topic.orUnspecified(), unit: unit.orUnspecified(),
      category: category.orUnspecified(),
      dependentPower: dependentPower, detainingPower: detainingPower, scope: scope,
      speechAct: speechAct.orUnspecified(), status: status.orUnspecified(), date: date,
      visibility: visibility.orUnspecified(), authorUid: authorUid, key: key)
  }
}
