import Foundation
import Logging
import Testing

@testable import ExclaimServer

private let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

@Suite struct SupervisorTests {
  private func supervisor(_ variables: [String: String], pid: Int32 = 42) -> Supervisor {
    Supervisor(variable: { variables[$0] }, pid: pid, logger: silent)
  }

  @Test(
    "news are told at a path and at a name in no folder, several in one message", arguments: [true, false])
  func told(isAbstract: Bool) throws {
    let unique = "exclaim-notify-\(UUID().uuidString.prefix(8))"
    let folder = FileManager.default.temporaryDirectory.path
    let socket = try NotifySocket(isAbstract ? "@\(unique)" : "\(folder)/\(unique)")
    defer { unlink(socket.name) }
    let supervisor = supervisor(["NOTIFY_SOCKET": socket.name])
    supervisor.tell(.ready, .status("serving"))
    #expect(socket.next() == ["READY=1", "STATUS=serving"])
    supervisor.tell(.stopping)
    #expect(socket.next() == ["STOPPING=1"])
    supervisor.tell(.alive)
    #expect(socket.next() == ["WATCHDOG=1"])
  }

  @Test("a reload is told with the time of the monotonic clock")
  func reload() throws {
    let socket = try NotifySocket("@exclaim-notify-\(UUID().uuidString)")
    let before = DispatchTime.now().uptimeNanoseconds / 1_000
    supervisor(["NOTIFY_SOCKET": socket.name]).tell(.reloading)
    let after = DispatchTime.now().uptimeNanoseconds / 1_000
    let lines = try #require(socket.next())
    #expect(lines.count == 2 && lines[0] == "RELOADING=1")
    let time = try #require(UInt64(lines[1].replacingOccurrences(of: "MONOTONIC_USEC=", with: "")))
    #expect((before...after).contains(time))
  }

  @Test("a status of several lines is told as one, for each line of a message means something")
  func oneLine() throws {
    let socket = try NotifySocket("@exclaim-notify-\(UUID().uuidString)")
    supervisor(["NOTIFY_SOCKET": socket.name]).tell(.status("a\nREADY=1\r\nb"))
    #expect(socket.next() == ["STATUS=a READY=1 b"])
  }

  @Test(
    "nobody to tell, or nobody there, is no failure",
    arguments: [nil, "", "@nobody-listens-here", "vsock:2:1"])
  func nobody(address: String?) {
    supervisor(address.map { ["NOTIFY_SOCKET": $0] } ?? [:]).tell(.ready)
  }

  @Test("a watchdog counts when it is for this process, or for none in particular")
  func watchdog() {
    #expect(supervisor([:]).silenceMax == nil)
    #expect(supervisor(["WATCHDOG_USEC": "30000000"]).silenceMax == .seconds(30))
    #expect(supervisor(["WATCHDOG_USEC": "1", "WATCHDOG_PID": "42"]).silenceMax == .microseconds(1))
    #expect(supervisor(["WATCHDOG_USEC": "1", "WATCHDOG_PID": "41"]).silenceMax == nil)
    for value in ["0", "-1", "soon", ""] {
      #expect(supervisor(["WATCHDOG_USEC": value]).silenceMax == nil, "\(value)")
    }
  }
}
