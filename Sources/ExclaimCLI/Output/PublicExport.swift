import ExclaimClient
import ExclaimMessages

/// Writes what may be published as lines, and tells what was left out.
struct PublicExport {
  /// The smallest number that may stand by itself; 0 means the server's own.
  let threshold: UInt32

  func write(_ session: Session) throws {
    let request = V1.ExportPublicRequest(threshold: threshold)
    var export = Export()
    var records: [V1.Record] = []
    var withheld: [V1.WithheldCell] = []
    var flagged: [String] = []
    var dependent: [String] = []
    let stream = try session.records().exportPublic(request, options: session.call)
    while let page = try stream.next() {
      for record in page.records { export.name(record) }
      records += page.records
      withheld += page.withheld
      flagged += page.flagged
      dependent += page.dependent
    }
    // Every name is known before the first line: a reference may point at a record that comes later.
    for line in records.compactMap(export.line) { try session.console.out.line(line) }
    for cell in withheld {
      try session.console.say(
        "\(cell.id.printable): \(cell.field.printable) withheld: it \(cell.reason.printable)")
    }
    for id in flagged {
      try session.console.say(
        "\(id.printable) left out: likely personal data, which no second person has let pass")
    }
    for id in dependent {
      try session.console.say("\(id.printable) left out: it refers to a record that is not published")
    }
    let left = flagged.count + dependent.count
    try session.console.say(
      "\(records.count) records written, \(withheld.count) fields withheld, \(left) records left out; "
        + "read it before you publish it")
  }
}
