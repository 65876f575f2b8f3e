import ArgumentParser
import ExclaimMessages
import Testing

@testable import ExclaimCLI

struct HelpTests {
  private static let commands = [
    ["submit"], ["claim", "add"], ["exchange", "add"], ["document", "add"], ["actor", "add"],
    ["agreement", "add"],
    ["relate"], ["assess"], ["revise"], ["retract"], ["redact"], ["allow"], ["list"], ["show"], ["search"],
    ["watch"], ["export"], ["evidence"], ["conflicts"], ["consistency"],
    ["cite"], ["tally"], ["parity"], ["progress"], ["coverage"], ["origins"], ["timeline"],
    ["drift"], ["asof"], ["ping"], ["whoami"],
    ["status"], ["services"], ["call"], ["verify"], ["tree-head"], ["backup"],
  ]

  private func help(_ command: [String]) throws -> String {
    let error = try #require(throws: (any Error).self) {
      var parsed = try Exclaim.parseAsRoot(command + ["--help"])
      try parsed.run()
    }
    return Exclaim.outcome(of: error).message
  }

  @Test("every command has help with an example that begins with its own name", arguments: commands)
  func examples(command: [String]) throws {
    let text = try help(command)
    #expect(text.contains("Example"))
    #expect(text.contains("exclaim \(command.joined(separator: " "))"), "\(text)")
  }

  @Test("help about a command is what the command itself shows", arguments: commands)
  func helpCommand(command: [String]) throws {
    let error = try #require(throws: (any Error).self) {
      var parsed = try Exclaim.parseAsRoot(["help"] + command)
      try parsed.run()
    }
    #expect(Exclaim.outcome(of: error).message == (try help(command)))
  }

  @Test("help tells that csv protects spreadsheets from formulas")
  func formulas() throws {
    #expect(try help(["list"]).contains("apostrophe"))
  }

  @Test("every command has the options that are promised everywhere", arguments: commands)
  func everywhere(command: [String]) throws {
    let text = try help(command)
    for option in ["--socket", "--no-start", "--output", "--timeout", "--color"] {
      #expect(text.contains(option), "\(option)")
    }
  }

  @Test("every field of a filter is an option of list, search and watch")
  func filters() throws {
    let names = [
      "actor", "speaker", "document", "exchange", "agreement", "claim", "topic", "unit", "category",
      "dependent-power", "detaining-power", "scope", "speech-act", "status", "date", "visibility",
      "author-uid",
      "key",
    ]
    for command in ["list", "search", "watch"] {
      let text = try help([command])
      for name in names { #expect(text.contains("--\(name) "), "\(command) --\(name)") }
    }
    let given = try FilterOptions.parse([
      "--actor", "1", "--speaker", "2", "--document", "3", "--exchange", "4", "--agreement", "5", "--claim",
      "6",
      "--topic", "held", "--unit", "persons", "--category", "all", "--dependent-power", "7",
      "--detaining-power",
      "8", "--scope", "9", "--speech-act", "asserts", "--status", "planned", "--date", "2024", "--visibility",
      "public", "--author-uid", "0", "--key", "k",
    ])
    let expected = V1.Filter(
      kind: .claim, actor: "1", speaker: "2", document: "3", exchange: "4", agreement: "5", claim: "6",
      topic: .held, unit: .persons, category: .all, dependentPower: "7", detainingPower: "8", scope: "9",
      speechAct: .asserts, status: .planned, date: "2024", visibility: .public, authorUid: 0, key: "k")
    #expect(given.filter(kind: .claim) == expected)
  }

  @Test(
    "an enum value is read in every usual spelling",
    arguments: ["handed-over", "HANDED_OVER", "Handed-Over", "TOPIC_HANDED_OVER"])
  func choices(text: String) {
    #expect(Choice<V1.Topic>(argument: text)?.value == .handedOver)
  }

  @Test("nothing, a wrong name and the unset value are no choice", arguments: ["", "handed", "unspecified"])
  func noChoice(text: String) {
    #expect(Choice<V1.Topic>(argument: text) == nil)
  }

  @Test("a kind may be named in the plural", arguments: [("claim", V1.RecordKind.claim), ("Actors", .actor)])
  func kinds(text: String, kind: V1.RecordKind) {
    #expect(KindChoice(argument: text)?.kind == kind)
    #expect(KindChoice(argument: "claimss") == nil)
  }

  @Test(
    "a plain ping is read as ArgumentParser would read it",
    arguments: [
      ["ping"], ["ping", "--no-start"], ["ping", "--no-start", "--socket", "/s"],
      ["ping", "--socket", "a b"],
    ])
  func plainPing(arguments: [String]) throws {
    let parsed = try #require(try Exclaim.parseAsRoot(arguments) as? PingCommand)
    #expect(PingCommand.plainSettings(arguments) == parsed.everywhere.settings)
  }

  @Test(
    "every other command line goes to ArgumentParser",
    arguments: [
      [], ["pong"], ["ping", "--help"], ["ping", "x"], ["ping", "--socket"],
      ["ping", "--socket", "--no-start"],
      ["ping", "--output", "json"], ["status"],
    ])
  func notPlain(arguments: [String]) {
    #expect(PingCommand.plainSettings(arguments) == nil)
  }

  @Test("shells get completions", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let error = try #require(throws: (any Error).self) {
      try Exclaim.parseAsRoot(["--generate-completion-script", shell])
    }
    let outcome = Exclaim.outcome(of: error)
    #expect(outcome.status.rawValue == 0)
    #expect(outcome.message.contains("evidence"))
  }
}
