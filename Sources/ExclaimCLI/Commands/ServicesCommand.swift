import ArgumentParser
import ExclaimClient
import ExclaimMessages
import ExclaimReflection

struct ServicesCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "services",
    abstract: "Show which services and methods the server has.",
    discussion: """
      The server itself says so. With a service or a method, what it takes and gives is shown field by field; \
      with a message or an enum, that. The package may be left out.

      Examples:
        exclaim services
        exclaim services Records
        exclaim services Records/Submit
        exclaim services Topic --output csv
      """)

  @Argument(help: ArgumentHelp("A service, method, message or enum.", valueName: "name"))
  var name: String?

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    try perform(on: session.connection(), session.call, session.console)
  }

  func perform(on connection: Connection, _ options: CallOptions, _ console: Console) throws {
    let schema = try connection.schema(options)
    let sheet = try name.map { try SchemaSheet(schema, about: $0) } ?? SchemaSheet(schema)
    try sheet.write(console, everywhere.output)
  }
}

/// A part of a schema, laid out for people and for programs.
struct SchemaSheet {
  /// One row by the names of its columns.
  typealias Row = KeyValuePairs<String, String>

  /// One paragraph for people: cells that stand below each other, and a comment behind them.
  private struct Line {
    var indent: Int
    var cells: [String]
    var comment: String
    var isTitle = false
  }

  private var lines: [Line] = []
  /// The same for programs; CSV and JSON Lines have the last of them.
  private var tables: [(name: String, rows: [Row])] = []

  /// Every service with its methods.
  init(_ schema: DescriptorSet) {
    for service in schema.services {
      if !lines.isEmpty { lines.append(Line(indent: 0, cells: [], comment: "")) }
      lines.append(
        Line(indent: 0, cells: [service.fullName], comment: service.comment.firstSentence, isTitle: true))
      for method in service.methods {
        lines.append(
          Line(indent: 2, cells: [method.name, method.shape.words], comment: method.comment.firstSentence))
      }
    }
    tables = [("methods", schema.services.flatMap(\.methods).map(Self.row))]
  }

  /// What a name stands for, field by field.
  init(_ schema: DescriptorSet, about name: String) throws(Failure) {
    let services = schema.services(named: name)
    let known = schema.services.map(\.fullName) + schema.types
    if name.contains("/") {
      describe([try schema.oneMethod(named: name)], schema)
    } else if !services.isEmpty {
      let service = try schema.one(of: services, \.fullName, called: name, "service", among: known)
      describe(service.methods, schema)
    } else {
      let type = try schema.one(
        of: schema.types(named: name), { $0 }, called: name, "service, message or enum", among: known)
      if let message = schema.message(type) {
        tables = [("fields", add(message, schema, indent: 0, title: type))]
      } else if let enumeration = schema.enumeration(type) {
        add(enumeration)
      }
    }
  }

  private mutating func describe(_ methods: [MethodDescriptor], _ schema: DescriptorSet) {
    var fields: [Row] = []
    for method in methods {
      if !lines.isEmpty { lines.append(Line(indent: 0, cells: [], comment: "")) }
      lines.append(Line(indent: 0, cells: [method.path, method.shape.words], comment: "", isTitle: true))
      lines.append(Line(indent: 2, cells: [], comment: method.comment))
      for (side, type) in [("takes", schema.request(of: method)), ("gives", schema.response(of: method))] {
        fields += add(type, schema, indent: 2, title: "\(side) \(shortName(ofType: type.fullName))")
      }
    }
    tables = [("methods", methods.map(Self.row)), ("fields", fields)]
  }

  private mutating func add(
    _ message: MessageDescriptor, _ schema: DescriptorSet, indent: Int, title: String
  ) -> [Row] {
    lines.append(Line(indent: indent, cells: [title], comment: message.comment, isTitle: indent == 0))
    for field in message.fields {
      let choice = field.oneof.map { ", one of \($0)" } ?? ""
      let type = schema.words(for: field) { shortName(ofType: $0) } + choice
      lines.append(Line(indent: indent + 2, cells: [field.jsonName, type], comment: field.comment))
    }
    return message.fields.map { field in
      [
        "message": message.fullName, "field": field.jsonName, "type": schema.words(for: field) { $0 },
        "oneof": field.oneof ?? "", "comment": field.comment.onOneLine,
      ]
    }
  }

