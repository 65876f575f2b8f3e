import ExclaimAnalysis
import Foundation
import Testing

/// A reading of DESIGN.md by itself, in Python over SciPy's solver, judges what we say of random ledgers.
@Suite struct ReconciliationOracleTests {
  /// Enough to see a plain mistake.
  static let usualCount = 300
  /// The same ledgers each time: at rare others the judge ponders for minutes. EXCLAIM_TEST_SEED takes any.
  static let usualSeed: UInt64 = 862_055_989

  @Test func `an independent reading of the rules finds the same contradictions and figures`() throws {
    let environment = ProcessInfo.processInfo.environment
    let given = environment["EXCLAIM_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? Self.usualSeed
    let count = environment["EXCLAIM_ORACLE_LEDGERS"].flatMap { Int($0) } ?? Self.usualCount
    // For a look at ledgers of one kind only.
    let wanted = environment["EXCLAIM_ORACLE_TOPIC"].flatMap { RandomTopic(rawValue: $0) }
    print("EXCLAIM_TEST_SEED=\(seed) EXCLAIM_ORACLE_LEDGERS=\(count)")

    var lines = ""
    for number in 0..<count {
      let random = try RandomLedger(seed: seed &+ UInt64(number))
      guard wanted == nil || random.topic == wanted else { continue }
      do {
        let answers = try random.answersJSON(Reconciliation(random.ledger))
        lines += "{\"seed\": \(random.seed), \"topic\": \"\(random.topic?.rawValue ?? "")\", "
        lines += "\"records\": \(random.json), \"answers\": \(answers)}\n"
      } catch {
        Issue.record("ledger \(random.seed) is not solved: \(error)")
      }
    }
    let (agrees, text) = try verdict(on: lines)
    print(text)
    #expect(agrees, "what differs is printed above")
  }

  private func verdict(on lines: String) throws -> (agrees: Bool, text: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appendingPathComponent("input"), folder.appendingPathComponent("output"))
    try Data(lines.utf8).write(to: input)
    try Data().write(to: output)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("reconciliation_oracle.py")
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
