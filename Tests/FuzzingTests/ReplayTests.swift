import Foundation
import FuzzTargets
import Testing

/// The inputs of Tests/Fuzzing, run without a fuzzer. A trap ends the whole run: ci/fuzz then tells the input.
@Suite("Inputs that fuzzing found")
struct ReplayTests {
  static let fuzzing = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fuzzing")

  @Test("every target keeps its promises for its corpus", arguments: FuzzTarget.all)
  func corpus(_ target: FuzzTarget) throws {
    let file = Self.fuzzing.appending(path: "corpus/\(target.name)")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines {
      let input = try #require(Data(base64Encoded: String(line)), "\(file.path): \(line) is no base64")
      #expect(throws: Never.self, "\(line)") { try target.run([UInt8](input)) }
    }
  }

  @Test("every target keeps its promises for the inputs that fuzzing begins with", arguments: FuzzTarget.all)
  func seeds(_ target: FuzzTarget) throws {
    let file = Self.fuzzing.appending(path: "../../clients/samples/s0.jsonl")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    for seed in target.seeds(lines) {
      #expect(throws: Never.self, "\(seed)") { try target.run(seed) }
    }
  }

  @Test("no input does again what it once did", arguments: FuzzTarget.all)
  func crashes(_ target: FuzzTarget) throws {
    let directory = Self.fuzzing.appending(path: "crashes/\(target.name)").path
    guard FileManager.default.fileExists(atPath: directory) else { return }
    for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
      let input = try Data(contentsOf: URL(filePath: directory).appending(path: name))
      #expect(throws: Never.self, "\(name)") { try target.run([UInt8](input)) }
    }
  }

  @Test("every corpus and every crash belongs to a target", arguments: ["corpus", "crashes"])
  func names(_ folder: String) throws {
    let found = try FileManager.default.contentsOfDirectory(
      atPath: Self.fuzzing.appending(path: folder).path)
    let names = Set(FuzzTarget.all.map(\.name))
    #expect(Set(found).subtracting(names).isEmpty)
  }
}

extension FuzzTarget: CustomTestStringConvertible {
  /// Its name.
  public var testDescription: String { name }
}
