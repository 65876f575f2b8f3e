import ArgumentParser
import ExclaimMessages

struct AgreementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreement", abstract: "Add what was agreed.", subcommands: [Add.self])

  struct Add: Command {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Add an agreement and its obligations.",
      discussion: """
        Example:
          exclaim agreement add --key istanbul-2 --party ua --party ru \\
            --date 2025-06-02 --place Istanbul \\
            --obligation "obligor=ru; topic=RETURNED; dependentPower=ua; \\
              category=MILITARY_UNSPECIFIED; words=at least 1,000"
        """)

    @OptionGroup(title: "Record") var record: RecordOptions

    @Option(help: ArgumentHelp("A short name of your own.", valueName: "text"))
    var title: String = ""

    @Option(help: ArgumentHelp("A party. May be repeated.", valueName: "ref"))
    var party: [String] = []

    @Option(help: ArgumentHelp("When it was made.", valueName: "date"))
    var date: String = ""

    @Option(help: ArgumentHelp("Where it was made.", valueName: "name"))
    var place: String = ""

    @Option(
      help: ArgumentHelp(
        "Who must do what: \"obligor=ref; topic=NAME; dependentPower=ref; category=NAME; words=number; due=edtf\". "
          + "May be repeated.",
        valueName: "group"))
    var obligation: [String] = []

    @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

    private static let short = [
      "words": "quantity.words", "due": "due.edtf", "topic": "measure.topic", "unit": "measure.unit",
      "dependentPower": "measure.dependentPower", "detainingPower": "measure.detainingPower",
      "category": "measure.category", "scope": "measure.scope",
    ]

    func perform(_ session: Session) throws {
      var fields = FlaggedRecord("agreement")
      try fields.set("title", title)
      try fields.append(party, to: "parties")
      try fields.set("date.edtf", date)
      try fields.set("place", place)
      try fields.appendGroups(obligation, to: "obligations", short: Self.short)
      try session.add(fields, record)
    }
  }
}
