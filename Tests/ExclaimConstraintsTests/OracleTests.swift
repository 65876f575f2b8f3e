import ExclaimConstraints
import Foundation
import Testing

/// SciPy's solver, which shares no code with ours, judges what we say of random systems.
@Suite struct OracleTests {
  /// Enough to see a plain mistake; `ci/oracle` takes as long as one likes.
  static let usualCount = 400
  /// The same systems each time; `ci/oracle` takes others.
  static let usualSeed: UInt64 = 862_055_989
  /// Far more than any of the systems needs on a busy machine.
  static let patience = Duration.seconds(60)

  @Test func `an independent solver finds the same conflicts, bounds and reasons`() async throws {
    let environment = ProcessInfo.processInfo.environment
    let given = environment["EXCLAIM_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? Self.usualSeed
    let count = environment["EXCLAIM_ORACLE_SYSTEMS"].flatMap { Int($0) } ?? Self.usualCount
    print("EXCLAIM_TEST_SEED=\(seed) EXCLAIM_ORACLE_SYSTEMS=\(count)")

    var lines = ""
    for number in 0..<count {
      let random = RandomSystem(seed: seed &+ UInt64(number))
      do {
        lines += try await random.json(with: Self.solve(random)) + "\n"
      } catch {
        Issue.record("system \(random.seed) (alone: ci/oracle 1 \(random.seed)) is not solved: \(error)")
      }
    }
    let (agrees, text) = try Self.verdict(on: lines)
    print(text)
    #expect(agrees, "what differs is printed above")
  }

  /// Throws when it takes longer than anybody waits.
  private static func solve(_ random: RandomSystem) async throws -> Solution {
    let solving = Task {
      try random.system.solve(for: random.questions, conflictsMax: random.conflictsMax)
    }
    let limit = Task {
      try await Task.sleep(for: patience)
      solving.cancel()
    }
    defer { limit.cancel() }
    return try await solving.value
  }
  private static func verdict(on lines: String) throws -> (agrees: Bool, text: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appendingPathComponent("input"), folder.appendingPathComponent("output"))
    try Data(lines.utf8).write(to: input)
    try Data().write(to: output)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("oracle.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [script.path]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus == 0, try String(contentsOf: output, encoding: .utf8))
  }
}
