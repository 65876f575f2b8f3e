import Foundation
import Testing

@Suite struct CommandLineTests {
  private static let conformance = Programs.root.appendingPathComponent("Tests/Conformance")

  private func samples(_ server: TestServer, _ arguments: String...) throws -> Output {
    try run(
      URL(fileURLWithPath: "/bin/sh"),
      [Programs.root.appendingPathComponent("clients/samples/submit.sh").path] + arguments,
      environment: ["EXCLAIM_SOCKET": server.socket, "EXCLAIM": Programs.path("exclaim").path])
  }

  @Test("the sample records are submitted by script, and once more changes nothing")
  func samplesTwice() throws {
    let server = try TestServer()
    let first = try samples(server)
    #expect(first.status == 0, "\(first.stderr)")
    #expect(!first.stdout.contains(" 0 new") && !first.stdout.hasPrefix("0 new"))
    let second = try samples(server)
    #expect(second.status == 0, "\(second.stderr)")
    #expect(second.stdout.contains("0 new"))
    #expect(try server.exclaim("verify").status == 0)
  }

  @Test("a dry run stores nothing")
  func dryRun() throws {
    let server = try TestServer()
    #expect(try samples(server, "--dry-run").status == 0)
    #expect(try server.exclaim("list", "claim").status == 1, "nothing matched")
  }

  @Test(
    "an export submitted to an empty server gives the same records, and to its own server changes nothing")
  func export() throws {
    let server = try TestServer()
    #expect(try samples(server).status == 0)
    let exported = try server.exclaim("export")
    #expect(exported.status == 0 && exported.stdout.split(separator: "\n").count > 100)
    let again = try server.exclaim("submit", "-", input: exported.stdout)
    #expect(again.status == 0, "\(again.stderr)")
    #expect(again.stdout.contains("0 new"), "\(again.stdout)")
    let other = try TestServer()
    let copied = try other.exclaim("submit", "-", input: exported.stdout)
    #expect(copied.status == 0, "\(copied.stderr)")
    #expect(try other.exclaim("export").stdout == exported.stdout)
  }

  struct BadLine: Decodable {
    let line: Int
    let field: String
    let reason: String
  }

  @Test("bad lines are reported one by one with file, line, field and reason, and the good ones are kept")
  func badLines() throws {
    let server = try TestServer()
    let file = Self.conformance.appendingPathComponent("submissions/bad-lines.jsonl").path
    let expected = try JSONDecoder().decode(
      [BadLine].self,
      from: Data(
        contentsOf: Self.conformance.appendingPathComponent("submissions/bad-lines.expected.json")))
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count
    let submitted = try server.exclaim("submit", file)
    #expect(submitted.status == 65)
    let reports = submitted.stderr.split(separator: "\n").filter { $0.contains("bad-lines.jsonl:") }
    #expect(reports.count == expected.count, "\(submitted.stderr)")
    for bad in expected {
      let found = reports.contains {
        $0.contains("bad-lines.jsonl:\(bad.line):") && $0.contains(bad.field) && $0.contains(bad.reason)
      }
      #expect(found, "line \(bad.line), \(bad.field), \(bad.reason) in:\n\(submitted.stderr)")
    }
    #expect(submitted.stdout.contains("\(lines - expected.count) new"), "\(submitted.stdout)")
    let atomic = try TestServer()
    #expect(try atomic.exclaim("submit", "--atomic", file).status == 65)
    #expect(try atomic.exclaim("export").stdout.isEmpty)
  }

  @Test("with --atomic one bad reference keeps out the whole file, and is named with its line")
  func atomicReference() throws {
    let server = try TestServer()
    let file = try server.scratch.file(
      "atomic.jsonl",
      """
      {"actor": {"key": "n", "kind": "STATE", "name": "Northland"}}
      {"relation": {"from": "nobody-said-this", "to": "nor-that", "kind": "SUPPORTS"}}
      """)
    let submitted = try server.exclaim("submit", "--atomic", file)
    #expect(submitted.status == 65)
    #expect(submitted.stderr.contains("atomic.jsonl:2: relation.from"), "\(submitted.stderr)")
    #expect(try server.exclaim("export").stdout.isEmpty)
  }

