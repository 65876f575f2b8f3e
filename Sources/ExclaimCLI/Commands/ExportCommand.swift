import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct ExportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write records as lines that can be submitted again.",
    discussion: """
      Writes the latest revision of each record, in the order in which they came, without what a server \
      derives. A record without a key gets one made from its id, and references follow it.

      Examples:
        exclaim export > all.jsonl
        exclaim export --kind claim --visibility public > claims.jsonl
      """)

  @Option(help: "Only records of this kind. What they refer to is not written then.")
  var kind: KindChoice?

  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let wanted = V1.ListRequest(filter: filters.filter(kind: kind?.kind ?? .unspecified))
    var export = Export()
    // Two passes: a reference may point at a record that comes later, and its name must be known by then.
    try session.eachRecordPage(V1.ListRequest()) { page in
      for record in page.records { export.name(record) }
    }
    try session.eachRecordPage(wanted) { page in
      for record in page.records { try session.console.out.line(export.line(of: record)) }
    }
  }
}
