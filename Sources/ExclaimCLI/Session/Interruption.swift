import Glibc
import Synchronization

/// The user's wish to stop: Ctrl-C, or SIGTERM.
enum Interruption {
  private static let isNoted = Atomic(false)

  /// How long the work may go on after a signal: a server that hangs must not keep the process for ever.
  private static var secondsMax: UInt32 { 10 }

  /// From now on the first signal is only noted, so that the work can stop where it can tell how far it came.
  /// The second one ends the process at once, and so do ten seconds in which the work has not stopped.
  static func catchSignals() {
    // Makes the flag now: a signal handler must not be the one that does.
    _ = isWanted
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      Interruption.isNoted.store(true, ordering: .relaxed)
      alarm(Interruption.secondsMax)
    }
    action.sa_flags = Int32(bitPattern: SA_RESETHAND)
    for signal in [SIGINT, SIGTERM] where !isIgnored(signal) { sigaction(signal, &action, nil) }
  }

  /// Whether a signal has come.
  static var isWanted: Bool { isNoted.load(ordering: .relaxed) }

  /// A job in the background of a script has SIGINT ignored, and has to stay deaf to it.
  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    sigaction(signal, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// The work stopped because the user wished it.
struct Interrupted: Error {}
