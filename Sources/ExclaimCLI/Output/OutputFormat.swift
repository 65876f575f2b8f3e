import ArgumentParser
import ExclaimMessages

/// In which form data is written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  /// For people.
  case table
  /// One JSON document: the response in proto3's canonical mapping.
  case json
  /// One JSON object a line.
  case jsonl
  /// Comma-separated values with a header.
  case csv
}

extension ColorChoice: ExpressibleByArgument {}

extension Console {
  /// Says where the next page begins, if there is one; JSON has it in the answer itself.
  func sayWhatIsLeft(_ nextCursor: String, _ format: OutputFormat) throws {
    if !nextCursor.isEmpty && format != .json { try say("there is more: --cursor \(nextCursor)") }
  }
}

extension JSONValue {
  /// A message as JSON.
  init(of message: some Message) {
    do throws(JSONFailure) {
      try self.init(parsing: message.jsonBytes())
    } catch {
      preconditionFailure("what the JSON mapping writes, it reads: \(error)")
    }
  }

  /// An object of texts.
  static func object(_ members: KeyValuePairs<String, String>) -> JSONValue {
    JSONValue(.object(members.map { JSONMember(name: $0.key, value: JSONValue(.string($0.value))) }))
  }
}
