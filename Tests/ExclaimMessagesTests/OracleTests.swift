import ExclaimMessages
import Foundation
import Testing

/// Python's protobuf, which shares no code with protobuf-c, makes random messages of every type and checks
/// what became of them here.
@Suite struct OracleTests {
  static let types: [String: any Message.Type] = Dictionary(
    uniqueKeysWithValues: (V1.messages + [Timestamp.self]).map { ($0.fullName, $0) })

  static let messagesPerType = 30

  @Test("agrees with Python's protobuf on random messages of every type, as bytes and as JSON")
  func agreesWithPython() throws {
    let environment = ProcessInfo.processInfo.environment["EXCLAIM_TEST_SEED"]
    let seed = environment.flatMap { UInt32($0) } ?? UInt32.random(in: 0...UInt32.max)
    print("EXCLAIM_TEST_SEED=\(seed)")

    let cases = try oracle(["make"], [String(seed), String(Self.messagesPerType)])
    let lines = cases.output.split(separator: "\n")
    try #require(cases.status == 0, "\(cases.errors)")
    #expect(lines.count == Self.types.count * Self.messagesPerType)
    let answers = try lines.map {
      try answer(to: $0.split(separator: "\t", omittingEmptySubsequences: false))
    }

    let verdict = try oracle(["check"], [], input: answers.joined())
    #expect(verdict.status == 0, "seed \(seed): \(verdict.errors)")
  }

  private func oracle(_ command: [String], _ arguments: [String], input: String = "") throws
    -> Command.Outcome
  {
    let script = Command.tests.appendingPathComponent("oracle.py").path
    let protos = Command.repository.appendingPathComponent("Protos").path
    return try Command.run("/usr/bin/python3", [script] + command + [protos] + arguments, input: input)
  }

  /// What became of one case: its own wire form again, its JSON, and the wire form of Python's JSON.
  private func answer(to columns: [Substring]) throws -> String {
    let type = try #require(Self.types[String(columns[0])])
    let decoded = try type.init(decoding: bytes(columns[1]), budgetBytes: 1 << 20)
    let fromJSON = try type.init(json: bytes(columns[2]))
    let fromOwnJSON = try type.init(json: decoded.json(pretty: true))
    #expect(fromOwnJSON.encoded() == fromJSON.encoded())
    let results = [decoded.encoded(), decoded.jsonBytes(), fromJSON.encoded()].map(hexadecimal)
    return "\(columns[0])\t\(columns[1])\t" + results.joined(separator: "\t") + "\n"
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private func bytes(_ text: Substring) -> [UInt8] {
    let digits = text.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
