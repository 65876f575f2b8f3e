internal import ExclaimWire
internal import NIOCore

/// What one user id has of a server: all its connections together. Belongs to one event loop.
final class User {
  let uid: UInt32
  var connectionCount = 0
  var callCount = 0
  /// Bytes that the server holds for it: requests, beginnings of frames, answers that were not taken.
  var bytesInFlight = 0
  /// Calls and connections that were refused, since the server started.
  private(set) var refusalCount: UInt64 = 0
  /// The second in which a refusal was logged last.
  private var loggedSecond: Int?
  private var unloggedCount = 0
  /// How long its frames have kept the loop in a turn.
  private var spent = TimeAmount.zero
  private var turn: UInt64 = 0

  init(_ uid: UInt32) {
    self.uid = uid
  }

  /// Whether there is nothing to remember.
  var isForgettable: Bool { connectionCount == 0 && refusalCount == 0 && bytesInFlight == 0 }

  /// Counts a refusal.
  ///
  /// A client can be refused some hundred thousand times a second, and a log that fills the disk or waits for it
  /// would harm everybody: each second the first is logged, and then how many there were besides.
  ///
  /// - Returns: whether to log it.
  func noteRefusal(at second: Int) -> Bool {
    refusalCount += 1
    guard loggedSecond != second else {
      unloggedCount += 1
      return false
    }
    loggedSecond = second
    return true
  }

  /// How long its frames have kept the loop since others last had their turn.
  func timeSpent(inTurn turn: UInt64) -> TimeAmount { self.turn == turn ? spent : .zero }

  /// Counts time for which its frames kept the loop.
  func spend(_ time: TimeAmount, inTurn turn: UInt64) {
    spent = timeSpent(inTurn: turn) + time
    self.turn = turn
  }

  /// How many refusals were not logged since this was asked last.
  func takeUnloggedCount() -> Int {
    defer { unloggedCount = 0 }
    return unloggedCount
  }
}
