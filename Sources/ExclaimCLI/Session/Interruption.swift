import Glibc
import Synchronization

/// The user's wish to stop: Ctrl-C, or SIGTERM.
///
/// The first signal is noted, and makes `descriptor` readable: the connection then calls off the call that it waits
/// for, on the server too, and the command ends where it can tell how far it came. The second one ends the process at
/// once, and so do ten seconds in which the work has not stopped.
enum Interruption {
  private static let isNoted = Atomic(false)
  private static let wakeEnds = makeWakeEnds()

  /// How long the work may go on after a signal: a server that hangs must not keep the process for ever.
  private static var secondsMax: UInt32 { 10 }

  /// From now on the first signal is only noted.
  ///
  /// - Returns: what becomes readable with it.
  @discardableResult
  static func catchSignals() -> Int32 {
    // Made now: a signal handler must not be the one that makes them.
    _ = isWanted
    _ = wakeEnds
    // After the first signal the second one has its way, however often this is called.
    guard !isWanted else { return wakeEnds.read }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      Interruption.isNoted.store(true, ordering: .relaxed)
      Interruption.wake()
      alarm(Interruption.secondsMax)
    }
    action.sa_flags = Int32(bitPattern: SA_RESETHAND)
    for signal in [SIGINT, SIGTERM] where !isIgnored(signal) { sigaction(signal, &action, nil) }
    return wakeEnds.read
  }

  /// Whether a signal has come.
  static var isWanted: Bool { isNoted.load(ordering: .relaxed) }

  /// Makes what `catchSignals` returned readable.
  static func wake() {
    var byte: UInt8 = 0
    _ = write(wakeEnds.write, &byte, 1)
  }

  private static func makeWakeEnds() -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    // Where it fails the signal is noted all the same, and seen between calls.
    _ = socketpair(AF_UNIX, type, 0, &ends)
    return (ends[0], ends[1])
  }

  /// A job in the background of a script has SIGINT ignored, and has to stay deaf to it.
  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    sigaction(signal, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// How a command learns that the user wishes it to stop.
struct StopWish {
  /// What becomes readable with the wish.
  let descriptor: () -> Int32
  /// Whether it has come.
  let isWanted: () -> Bool

  /// By Ctrl-C, or SIGTERM.
  static var bySignal: StopWish {
    StopWish(descriptor: { Interruption.catchSignals() }, isWanted: { Interruption.isWanted })
  }

  /// By the same, or by the end of whoever reads our output: a command that seldom writes would learn of it late.
  static var bySignalOrGoneReader: StopWish {
    StopWish(
      descriptor: {
        defer { GoneReader.note() }
        return Interruption.catchSignals()
      }, isWanted: { Interruption.isWanted || GoneReader.isNoted })
  }
}

/// The work stopped because the user wished it.
struct Interrupted: Error {}
