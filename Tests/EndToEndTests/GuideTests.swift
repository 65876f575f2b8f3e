import Foundation
import Testing

@Suite struct GuideTests {
  @Test(
    "every command of the guide and of README.md does what is shown there, on a fresh server",
    .timeLimit(.minutes(5)))
  func guide() throws {
    let guide = try run(
      Programs.root.appendingPathComponent("ci/guide"), [],
      environment: ["EXCLAIM_BIN": Programs.directory.path])
    #expect(guide.status == 0, "\(guide.stderr)")
  }

  @Test(
    "what the guide shows and no command prints is noticed, and mended on request", .timeLimit(.minutes(5)))
  func drift() throws {
    let scratch = try Scratch()
    // A project that is the guide, and a program that always says the same.
    for folder in ["ci", "clients", "clients/samples", "bin"] {
      try FileManager.default.createDirectory(
        at: scratch.url.appendingPathComponent(folder), withIntermediateDirectories: true)
    }
    let script = scratch.url.appendingPathComponent("ci/guide")
    try FileManager.default.copyItem(at: Programs.root.appendingPathComponent("ci/guide"), to: script)
    let shown = """
      ```console
      $ echo act_01m80000000000000000000001 at 2024-01-01T00:00:00Z
      act_01m8zzzzzzzzzzzzzzzzzzzzzz at 2026-01-01T00:00:00Z
      $ printf 'a\\nb\\nc\\n'
      a
      …
      $ false
      $ echo $?
      1
      $ echo five
      six
      $ echo five
      $ exit_with_7() { return 7; }; exit_with_7
      ```

      """
    _ = try scratch.file("clients/GUIDE.md", shown)
    _ = try scratch.file("README.md", "## Use it\n\n```console\n$ true\n```\n")
    let program = try scratch.file("clients/samples/submit.sh", "#!/bin/sh\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let exclaim = scratch.url.appendingPathComponent("bin/exclaim")
    try FileManager.default.copyItem(at: URL(fileURLWithPath: program), to: exclaim)
    let environment = ["EXCLAIM_BIN": scratch.url.appendingPathComponent("bin").path]

    let told = try run(script, [], environment: environment)
    #expect(told.status == 1)
    #expect(told.stderr.components(separatedBy: "GUIDE.md: $ ").count - 1 == 3, "\(told.stderr)")
    #expect(told.stderr.contains("$ echo five\nshown:\nsix\nprinted:\nfive\n"), "\(told.stderr)")
    #expect(told.stderr.contains("exit status 7"), "\(told.stderr)")
    #expect(try run(script, ["--write"], environment: environment).status == 0)
    let mended = shown.replacing("six\n$ echo five\n", with: "five\n$ echo five\nfive\n")
    #expect(try String(contentsOfFile: scratch.url.path + "/clients/GUIDE.md", encoding: .utf8) == mended)
  }
}
