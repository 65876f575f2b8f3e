import Foundation

/// A program that a test runs and waits for.
enum Command {
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let repository = tests.deletingLastPathComponent().deletingLastPathComponent()

  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs a program. Its streams are files instead of pipes: neither side can wait for the other to read.
  static func run(_ program: String, _ arguments: [String], input: String = "") throws -> Outcome {
    try inTemporaryFolder { folder in
      func file(_ name: String, _ content: String) throws -> URL {
        let url = folder.appendingPathComponent(name)
        try Data(content.utf8).write(to: url)
        return url
      }
      let output = try file("output", "")
      let errors = try file("errors", "")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = arguments
      process.standardInput = try FileHandle(forReadingFrom: file("input", input))
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      process.waitUntilExit()
      return Outcome(
        status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
        errors: try String(contentsOf: errors, encoding: .utf8))
    }
  }

  static func inTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
