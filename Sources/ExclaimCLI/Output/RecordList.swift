import ExclaimMessages

/// Writes records as they come. Only a table has to wait for the last of them, to know its widths.
struct RecordList {
  private let console: Console
  private let format: OutputFormat
  private let columns: [RecordColumn]
  private var table: Table
  private var nextCursor = ""
  private var moment: V1.Moment?
  private(set) var isEmpty = true

  init(_ console: Console, _ format: OutputFormat, _ kind: V1.RecordKind) {
    self.console = console
    self.format = format
    columns = format == .csv ? RecordColumn.csv(of: kind) : RecordColumn.table(of: kind)
    table = Table(columns.map(\.layout))
  }

  /// Adds a page.
  mutating func add(_ page: V1.ListResponse) throws {
    for record in page.records { try add(record) }
    nextCursor = page.nextCursor
    moment = page.moment ?? moment
  }

  private mutating func add(_ record: V1.Record) throws {
    switch format {
    case .table: table.add(columns.map { $0.cell(of: record) })
    case .json: try console.out.write((isEmpty ? "{\"records\":[\n" : ",\n") + record.json())
    case .jsonl: try console.out.line(record.json())
    case .csv:
      if isEmpty { try console.out.line(CSVWriter.line(columns.map(\.layout.title))) }
      try console.out.line(CSVWriter.line(columns.map { $0.cell(of: record) }))
    }
    isEmpty = false
  }

  /// Ends the list, and says where the next page begins if there is one.
  func finish() throws {
    switch format {
    case .table where !isEmpty:
      for line in table.lines(console) { try console.out.line(line) }
    case .json:
      let cursor = nextCursor.isEmpty ? "" : ",\"nextCursor\":" + JSONValue(.string(nextCursor)).text()
      let time = moment.map { ",\"moment\":" + $0.json() } ?? ""
      try console.out.line(isEmpty ? "{\(time.dropFirst())}" : "\n]\(cursor)\(time)}")
    case .csv where isEmpty: try console.out.line(CSVWriter.line(columns.map(\.layout.title)))
    default: break
    }
    try console.say(moment, format)
    try console.sayWhatIsLeft(nextCursor, format)
  }
}
