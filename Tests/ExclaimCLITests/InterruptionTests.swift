import Glibc
import Testing

@testable import ExclaimCLI

struct InterruptionTests {
  @Test("the first Ctrl-C is noted, and leaves the second one to end the process")
  func firstAndSecond() {
    Interruption.catchSignals()
    defer { signal(SIGTERM, SIG_DFL) }
    #expect(!isDefault(SIGINT) && !isDefault(SIGTERM))
    raise(SIGINT)
    #expect(Interruption.isWanted)
    #expect(isDefault(SIGINT))
  }

  private func isDefault(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 0
  }
}