  @Test("every case that real coverage brings is held without loss")
  func coverage() throws {
    let server = try TestServer()
    let folder = Self.conformance.appendingPathComponent("records")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".jsonl") }.sorted()
    #expect(files.count >= 20)
    for file in files {
      let submitted = try server.exclaim("submit", folder.appendingPathComponent(file).path)
      #expect(submitted.status == 0, "\(file): \(submitted.stderr)")
    }
    let exported = try server.exclaim("export")
    let other = try TestServer()
    #expect(try other.exclaim("submit", "-", input: exported.stdout).status == 0)
    #expect(try other.exclaim("export").stdout == exported.stdout)
  }

  @Test("references point forward across files and batches")
  func forwardReferences() throws {
    let server = try TestServer()
    let count = 2_500
    let relations = (0..<count).map {
      #"{"relation": {"key": "r\#($0)", "from": "c\#($0)", "to": "c\#(($0 + 1) % count)", "kind": "SUPPORTS"}}"#
    }
    let claims = (0..<count).map {
      #"{"claim": {"key": "c\#($0)", "speechAct": "ASSERTS", "speaker": {"actor": "a"}, "#
        + #""measure": {"topic": "READINESS"}, "valueState": "QUALITATIVE"}}"#
    }
    let actor = #"{"actor": {"key": "a", "kind": "STATE", "name": "Northland"}}"#
    let first = try server.scratch.file("first.jsonl", relations.joined(separator: "\n"))
    let second = try server.scratch.file("second.jsonl", (claims + [actor]).joined(separator: "\n"))
    let submitted = try server.exclaim("submit", first, second)
    #expect(submitted.status == 0, "\(submitted.stderr.prefix(600))")
    #expect(submitted.stdout.contains("\(2 * count + 1) new"), "\(submitted.stdout)")
  }

  @Test("two clients with no server there start one together, and say so; --no-start exits 69")
  func startsServer() throws {
    let scratch = try Scratch()
    let environment = [
      "EXCLAIM_SOCKET": scratch.url.appendingPathComponent("run/exclaim.sock").path,
      "EXCLAIM_DATABASE": scratch.url.appendingPathComponent("exclaim.db").path,
      "HOME": scratch.url.path,
    ]
    let exclaim = Programs.path("exclaim")
    #expect(try run(exclaim, ["ping", "--no-start"], environment: environment).status == 69)
    let pings = DispatchGroup()
    nonisolated(unsafe) var outputs: [Output] = []
    let lock = NSLock()
    for _ in 0..<2 {
      DispatchQueue.global().async(group: pings) {
        guard let output = try? run(exclaim, ["ping"], environment: environment) else { return }
        lock.withLock { outputs.append(output) }
      }
    }
    pings.wait()
    #expect(outputs.map(\.status) == [0, 0], "\(outputs.map(\.stderr))")
    #expect(outputs.contains { $0.stderr.contains("started") })
    let status = try run(exclaim, ["call", "Control/Status", "--no-start"], environment: environment)
    let process = try #require(
      try JSONSerialization.jsonObject(with: Data(status.stdout.utf8)) as? [String: Any])
    let pid = try #require(process["pid"] as? Int32)
    kill(pid, SIGTERM)
  }

  @Test("whoami tells what the kernel tells; call reaches any method by its name")
  func whoami() throws {
    let server = try TestServer()
    let output = try server.exclaim("whoami")
    #expect(output.stdout.contains("\(getuid())"))
    let called = try server.exclaim("call", "exclaim.v1.Control/WhoAmI", "{}")
    #expect(called.status == 0)
    #expect(called.stdout.contains("user"))
    #expect(try server.exclaim("call", "Control/NoSuchMethod").status == 64)
  }
}
