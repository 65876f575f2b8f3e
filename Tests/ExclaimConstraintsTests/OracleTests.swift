import ExclaimConstraints
import Foundation
import Testing

/// SciPy's solver, which shares no code with ours, judges what we say of random systems.
@Suite struct OracleTests {
  /// Enough to see a plain mistake; `ci/oracle` takes as long as one likes.
  static let usualCount = 400
  /// Far more than any of the systems needs on a busy machine.
  static let patience = Duration.seconds(60)

  @Test func `an independent solver finds the same conflicts, bounds and reasons`() async throws {
    let environment = ProcessInfo.processInfo.environment
    let given = environment["EXCLAIM_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64(UInt32.random(in: 0 ... .max))
    let count = environment["EXCLAIM_ORACLE_SYSTEMS"].flatMap { Int($0) } ?? Self.usualCount
    print("EXCLAIM_TEST_SEED=\(seed) EXCLAIM_ORACLE_SYSTEMS=\(count)")

    let oracle = try Oracle()
    for number in 0..<count {
      let random = RandomSystem(seed: seed &+ UInt64(number))
      do {
        try await oracle.ask(random.json(with: Self.solve(random)))
      } catch {
        Issue.record("system \(random.seed) (alone: ci/oracle 1 \(random.seed)) is not solved: \(error)")
      }
    }
    let (agrees, text) = try oracle.verdict()
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
}

/// A run of oracle.py, which judges while the next systems are solved.
private struct Oracle {
  private let process = Process()
  private let questions = Pipe()
  private let output: URL

  init() throws {
    output = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data().write(to: output)
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [folder.appendingPathComponent("oracle.py").path]
    process.standardInput = questions
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = process.standardOutput
    try process.run()
  }

  func ask(_ line: String) throws {
    try questions.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
  }

  func verdict() throws -> (agrees: Bool, text: String) {
    defer { try? FileManager.default.removeItem(at: output) }
    try questions.fileHandleForWriting.close()
    process.waitUntilExit()
    return (process.terminationStatus == 0, try String(contentsOf: output, encoding: .utf8))
  }
}
