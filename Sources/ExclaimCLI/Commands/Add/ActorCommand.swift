import ArgumentParser
import ExclaimMessages

struct ActorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actor", abstract: "Add who acts or speaks.", subcommands: [Add.self])

  struct Add: Command {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Add a state, organisation, outlet, official in a public role, or class of unnamed sources.",
      discussion: """
        Examples:
          exclaim actor add --key ru --kind state --name Russia
          exclaim actor add --key ru-mod --kind ministry --side ru \\
            --name "Ministry of Defence of Russia" \\
            --reliability "topic=RETURNED; grade=C"
        """)

    @OptionGroup(title: "Record") var record: RecordOptions

    @Option(help: "What kind of actor.")
    var kind: Choice<V1.ActorKind>?

    @Option(help: ArgumentHelp("Name in common use.", valueName: "name"))
    var name: String = ""

    @Option(help: ArgumentHelp("Another name or spelling. May be repeated.", valueName: "name"))
    var alias: [String] = []

    @Option(help: ArgumentHelp("The party to which it belongs.", valueName: "ref"))
    var side: String = ""

    @Option(
      help: ArgumentHelp(
        "A public role: \"title=spokesperson; organisation=ref; from=edtf; to=edtf\". May be repeated.",
        valueName: "group"))
    var role: [String] = []

    @Option(
      help: ArgumentHelp(
        "How reliable it proved: \"topic=RETURNED; grade=C\". May be repeated.", valueName: "group"))
    var reliability: [String] = []

    @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

    func perform(_ session: Session) throws {
      var fields = FlaggedRecord("actor")
      try fields.set("kind", kind)
      try fields.set("name", name)
      try fields.append(alias, to: "aliases")
      try fields.set("side", side)
      try fields.appendGroups(role, to: "roles", short: ["from": "from.edtf", "to": "to.edtf"])
      try fields.appendGroups(reliability, to: "reliability")
      try session.add(fields, record)
    }
  }
}
