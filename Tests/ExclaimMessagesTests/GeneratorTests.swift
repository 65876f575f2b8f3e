import Foundation
import Testing

/// The rules that ci/generate holds the protos to.
@Suite struct GeneratorTests {
  static let good = """
    // A record.
    message Record {
      // Its key.
      string key = 1;
    }
    """

  private func generate(_ body: String) throws -> (outcome: Command.Outcome, hasOutput: Bool) {
    try Command.inTemporaryFolder { folder in
      let protos = folder.appendingPathComponent("exclaim/v1")
      try FileManager.default.createDirectory(at: protos, withIntermediateDirectories: true)
      let text = "syntax = \"proto3\";\npackage exclaim.v1;\n\n" + body
      try Data(text.utf8).write(to: protos.appendingPathComponent("record.proto"))
      let output = folder.appendingPathComponent("output")
      let program = Command.repository.appendingPathComponent("ci/generate").path
      let outcome = try Command.run(program, ["--protos=\(folder.path)", "--output=\(output.path)"])
      return (outcome, FileManager.default.fileExists(atPath: output.path))
    }
  }

  @Test("generates from protos that keep the rules")
  func accepts() throws {
    let (outcome, hasOutput) = try generate(Self.good)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(hasOutput)
  }

  @Test(
    "names the broken rule and writes nothing",
    arguments: [
      (
        "// A.\nmessage A {\n  // B.\n  B b = 1;\n}\n// B.\nmessage B {\n  // A.\n  repeated A a = 1;\n}\n",
        "exclaim.v1.A: contains itself (exclaim.v1.A → exclaim.v1.B → exclaim.v1.A)"
      ),
      ("// A.\nmessage A {\n  string key = 1;\n}\n", "exclaim.v1.A.key: the field has no comment"),
      ("message A {}\n", "exclaim.v1.A: the message has no comment"),
      (
        "// E.\nenum E {\n  E_NONE = 0;\n}\n",
        "exclaim.v1.E: the first value is E_NONE; it must be E_UNSPECIFIED = 0"
      ),
      ("// E.\nenum E {\n  E_UNSPECIFIED = 0;\n  OTHER = 1;\n}\n", "value OTHER must start with E_"),
      (
        "// A.\nmessage A {}\n// S.\nservice S {\n  rpc Get(A) returns (A);\n}\n",
        "exclaim.v1.S.Get: the method has no comment"
      ),
      ("// A.\nmessage A {\n  // Pairs.\n  map<string, string> pairs = 1;\n}\n", "maps have no Swift form"),
      ("// A.\nmessage String {}\n", "exclaim.v1.String: the name hides a type of the runtime"),
    ])
  func refuses(body: String, problem: String) throws {
    let (outcome, hasOutput) = try generate(body)
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains(problem), "\(outcome.errors)")
    #expect(!hasOutput)
  }
}
