import ExclaimMessages
import Foundation

@testable import ExclaimReflection

/// Schemas and numbers for tests.
enum Fixture {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// The project's own schema.
  static let exclaim = Result { try DescriptorSet(decoding: Schema.fileDescriptorSet) }

  /// `kinds.proto` as protoc describes it.
  static let kindsBytes = Result { try compile("kinds.proto", in: folder) }
  static let kinds = Result { try DescriptorSet(decoding: kindsBytes.get()) }

  /// The wire form of a FileDescriptorSet.
  static func compile(_ file: String, in folder: URL) throws -> [UInt8] {
    try inTemporaryFolder { scratch in
      let output = scratch.appendingPathComponent("set")
      _ = try run(
        "/usr/bin/protoc",
        [
          "--proto_path=\(folder.path)", "--include_imports", "--include_source_info",
          "--descriptor_set_out=\(output.path)", file,
        ])
      return Array(try Data(contentsOf: output))
    }
  }

  /// Runs `oracle.py` on `kinds.proto`.
  static func oracle(_ command: String, _ arguments: [String] = [], input: String = "") throws -> String {
    try inTemporaryFolder { scratch in
      let set = scratch.appendingPathComponent("set")
      try Data(kindsBytes.get()).write(to: set)
      let script = folder.appendingPathComponent("oracle.py").path
      return try run("/usr/bin/python3", [script, command, set.path] + arguments, input: input)
    }
  }

  /// The seed that `EXCLAIM_TEST_SEED` gives, else a new one; printed, so that a failure can be repeated.
  static func seed() -> UInt64 {
    let given = ProcessInfo.processInfo.environment["EXCLAIM_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64(UInt32.random(in: 0...UInt32.max))
    print("EXCLAIM_TEST_SEED=\(seed)")
    return seed
  }
}

/// Why a program that a test runs did not do what it should.
struct ProgramFailure: Error {
  var program: String
  var errors: String
}

/// Runs a program and waits for it. Its streams are files: neither side can wait for the other to read.
private func run(_ program: String, _ arguments: [String], input: String = "") throws -> String {
  try inTemporaryFolder { folder in
    func file(_ name: String, _ content: String) throws -> URL {
      let url = folder.appendingPathComponent(name)
      try Data(content.utf8).write(to: url)
      return url
    }
    let (output, errors) = (try file("output", ""), try file("errors", ""))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: file("input", input))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ProgramFailure(program: program, errors: try String(contentsOf: errors, encoding: .utf8))
    }
    return try String(contentsOf: output, encoding: .utf8)
  }
}

private func inTemporaryFolder<T>(_ body: (URL) throws -> T) throws -> T {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension WireWriter {
  /// A message from fields.
  static func message(_ fields: (Int32, WireValue)...) -> [UInt8] {
    var writer = WireWriter()
    for (number, value) in fields { writer.field(number, value) }
    return writer.bytes
  }
}

extension WireValue {
  static func text(_ text: String) -> WireValue { .bytes(Array(text.utf8)[...]) }
  static func message(_ fields: (Int32, WireValue)...) -> WireValue {
    var writer = WireWriter()
    for (number, value) in fields { writer.field(number, value) }
    return .bytes(writer.bytes[...])
  }
}
