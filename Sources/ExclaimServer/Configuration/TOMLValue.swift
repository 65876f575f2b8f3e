/// A value of a TOML file, with the line it stands on, from 1: the key's in a table, its own in an array.
struct TOMLValue: Equatable {
  indirect enum Content: Equatable {
    /// In the order of the keys' bytes.
    case table([TOMLEntry])
    case array([TOMLValue])
    case string(String)
    case integer(Int64)
    /// What no configuration of ours asks for, under the name for it.
    case other(String)
  }

  let line: Int
  let content: Content

  /// What it is, with its article, for messages.
  var kind: String {
    switch content {
    case .table: "a table"
    case .array: "a list"
    case .string: "a string"
    case .integer: "an integer"
    case .other(let name): name
    }
  }

  /// The value as a message shows it; nil where it would be too long to help.
  var shown: String? {
    switch content {
    case .string(let text): text.quoted
    case .integer(let number): "\(number)"
    case .table, .array, .other: nil
    }
  }
}

/// A key of a table and what stands behind it.
struct TOMLEntry: Equatable {
  let key: String
  let value: TOMLValue
}

/// The first mistake of a text that is no TOML.
struct TOMLMistake: Error, Equatable {
  /// From 1.
  let line: Int
  let reason: String
}
