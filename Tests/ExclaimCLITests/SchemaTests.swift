import ArgumentParser
import ExclaimClient
import ExclaimMessages
import Glibc
import Testing

@testable import ExclaimCLI

/// `exclaim call` and `exclaim services`, on a server of whose schema the program knows nothing.
@Suite struct SchemaTests {
  /// What a command wrote.
  private func call(
    _ arguments: String..., server: ShopServer.Description = .shop
  ) async throws -> [String] {
    try await ShopServer.run(server) { path in
      let command = try CallCommand.parse(arguments)
      return try Self.lines { try command.perform(on: Connection(path: path), .init(), $0) }
    }
  }

  private func services(
    _ arguments: String..., server: ShopServer.Description = .shop
  ) async throws -> [String] {
    try await ShopServer.run(server) { path in
      let command = try ServicesCommand.parse(arguments)
      return try Self.lines { try command.perform(on: Connection(path: path), .init(), $0) }
    }
  }

  private static func lines(_ body: (Console) throws -> Void) throws -> [String] {
    let console = Console(out: Sink(), err: Sink())
    try body(console)
    return console.out.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
      String.init)
  }

  /// The exit status and the words with which a command ends.
  private func end(_ body: () async throws -> [String]) async throws -> (status: Int32, message: String) {
    do {
      let lines = try await body()
      Issue.record("it ended well, with \(lines)")
      return (0, "")
    } catch {
      let outcome = Exclaim.outcome(of: error)
      return (outcome.status.rawValue, outcome.message)
    }
  }

  private let chair = #"{"name":"chair","price":"9007199254740993","kind":"WOOD","lasts":"1.500s"}"#

  @Test(
    "a method is called by any of its names, and its answer shown as JSON",
    arguments: [
      "Shop/Sell", "shop.v1.Shop/Sell", "v1.Shop/Sell",
    ])
  func unary(name: String) async throws {
    #expect(try await call(name, chair) == [chair])
  }

  @Test("without a request the empty message is sent")
  func empty() async throws {
    #expect(try await call("Shop/Sell") == ["{}"])
  }

  @Test("each response of a stream stands on a line of its own")
  func serverStream() async throws {
    #expect(try await call("Shop/Watch", chair) == [chair, chair])
  }

  @Test("each response of a stream is handed on when it comes, also to a pipe")
  func serverStreamInPipe() async throws {
    let chair = chair
    let read = try await ShopServer.run { path in
      var ends: [Int32] = [-1, -1]
      try #require(pipe(&ends) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
      defer { for end in ends { close(end) } }
      let console = Console(out: Sink(descriptor: ends[1]), err: Sink())
      let command = try CallCommand.parse(["Shop/Watch", chair])
      try command.perform(on: Connection(path: path), .init(), console)
      // The main function has not flushed it at the end.
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = Glibc.read(ends[0], &bytes, bytes.count)
      return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
    #expect(read == "\(chair)\n\(chair)\n")
  }

  @Test("a stream of requests is one request a line")
  func clientStreams() async throws {
    let three = "{\"name\":\"a\"}\n\n{\"name\":\"b\"}\n  \n{}"
    #expect(try await call("Shop/Gather", three) == ["{}"])
    #expect(try await call("Shop/Talk", three) == [#"{"name":"a"}"#, #"{"name":"b"}"#, "{}"])
  }

  @Test("a request that is wrong is not sent, and every part of why is told")
  func badRequest() async throws {
    let found = try await end { try await call("Shop/Sell", #"{"inside": [{"nam": "x"}]}"#) }
    #expect(found.status == 65)
    #expect(
      found.message.contains("inside[0].nam") && found.message.contains("id you mean name?"), "\(found)")
  }

  @Test("what the server refuses is told in its words")
  func refusal() async throws {
    let found = try await end { try await call("Shop/Fail") }
    #expect(found.status == 65 && found.message == "exclaim: sold out")
  }

  @Test("an answer that is not of the type that was described is the server's fault")
  func lie() async throws {
    let found = try await end { try await call("Shop/Lie") }
    #expect(found.status == 70)
    #expect(found.message.contains("shop.v1.Item.name is not valid UTF-8"), "\(found)")
  }

  @Test("a method that the server does not have is a wrong command line, and the nearest one is offered")
  func noSuchMethod() async throws {
    let near = try await end { try await call("Shop/Sel") }
    #expect(near.status == 64)
    #expect(near.message == "exclaim: Shop/Sel is no method of this server; did you mean Shop/Sell?")
    let far = try await end { try await call("shop.v1.Office/File") }
    #expect(far.status == 64)
    #expect(far.message.hasSuffix("is no method of this server; see `exclaim services`"), "\(far)")
  }

  @Test("a name that means two methods is refused with both of them")
  func ambiguous() async throws {
    let found = try await end { try await call("Shop/Sell", server: .twoShops) }
    #expect(found.status == 64)
    #expect(
      found.message == "exclaim: Shop/Sell can be more than one method: old.v1.Shop/Sell, shop.v1.Shop/Sell; "
        + "write the package too")
    #expect(try await call("shop.v1.Shop/Sell", chair, server: .twoShops) == [chair])
  }

  @Test("a server that does not describe itself is told from one that does so badly")
  func noDescription() async throws {
    let none = try await end { try await call("Shop/Sell", server: .nothing) }
    #expect(none.status == 69)
    #expect(none.message.contains("lacks exclaim.v1.Control/Describe; update the server"), "\(none)")
    #expect(try await end { try await services(server: .nothing) }.status == 69)
    let bad = try await end { try await services(server: .garbage) }
    #expect(bad.status == 70)
    #expect(bad.message.contains("the file descriptor set ends in the middle of a field"), "\(bad)")
  }

  @Test(
    "a name without a method is refused before any server is asked",
    arguments: ["Shop", "Shop/", "/Sell", "a/b/c"])
  func noMethod(name: String) {
    #expect(throws: (any Error).self) { try CallCommand.parse([name]) }
  }

  @Test("services are listed with their methods, which side streams, and what they are for")
  func listing() async throws {
    #expect(
      try await services() == [
        "shop.v1.Shop  Sells things.",
        "  Sell    unary          Sells a thing.",
        "  Watch   server stream  Shows a thing twice.",
        "  Gather  client stream",
        "  Talk    both streams",
        "  Fail    unary          Refuses all.",
        "  Lie     unary          Does not give what it says.",
        "",
        "shop.v1.Store  Keeps things.",
        // What would clear the screen does not reach it.
        "  Keep    unary          \u{FFFD}[2JKeeps a thing.",
      ])
  }

  @Test("a method is shown with the fields that it takes and gives")
  func method() async throws {
    let item = [
      "    name     string                  What it is called.",
      "    price    int64",
      "    kind     Kind",
      "    parts    map of string to Kind",
      "    lasts    Duration, one of until",
      "    forever  bool, one of until",
      "    inside   list of Item",
    ]
    #expect(
      try await services("Shop/Sell")
        == ["shop.v1.Shop/Sell  unary", "  Sells a thing. What it costs is up to you."]
        + ["  takes Item  A thing."] + item + ["  gives Item  A thing."] + item)
    #expect(try await services("Shop").filter { $0.hasPrefix("shop.v1.Shop/") }.count == 6)
  }

  @Test("an enum is shown with its values")
  func enumeration() async throws {
    #expect(
      try await services("Kind") == [
        "shop.v1.Kind  Of what a thing is made.", "  UNSPECIFIED  0", "  WOOD         1  From trees.",
        "  STONE        2",
      ])
  }

  @Test("the project's own schema is shown in whole")
  func ownSchema() async throws {
    let lines = try await services(server: .exclaim)
    #expect(lines.first == "exclaim.v1.Analysis  Questions to the ledger.")
    for method in ["Evidence", "SubmitStream", "Health", "Describe"] {
      #expect(lines.contains { $0.hasPrefix("  \(method) ") }, "\(method)")
    }
    #expect(try await services("Records/Submit", server: .exclaim).contains { $0.hasPrefix("    dryRun ") })
    #expect(try await services("Topic", server: .exclaim).count == V1.Topic.allCases.count + 1)
  }

  @Test("programs get the same as JSON and CSV")
  func formats() async throws {
    let csv = try await services("--output", "csv")
    #expect(csv.first == "service,method,shape,request,response,comment")
    #expect(
      csv[1] == "shop.v1.Shop,Sell,unary,shop.v1.Item,shop.v1.Item,Sells a thing. What it costs is up to you."
    )
    #expect(csv.count == 8)
    let lines = try await services("Kind", "--output", "jsonl")
    #expect(lines[1] == #"{"enum":"shop.v1.Kind","value":"WOOD","number":"1","comment":"From trees."}"#)
    let json = try await services("Shop/Watch", "--output", "json")
    let document = try JSONValue(parsing: json.joined())
    #expect(document["methods"]?.elements?.first?["shape"]?.string == "server stream")
    let fields = try #require(document["fields"]?.elements)
    #expect(fields.count == 14)
    #expect(fields[3]["type"]?.string == "map of string to shop.v1.Kind")
    #expect(fields[4]["oneof"]?.string == "until")
  }

  @Test("a name that stands for nothing is refused, and the nearest one offered")
  func nothing() async throws {
    let found = try await end { try await services("Itm") }
    #expect(found.status == 64)
    #expect(found.message.hasSuffix("did you mean Item?"), "\(found)")
  }

  @Test("a comment wraps below itself")
  func layout() async throws {
    let lines = try await ShopServer.run { path in
      let command = try ServicesCommand.parse(["Shop/Watch"])
      var console = Console(out: Sink(), err: Sink())
      console.columns = 44
      try command.perform(on: Connection(path: path), .init(), console)
      return console.out.text.split(separator: "\n").map(String.init)
    }
    #expect(lines.contains("    name     string                  What it"))
    #expect(lines.contains("                                     is"))
  }
}
