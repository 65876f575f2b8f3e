import ArgumentParser
import ExclaimMessages

struct ClaimCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim", abstract: "Add what somebody said.", subcommands: [Add.self])

  struct Add: Command {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Add a claim: one proposition by one speaker.",
      discussion: """
        A number is given in the words of the source; the server derives the bounds and shows them. Dates are \
        EDTF: 2024-06-05, 2024-06, 2024-06~. A reference (ref) is an id or a key.

        Examples:
          exclaim claim add --key s3-3 --speech-act asserts --speaker ru-mod \\
            --role ministry --asserted 2024-08-24 --exchange x-2024-08-24 \\
            --topic returned --dependent-power ru --detaining-power ua \\
            --category military-unspecified --scope "captured in Kursk" \\
            --words "more than a hundred" \\
            --hop "actor=ru-mod; channel=statement" \\
            --mention "document=s3; locus=LEAD; voice=INDIRECT"
          exclaim claim add --speech-act declines-to-disclose --speaker yusov \\
            --topic held --value-state not-disclosed-policy
        """)

    @OptionGroup(title: "Record") var record: RecordOptions

    @Option(help: "What the speaker does.")
    var speechAct: Choice<V1.SpeechAct>?

    @Option(help: ArgumentHelp("Who speaks.", valueName: "ref"))
    var speaker: String = ""

    @Option(help: ArgumentHelp("The speaker's role at that time.", valueName: "title"))
    var role: String = ""

    @Option(help: ArgumentHelp("When it was said.", valueName: "date"))
    var asserted: String = ""

    @Option(help: ArgumentHelp("The exchange that it is about.", valueName: "ref"))
    var exchange: String = ""

    @Option(help: ArgumentHelp("The agreement that it is about.", valueName: "ref"))
    var agreement: String = ""

    @Option(help: ArgumentHelp("The claim that it is about: disputed, denied, corrected.", valueName: "ref"))
    var claim: String = ""

    @Option(help: ArgumentHelp("The document that it is about.", valueName: "ref"))
    var document: String = ""

    @Option(help: "What is counted or talked about.")
    var topic: Choice<V1.Topic>?

    @Option(help: "What one of the number is.")
    var unit: Choice<V1.Unit>?

    @Option(
      help: ArgumentHelp("Whose people; repeat it for several together, or give all.", valueName: "ref"))
    var dependentPower: [String] = []

    @Option(
      help: ArgumentHelp("In whose hands; repeat it for several together, or give all.", valueName: "ref"))
    var detainingPower: [String] = []

    @Option(help: "Which persons.")
    var category: Choice<V1.PersonCategory>?

    @Option(help: ArgumentHelp("Theatre, unit or other limit in the speaker's words.", valueName: "words"))
    var scope: String = ""

    @Option(help: ArgumentHelp("For a stock: the instant that the number describes.", valueName: "date"))
    var at: String = ""

    @Option(help: ArgumentHelp("For a flow: start of the window.", valueName: "date"))
    var from: String = ""

    @Option(help: ArgumentHelp("For a flow: end of the window.", valueName: "date"))
    var to: String = ""

    @Option(
      help: ArgumentHelp("What the number takes in: agreement=ref. May be repeated.", valueName: "name=value")
    )
    var includes: [String] = []

    @Option(
      help: ArgumentHelp(
        "What the number leaves out: agreement=ref. May be repeated.", valueName: "name=value"))
    var excludes: [String] = []

    @Option(help: ArgumentHelp("The number, in the words of the source.", valueName: "words"))
    var words: String = ""

    @Option(help: ArgumentHelp("The language of the words: en, uk, ru.", valueName: "tag"))
    var language: String = ""

    @Option(help: "Why there is no number.")
    var valueState: Choice<V1.ValueState>?

    @Option(help: ArgumentHelp("The proposition in neutral words of your own.", valueName: "text"))
    var proposition: String = ""

    @Option(
      help: ArgumentHelp(
        "A step from speaker to document: \"actor=ref; channel=words; date=edtf\". In their order.",
        valueName: "group"))
    var hop: [String] = []

    @Option(
      help: ArgumentHelp(
        "Where it stands: \"document=ref; locus=LEAD; voice=INDIRECT; quote=words\". May be repeated.",
        valueName: "group"))
    var mention: [String] = []

    @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

    func validate() throws {
      if !words.isEmpty && valueState != nil {
        throw ValidationError(
          "--words and --value-state exclude each other; give the number or why there is none.")
      }
    }

    func perform(_ session: Session) throws {
      var fields = FlaggedRecord("claim")
      try fields.set("speechAct", speechAct)
      try fields.set("speaker.actor", speaker)
      try fields.set("speaker.role", role)
      try fields.set("asserted.edtf", asserted)
      try fields.set("about.exchange", exchange)
      try fields.set("about.agreement", agreement)
      try fields.set("about.claim", claim)
      try fields.set("about.document", document)
      try setMeasure(&fields)
      try fields.set("quantity.words", words)
      try fields.set("quantity.language", language)
      try fields.set("valueState", valueState)
      try fields.set("proposition", proposition)
      try fields.appendGroups(hop, to: "chain", short: ["date": "date.edtf", "words": "quantity.words"])
      try fields.appendGroups(mention, to: "mentions")
      try session.add(fields, record)
    }

    private func setMeasure(_ fields: inout FlaggedRecord) throws {
      try fields.set("measure.topic", topic)
      try fields.set("measure.unit", unit)
      try fields.setPowers("measure.dependentPower", "measure.dependentPowers", dependentPower)
      try fields.setPowers("measure.detainingPower", "measure.detainingPowers", detainingPower)
      try fields.set("measure.category", category)
      try fields.set("measure.scope", scope)
      try fields.set("measure.at.edtf", at)
      try fields.set("measure.from.edtf", from)
      try fields.set("measure.to.edtf", to)
      try fields.appendGroups(includes, to: "measure.includes")
      try fields.appendGroups(excludes, to: "measure.excludes")
    }
  }
}
