import ArgumentParser
import ExclaimMessages

/// A value of an enum of the schema on the command line: `handed-over`, `HANDED_OVER`, `TOPIC_HANDED_OVER`.
struct Choice<Value: OpenEnum>: ExpressibleByArgument {
  let value: Value

  init?(argument: String) {
    let name = String(argument.uppercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    guard let value = Value(name: name), value.rawValue != 0 else { return nil }
    self.value = value
  }

  static var allValueStrings: [String] {
    Value.allCases.filter { $0.rawValue != 0 }.map { value in
      String(value.name.lowercased().map { $0 == "_" ? "-" : $0 })
    }
  }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

extension Choice: CustomStringConvertible {
  var description: String { value.name }
}

extension Optional {
  /// The chosen value; unspecified when none was.
  func orUnspecified<Value>() -> Value where Wrapped == Choice<Value> {
    self?.value ?? Value(rawValue: 0)
  }
}

/// A kind of record on the command line, singular or plural: `claim`, `claims`.
struct KindChoice: ExpressibleByArgument {
  let kind: V1.RecordKind

  init?(argument: String) {
    let name = argument.uppercased()
    let singular = name.hasSuffix("S") ? String(name.dropLast()) : name
    guard let kind = V1.RecordKind(name: singular), kind != .unspecified else { return nil }
    self.kind = kind
  }

  static var allValueStrings: [String] { V1.RecordKind.allCases.dropFirst().map { $0.name.lowercased() } }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
