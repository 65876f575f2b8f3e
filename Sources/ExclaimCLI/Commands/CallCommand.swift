import ArgumentParser
import ExclaimClient
import ExclaimMessages
import ExclaimReflection

struct CallCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "call",
    abstract: "Call any method with JSON.",
    discussion: """
      The server says which methods it has and what they take and give; `exclaim services` shows it.

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
    let parts = method.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw ValidationError(
        "\(method) names no method; write SERVICE/METHOD, as in Records/List, or see `exclaim services`.")
    }
  }

  func perform(_ session: Session) throws {
    try perform(on: session.connection(), session.call, session.console)
  }

  func perform(on connection: Connection, _ options: CallOptions, _ console: Console) throws {
    let schema = try connection.schema(options)
    let method = try schema.oneMethod(named: self.method)
    let sendsStream = method.shape == .clientStream || method.shape == .bidirectional
    let requests = try requestTexts(isStream: sendsStream).map { source in
      try encoded(source, schema, schema.request(of: method))
    }
    let call = try connection.rawCall(
      method.service, method.name, method.shape, sendsStream ? nil : requests[0], options)
    if sendsStream {
      for request in requests { try call.send(request) }
      try call.closeSend()
    }
    let pretty = method.shape == .unary && console.outIsTerminal && everywhere.output != .jsonl
    while let response = try call.next() {
      try console.out.line(shown(response, schema, schema.response(of: method), pretty: pretty))
      // Whoever reads a stream through a pipe is to see each answer when it comes.
      if method.shape != .unary { try console.out.flush() }
    }
  }

  /// The requests as JSON texts: the argument, or the lines of standard input.
  private func requestTexts(isStream: Bool) throws -> [(line: Int, text: [UInt8])] {
    let input = json == "-" ? try InputFile(opening: "-") : InputFile(name: "argument", text: json)
    var lines: [(line: Int, text: [UInt8])] = []
    while let line = try input.nextLine() { lines.append((line.number, Array(line.bytes))) }
    if isStream { return lines.filter { !$0.text.allSatisfy { $0 == 0x20 || $0 == 0x09 } } }
    return [(1, Array(lines.map(\.text).joined(separator: [0x0A])))]
  }

  private func shown(
    _ response: [UInt8], _ schema: DescriptorSet, _ type: MessageDescriptor, pretty: Bool
  ) throws(Failure) -> String {
    do throws(ReflectionFailure) {
      return try schema.json(decoding: response, as: type, pretty: pretty)
    } catch {
      throw Failure(.bug, "the server's answer is not what it says that it gives: \(error)")
    }
  }

  private func encoded(
    _ source: (line: Int, text: [UInt8]), _ schema: DescriptorSet, _ type: MessageDescriptor
  ) throws -> [UInt8] {
    do throws(JSONFailure) {
      return try schema.encode(JSONValue(parsing: source.text), as: type)
    } catch {
      let place = json == "-" ? "stdin:\(source.line + error.line - 1)" : "request"
      throw Failure(.badInput, "\(place): " + Refusal(error).lines(at: nil).joined(separator: "\n"))
    }
  }
}

extension Connection {
  /// What the server says about its services.
  func schema(_ options: CallOptions) throws -> DescriptorSet {
    let description: [UInt8]
    do throws(CallError) {
      description = try ControlClient(self).describe(V1.DescribeRequest(), options: options).fileDescriptorSet
    } catch {
      guard error.code == .unimplemented else { throw error }
      throw Failure(
        .noServer,
        "the server does not say which methods it has: it lacks exclaim.v1.Control/Describe; "
          + "update the server, or use a client that was made from its .proto files")
    }
    do throws(ReflectionFailure) {
      return try DescriptorSet(decoding: description)
    } catch {
      throw Failure(.bug, "what the server says about its methods cannot be used: \(error)")
    }
  }
}

extension DescriptorSet {
  /// The one method that a name means.
  func oneMethod(named name: String) throws(Failure) -> MethodDescriptor {
    let methods = services.flatMap(\.methods)
    return try one(of: self.methods(named: name), \.path, called: name, "method", among: methods.map(\.path))
  }

  /// The one thing that a name means; the nearest of `known` is offered where it means none.
  func one<Item>(
    of found: [Item], _ path: (Item) -> String, called name: String, _ kind: String, among known: [String]
  ) throws(Failure) -> Item {
    if let only = found.first, found.count == 1 { return only }
    guard found.isEmpty else {
      let choices = found.map(path).joined(separator: ", ")
      throw Failure(.usage, "\(name) can be more than one \(kind): \(choices); write the package too")
    }
    let offered = name.contains(".") ? known : known.map { shortName(ofType: $0) }
    let remedy = nearest(to: name, among: offered).map { "did you mean \($0)?" } ?? "see `exclaim services`"
    throw Failure(.usage, "\(name) is no \(kind) of this server; \(remedy)")
  }
}
