import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct ExportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write records as lines that can be submitted again.",
    discussion: """
      Writes the latest revision of each record, in the order in which they came, without what a server \
      derives. A record without a key gets one made from its id, and references follow it. Submitted to another \
      server, the lines give the same records, visible to the same readers, and what was retracted is retracted \
      there too; whoever submits them is their author. Earlier revisions stay behind, and so does what was \
      redacted.

      With --public only what may be published is written: public records, without those that are flagged as \
      likely personal data, and without small numbers by unit, place or health and what would give them away. What \
      was left out is told on stderr. This is no tracing service, and no substitute for reading before publishing.

      Examples:
        exclaim export > all.jsonl
        exclaim export --public > public.jsonl
        exclaim export --kind claim --visibility public > claims.jsonl
      """)

  @Flag(
    name: .customLong("public"), help: "Write what may be published, and nothing that would expose people.")
  var isPublic = false

  @Option(
    help: ArgumentHelp(
      "With --public: the smallest number that may stand by itself for a unit, a place or a state of health.",
      valueName: "number"))
  var threshold: UInt32?

  @Option(help: "Only records of this kind. What they refer to is not written then.")
  var kind: KindChoice?

  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func validate() throws {
    if threshold != nil && !isPublic {
      throw ValidationError("--threshold is for --public; give both, or leave it out.")
    }
    if threshold == 0 { throw ValidationError("--threshold 0 protects nobody; give 1 or more.") }
    if isPublic && (kind != nil || filters.filter(kind: .unspecified) != V1.Filter()) {
      throw ValidationError("--public writes all that may be published; leave the filters out.")
    }
  }

  func perform(_ session: Session) throws {
    if isPublic { return try PublicExport(threshold: threshold ?? 0).write(session) }
    // One state of the ledger, whatever others write meanwhile: nothing written refers to what is not.
    let moment = "#\(try session.control().status(V1.StatusRequest(), options: session.call).sequence)"
    let wanted = V1.ListRequest(filter: filters.filter(kind: kind?.kind ?? .unspecified), asOf: moment)
    var export = Export()
    var redacted = 0
    // Two passes: a reference may point at a record that comes later, and its name must be known by then.
    try session.eachRecordPage(V1.ListRequest(asOf: moment)) { page in
      for record in page.records { export.name(record) }
    }
    try session.eachRecordPage(wanted) { page in
      for record in page.records {
        if let line = export.line(of: record) { try session.console.out.line(line) } else { redacted += 1 }
      }
    }
    if redacted > 0 {
      try session.console.say(
        "left out \(redacted) redacted records; lines that refer to them will be refused")
    }
  }
}
