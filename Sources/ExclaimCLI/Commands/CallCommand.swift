import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct CallCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "call",
    abstract: "Call any method with JSON.",
    discussion: """
      The request is JSON in proto3's canonical mapping; {} when it is not given, read from standard input when \
      it is -. A method that takes a stream reads one request a line. Each response of a stream is printed on \
      a line of its own.

      Examples:
        exclaim call Control/Health
        exclaim call exclaim.v1.Records/Get '{"id": "s0-1"}'
        exclaim call Records/ListStream '{"filter": {"kind": "CLAIM"}}'
      """)

  @Argument(help: ArgumentHelp("The method; the package may be left out.", valueName: "service/method"))
  var method: String

  @Argument(help: ArgumentHelp("The request.", valueName: "json"))
  var json: String = "{}"

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func validate() throws {
    if MethodRegistry.method(at: method) == nil {
      let known = MethodRegistry.all.map(\.shortPath).joined(separator: ", ")
      throw ValidationError("\(method) is no method that this program knows; it knows \(known).")
    }
  }

  func perform(_ session: Session) throws {
    guard let method = MethodRegistry.method(at: method) else { return }
    let texts = try requestTexts(isStream: method.shape == .clientStream || method.shape == .bidirectional)
    try call(method, method.request, method.response, texts, session)
  }

  /// The requests as JSON texts: the argument, or the lines of standard input.
  private func requestTexts(isStream: Bool) throws -> [(line: Int, text: [UInt8])] {
    let input = json == "-" ? try InputFile(opening: "-") : InputFile(name: "argument", text: json)
    var lines: [(line: Int, text: [UInt8])] = []
    while let line = try input.nextLine() { lines.append((line.number, Array(line.bytes))) }
    if isStream { return lines.filter { !$0.text.allSatisfy { $0 == 0x20 || $0 == 0x09 } } }
    return [(1, Array(lines.map(\.text).joined(separator: [0x0A])))]
  }

  private func call<Request: Message, Response: Message>(
    _ method: AnyMethod, _: Request.Type, _: Response.Type, _ texts: [(line: Int, text: [UInt8])],
    _ session: Session
  ) throws {
    let typed = Method<Request, Response>(service: method.service, name: method.name, shape: method.shape)
    let requests = try texts.map { try read(Request.self, $0) }
    let connection = try session.connection()
    let out = session.console.out
    switch method.shape {
    case .unary:
      let response = try connection.unary(typed, requests[0], session.call)
      let pretty = session.console.outIsTerminal && session.format != .jsonl
      try out.line(response.json(pretty: pretty))
    case .serverStream:
      let responses = try connection.serverStream(typed, requests[0], session.call)
      while let response = try responses.next() { try out.line(response.json()) }
    case .clientStream:
      let sink = try connection.clientStream(typed, session.call)
      for request in requests { try sink.send(request) }
      try out.line(sink.finish().json())
    case .bidirectional:
      let duplex = try connection.bidirectional(typed, session.call)
      for request in requests { try duplex.send(request) }
      try duplex.closeSend()
      while let response = try duplex.next() { try out.line(response.json()) }
    }
  }

  private func read<Request: Message>(
    _: Request.Type, _ source: (line: Int, text: [UInt8])
  ) throws -> Request {
    do throws(JSONFailure) {
      return try Request(json: source.text)
    } catch {
      let place = json == "-" ? "stdin:\(source.line + error.line - 1)" : "request"
      throw Failure(.badInput, "\(place): " + Refusal(error).lines(at: nil).joined(separator: "\n"))
    }
  }
}
