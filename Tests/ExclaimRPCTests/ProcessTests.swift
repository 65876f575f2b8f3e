import ExclaimRPC
import ExclaimWire
import Foundation
import Testing

/// What a server does to the process it runs in.
@Suite struct ProcessTests {
  @Test("a server raises the number of open files as far as the system lets it")
  func openFiles() async {
    await #expect(processExitsWith: .success) {
      let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
      var limit = rlimit()
      getrlimit(openFiles, &limit)
      limit.rlim_cur = 128
      setrlimit(openFiles, &limit)
      try await TestServer.run { _ in getrlimit(openFiles, &limit) }
      #expect(limit.rlim_cur == limit.rlim_max)
    }
  }

  @Test("all servers of a process share one event loop on one thread")
  func oneLoop() async throws {
    try await TestServer.run { first in
      try await TestServer.run { second in
        #expect(try await first.servesOthers())
        #expect(try await second.servesOthers())
        let tasks = "/proc/self/task"
        let names = try FileManager.default.contentsOfDirectory(atPath: tasks).compactMap { thread in
          // A thread may end before its name is read.
          try? String(contentsOfFile: "\(tasks)/\(thread)/comm", encoding: .utf8)
        }
        #expect(names.filter { $0.hasPrefix("NIO-") }.count == 1)
      }
    }
  }
}
