import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct WhoAmICommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "whoami",
    abstract: "Show who the server takes you for, and what you may do.",
    discussion: """
      The kernel tells the server; nothing that you send can change it.

      Example:
        exclaim whoami
      """)

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let me = try session.control().whoAmI(V1.WhoAmIRequest(), options: session.call)
    let fields = [
      ("user", me.user), ("uid", String(me.uid)), ("gid", String(me.gid)), ("role", me.role.words),
    ]
    try session.writeFields(me, fields) {
      "\(me.user.isEmpty ? "no account name" : me.user) (uid \(me.uid), gid \(me.gid)), \(me.role.words)"
    }
  }
}

struct StatusCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show what the server is, holds and allows.",
    discussion: """
      Examples:
        exclaim status
        exclaim status --output json
      """)

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let status = try session.control().status(V1.StatusRequest(), options: session.call)
    let facts = [
      ("version", status.version), ("process", String(status.pid)),
      ("started", status.startedAt?.rfc3339 ?? ""), ("connections", String(status.connections)),
      ("journal entries", String(status.sequence)), ("journal head", status.head),
      ("word rules", status.ruleSet),
    ]
    let live = status.liveLedger ?? V1.LiveLedger()
    let memory = [
      ("in memory: records", String(live.records)), ("in memory: views", String(live.views)),
      ("in memory: bytes, about", String(live.bytes)),
    ]
    let counts = status.counts.map { ("records: \($0.kind)", String($0.count)) }
    let limits = status.limits.map { ("limit: \($0.name)", String($0.value)) }
    try session.writeFields(status, facts + counts + memory + limits)
  }
}
