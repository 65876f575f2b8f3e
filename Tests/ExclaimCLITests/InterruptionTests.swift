import Glibc
import Testing

@testable import ExclaimCLI

struct InterruptionTests {
  @Test("the first Ctrl-C is noted and the second one ends the process; where it is ignored, it stays so")
  func signals() {
    let (interrupt, terminate) = (signal(SIGINT, SIG_IGN), signal(SIGTERM, SIG_DFL))
    defer { _ = (signal(SIGINT, interrupt), signal(SIGTERM, terminate)) }
    // The threads that run tests have signals blocked.
    var (unblocked, before) = (sigset_t(), sigset_t())
    sigaddset(&unblocked, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &unblocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

    Interruption.catchSignals()
    #expect(handler(SIGINT) == ignored)
    raise(SIGINT)
    #expect(!Interruption.isWanted)

    signal(SIGINT, SIG_DFL)
    Interruption.catchSignals()
    #expect(handler(SIGTERM) != byDefault)
    raise(SIGINT)
    #expect(Interruption.isWanted)
    #expect((1...10).contains(alarm(0)), "what hangs is ended")
    #expect(handler(SIGINT) == byDefault)
  }

  private let byDefault = 0
  private let ignored = 1

  private func handler(_ number: Int32) -> Int {
    var action = sigaction()
    sigaction(number, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
  }
}
