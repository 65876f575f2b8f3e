import ConformanceFormat
import Foundation

/// One case of Tests/Conformance/wire, whose README tells what the steps mean.
struct WireCase {
  enum Step {
    case send([Outgoing], pieceBytes: Int?, cuts: [Int])
    case expect([FramePattern], inAnyOrder: Bool)
    case ping
    case halfClose
    case reconnect
    case expectClosed
    case stopServer
  }

  let name: String
  let steps: [Step]

  init(_ value: Any, _ place: String) throws {
    let object = try CaseObject(value, place, knows: "name", "rule", "requires", "steps")
    let name: String = try object.required("name")
    self.name = name
    _ = try object.required("rule", String.self)
    // For peers without extensions; this one has them all.
    _ = try object.optional("requires", String.self)
    steps = try object.list("steps").map { try Step($0.value, "\(place) \"\(name)\" \($0.place.suffix(9))") }
    guard !steps.isEmpty else { throw CaseError("\(place): a case has steps") }
  }

  /// The files of the suite.
  static var fileNames: [String] { files.map(\.name) }

  static func read(_ name: String) throws -> [WireCase] {
    guard let file = files.first(where: { $0.name == name }) else { throw CaseError("\(name) is missing") }
    return try file.cases.enumerated().map { try WireCase($1, "\(name)[\($0)]") }
  }

  private static var files: [(name: String, cases: [Any])] {
    let folder = Programs.root.appendingPathComponent("Tests/Conformance/wire")
    // Read for the names of the tests too, where nothing can be thrown.
    do { return try caseFiles(in: folder) } catch { fatalError("\(folder.path): \(error)") }
  }
}

extension WireCase.Step {
  init(_ value: Any, _ place: String) throws {
    let step = try CaseObject(
      value, place, knows: "send", "cutEvery", "cutAt", "expect", "expectInAnyOrder", "ping", "halfClose",
      "reconnect", "expectClosed", "stopServer")
    switch step.names.first(where: { $0 != "cutEvery" && $0 != "cutAt" }) {
    case "send":
      self = .send(
        try Outgoing.read(try step.list("send")), pieceBytes: try step.optional("cutEvery"),
        cuts: try step.optional("cutAt") ?? [])
    case "expect": self = .expect(try FramePattern.read(try step.list("expect")), inAnyOrder: false)
    case "expectInAnyOrder":
      self = .expect(try FramePattern.read(try step.list("expectInAnyOrder")), inAnyOrder: true)
    case "ping": self = .ping
    case "halfClose": self = .halfClose
    case "reconnect": self = .reconnect
    case "expectClosed": self = .expectClosed
    case "stopServer": self = .stopServer
    default: throw CaseError("\(place): this is no step")
    }
  }
}