  private mutating func add(_ enumeration: EnumDescriptor) {
    lines.append(Line(indent: 0, cells: [enumeration.fullName], comment: enumeration.comment, isTitle: true))
    var rows: [Row] = []
    for value in enumeration.values {
      let name = enumeration.shortName(of: value)
      lines.append(Line(indent: 2, cells: [name, String(value.number)], comment: value.comment))
      rows.append([
        "enum": enumeration.fullName, "value": name, "number": String(value.number),
        "comment": value.comment.onOneLine,
      ])
    }
    tables = [("values", rows)]
  }

  private static func row(_ method: MethodDescriptor) -> Row {
    [
      "service": method.service, "method": method.name, "shape": method.shape.words,
      "request": method.request,
      "response": method.response, "comment": method.comment.onOneLine,
    ]
  }
}

// MARK: - Output

extension SchemaSheet {
  func write(_ console: Console, _ format: OutputFormat) throws {
    let rows = tables.last?.rows ?? []
    switch format {
    case .table:
      for line in text(console) { try console.out.line(line) }
    case .json:
      let members = tables.map { table in
        JSONMember(name: table.name, value: JSONValue(.array(table.rows.map { .object($0) })))
      }
      try console.out.line(JSONValue(.object(members)).text(pretty: console.outIsTerminal))
    case .jsonl:
      for row in rows { try console.out.line(JSONValue.object(row).text()) }
    case .csv:
      guard let first = rows.first else { return }
      try console.out.line(CSVWriter.line(first.map(\.key)))
      for row in rows { try console.out.line(CSVWriter.line(row.map(\.value))) }
    }
  }

  private func text(_ console: Console) -> [String] {
    // The cells of lines that are no titles stand below each other, a few wide ones excepted.
    let cellWidthMax = 40
    let inner = lines.filter { !$0.isTitle && $0.cells.count > 1 }
    let widths = (0..<2).map { column in
      inner.map { min(cellWidthMax, $0.cells[column].displayWidth) }.max() ?? 0
    }
    return lines.flatMap { line -> [String] in
      var head = String(repeating: " ", count: line.indent)
      for (column, cell) in line.cells.map(\.printable).enumerated() {
        let width = !line.isTitle && line.cells.count > 1 ? widths[column] : 0
        head += cell + String(repeating: " ", count: 2 + max(0, width - cell.displayWidth))
      }
      let comment = Paragraph.lines(line.comment, columns: console.columns, indent: head.displayWidth)
      guard let first = comment.first else { return [bold(String(head.trimmed), line, console)] }
      let text = [head + first.dropFirst(head.displayWidth)] + comment.dropFirst()
      return text.map { bold($0, line, console) }
    }
  }

  private func bold(_ text: String, _ line: Line, _ console: Console) -> String {
    line.isTitle && !text.isEmpty ? console.bold(text) : text
  }
}

extension ExclaimMessages.MethodShape {
  /// Which side sends a stream, in the words of the protocol's description.
  fileprivate var words: String {
    switch self {
    case .unary: "unary"
    case .serverStream: "server stream"
    case .clientStream: "client stream"
    case .bidirectional: "both streams"
    }
  }
}

extension DescriptorSet {
  /// A field's type: `string`, `list of Record`, `map of string to Topic`.
  fileprivate func words(for field: FieldDescriptor, naming name: (String) -> String) -> String {
    func words(_ kind: FieldKind) -> String {
      switch kind {
      case .message(let type), .enumeration(let type): name(type)
      default: "\(kind)"
      }
    }
    if let (key, value) = mapTypes(of: field) { return "map of \(words(key)) to \(words(value))" }
    return (field.isRepeated ? "list of " : "") + words(field.kind)
  }
}

extension String {
  /// Without line ends.
  fileprivate var onOneLine: String { split(separator: "\n").joined(separator: " ") }

  /// Up to the first full stop that ends a sentence.
  fileprivate var firstSentence: String {
    let words = onOneLine.split(separator: " ")
    guard let end = words.firstIndex(where: { $0.last == "." }) else { return words.joined(separator: " ") }
    return words[...end].joined(separator: " ")
  }

  /// Without blanks at the end.
  fileprivate var trimmed: Substring {
    self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]
  }
}
