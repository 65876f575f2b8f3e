import ArgumentParser
import ExclaimMessages

struct ExchangeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange", abstract: "Add what happened.", subcommands: [Add.self])

  struct Add: Command {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Add an exchange, planned or past.",
      discussion: """
        A leg is one direction of transfer; give a leg again for each further category in it. Instead of words, \
        a leg may have valueState=NOT_DISCLOSED_UNSTATED.

        Example:
          exclaim exchange add --key x-2024-08-24 --date 2024-08-24 \\
            --category regular --status completed --in-official-tally yes \\
            --mediator uae \\
            --leg "from=ru; to=ua; category=PRISONER_OF_WAR; words=115" \\
            --leg "from=ua; to=ru; category=MILITARY_UNSPECIFIED; words=115"
        """)

    @OptionGroup(title: "Record") var record: RecordOptions

    @Option(help: ArgumentHelp("A short name of your own.", valueName: "text"))
    var title: String = ""

    @Option(help: ArgumentHelp("When it happened.", valueName: "date"))
    var date: String = ""

    @Option(help: ArgumentHelp("For when it was planned.", valueName: "date"))
    var plannedDate: String = ""

    @Option(help: "What kind of exchange.")
    var category: Choice<V1.ExchangeCategory>?

    @Option(help: "How it stands.")
    var status: Choice<V1.ExchangeStatus>?

    @Option(help: "Whether the official tally counts it.")
    var inOfficialTally: Choice<V1.TallyMembership>?

    @Option(help: ArgumentHelp("A mediator. May be repeated.", valueName: "ref"))
    var mediator: [String] = []

    @Option(help: ArgumentHelp("An agreement under which it took place. May be repeated.", valueName: "ref"))
    var agreement: [String] = []

    @Option(help: ArgumentHelp("A larger exchange of which it is a part. May be repeated.", valueName: "ref"))
    var partOf: [String] = []

    @Option(
      help: ArgumentHelp(
        "A public place: \"name=Belarus; role=TRANSIT\". May be repeated.", valueName: "group"))
    var place: [String] = []

    @Option(
      help: ArgumentHelp(
        "Its number in a series: \"series=of the war; number=66\". May be repeated.", valueName: "group"))
    var ordinal: [String] = []

    @Option(
      help: ArgumentHelp(
        "A direction of transfer: \"from=ref; to=ref; category=NAME; words=115\". May be repeated.",
        valueName: "group"))
    var leg: [String] = []

    @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

    func perform(_ session: Session) throws {
      var fields = FlaggedRecord("exchange")
      try fields.set("title", title)
      try fields.set("date.edtf", date)
      try fields.set("plannedDate.edtf", plannedDate)
      try fields.set("category", category)
      try fields.set("status", status)
      try fields.set("inOfficialTally", inOfficialTally)
      try fields.append(mediator, to: "mediators")
      try fields.append(agreement, to: "agreements")
      try fields.append(partOf, to: "partOf")
      try fields.appendGroups(place, to: "places")
      try fields.appendGroups(ordinal, to: "ordinals")
      try setLegs(&fields)
      try session.add(fields, record)
    }

    /// Groups of persons with the same direction belong to one leg.
    private func setLegs(_ fields: inout FlaggedRecord) throws {
      let ofLeg: Set<String> = ["from", "to", "dependentPower"]
      let short = ["words": "quantity.words", "planned": "planned.words"]
      var directions: [[String]] = []
      var groupCounts: [Int] = []
      for text in leg {
        let parts = try FieldGroup(text).fields
        let direction = ["from", "to", "dependentPower"].map { name in
          parts.first { $0.name == name }?.value ?? ""
        }
        let index = directions.firstIndex(of: direction) ?? directions.count
        if index == directions.count {
          directions.append(direction)
          groupCounts.append(0)
          for part in parts where ofLeg.contains(part.name) {
            try fields.set("legs[\(index)].\(part.name)", part.value)
          }
        }
        let ofGroup = parts.filter { !ofLeg.contains($0.name) }
        for part in ofGroup {
          try fields.set(
            "legs[\(index)].persons[\(groupCounts[index])].\(short[part.name] ?? part.name)", part.value)
        }
        if !ofGroup.isEmpty { groupCounts[index] += 1 }
      }
    }
  }
}
