import ExclaimMessages
import Foundation
import Testing

/// Python's protobuf, which shares no code with protobuf-c, makes random messages of every type and checks
/// what became of them here.
@Suite struct OracleTests {
  static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let protos = here.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
    "Protos")

  static let types: [String: any Message.Type] = Dictionary(
    uniqueKeysWithValues: (V1.messages + [Timestamp.self]).map { ($0.fullName, $0) })

  @Test("agrees with Python's protobuf on random messages of every type, as bytes and as JSON")
  func agreesWithPython() throws {
    let environment = ProcessInfo.processInfo.environment["EXCLAIM_TEST_SEED"]
    let seed = environment.flatMap { UInt32($0) } ?? UInt32.random(in: 0...UInt32.max)
    print("EXCLAIM_TEST_SEED=\(seed)")

    let cases = try run(["make", Self.protos.path, String(seed), "30"], input: "")
    let lines = cases.output.split(separator: "\n")
    try #require(cases.status == 0)
    #expect(lines.count == Self.types.count * 30)
    let answers = try lines.map {
      try answer(to: $0.split(separator: "\t", omittingEmptySubsequences: false))
    }

    let verdict = try run(["check", Self.protos.path], input: answers.joined())
    #expect(verdict.status == 0, "seed \(seed): see the differences above")
  }

  private func answer(to columns: [Substring]) throws -> String {
    let type = try #require(Self.types[String(columns[0])])
    let wire = bytes(columns[1])
    let decoded = try type.init(decoding: wire, budgetBytes: 1 << 20)
    #expect(decoded.encoded() == decoded.encoded())
    let fromJSON = try type.init(json: bytes(columns[2]))
    let ownJSON = try type.init(json: decoded.json(pretty: true))
    #expect(ownJSON.encoded() == fromJSON.encoded())
    let results = [decoded.encoded(), decoded.jsonBytes(), fromJSON.encoded()].map(hexadecimal)
    return "\(columns[0])\t\(columns[1])\t" + results.joined(separator: "\t") + "\n"
  }

  private func run(_ arguments: [String], input: String) throws -> (status: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files instead of pipes: neither side can then wait for the other to read.
    let (inputFile, outputFile) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
    try Data(input.utf8).write(to: inputFile)
    try Data().write(to: outputFile)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [Self.here.appendingPathComponent("oracle.py").path] + arguments
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: try Data(contentsOf: outputFile), as: UTF8.self))
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
