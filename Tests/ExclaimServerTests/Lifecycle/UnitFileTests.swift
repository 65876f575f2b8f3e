import ExclaimWire
import Foundation
import Testing

/// The unit files beside the sources.
@Suite struct UnitFileTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../ci/systemd").standardized

  private func settings(_ name: String) throws -> [String: [String]] {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    var settings: [String: [String]] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") && !line.hasPrefix("[") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      try #require(parts.count == 2, "\(line)")
      settings[String(parts[0]), default: []].append(String(parts[1]))
    }
    return settings
  }

  @Test(
    "systemd gives the server the time that it gives its calls, and a file for each connection",
    arguments: ["exclaimd.service", "user/exclaimd.service"])
  func numbers(name: String) throws {
    let settings = try settings(name)
    let limits = Limits.standard
    #expect(try #require(settings["TimeoutStopSec"]?.first.flatMap { Int($0) }) > limits.drainSeconds)
    #expect(try #require(settings["LimitNOFILE"]?.first.flatMap { Int($0) }) >= limits.connectionsMax + 64)
    #expect(settings["Type"] == ["notify"])
  }

  @Test(
    "no unit makes a user namespace, in which the kernel would no longer say who calls",
    arguments: ["exclaimd.service", "user/exclaimd.service"])
  func identity(name: String) throws {
    let settings = try settings(name)
    #expect(settings["PrivateUsers"] == nil && settings["DynamicUser"] == nil)
    guard name.hasPrefix("user/") else { return }
    // For a user's own services each of these brings a user namespace with it.
    let prefixes = ["Private", "Protect", "ReadOnly", "Inaccessible"]
    #expect(settings.keys.filter { key in prefixes.contains { key.hasPrefix($0) } } == [])
  }

  @Test(
    "systemd finds nothing wrong with them",
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze"), "needs systemd-analyze"),
    arguments: ["", "user"])
  func verified(folder: String) throws {
    let copies = FileManager.default.temporaryDirectory.appendingPathComponent("exclaim-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: copies, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: copies) }
    // The program need not be installed where the units look for it.
    let names = ["exclaimd.service", "exclaimd.socket"]
    for name in names {
      let unit = Self.folder.appendingPathComponent(folder).appendingPathComponent(name)
      try String(contentsOf: unit, encoding: .utf8)
        .replacingOccurrences(of: "/usr/local/bin/exclaimd", with: "/bin/true")
        .write(to: copies.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/systemd-analyze")
    process.arguments =
      (folder == "user" ? ["--user"] : []) + ["verify"] + names.map { copies.appendingPathComponent($0).path }
    process.environment = ["PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": copies.path]
    let output = Pipe()
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && text.isEmpty, "\(text)")
  }
}
