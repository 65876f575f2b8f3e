/// What is wrong with one line of a configuration file.
struct ConfigurationProblem: Sendable, Equatable {
  /// From 1.
  let line: Int
  /// Where in the file: `roles.admin[1]`; empty when the file is no TOML.
  let field: String
  /// The value as it was given; nil where the field alone says it.
  let value: String?
  let reason: String
  let remedy: String

  /// `line: field: value reason; remedy`.
  var description: String {
    let place = field.isEmpty ? "\(line): " : "\(line): \(field): "
    return place + (value.map { "\($0) " } ?? "") + "\(reason); \(remedy)"
  }
}

/// A configuration that cannot hold, with everything that is wrong with it.
enum ConfigurationError: Error, Equatable, CustomStringConvertible {
  /// What the file says, in the order of its lines.
  case wrong(path: String, problems: [ConfigurationProblem])
  /// The file itself.
  case unusable(path: String, reason: String, remedy: String)

  /// One line for each problem: `/etc/exclaim/exclaimd.toml:7: …`.
  var description: String {
    switch self {
    case .wrong(let path, let problems):
      problems.map { "\(path):\($0.description)" }.joined(separator: "\n")
    case .unusable(let path, let reason, let remedy): "\(path): \(reason); \(remedy)"
    }
  }
}
