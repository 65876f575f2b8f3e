/// How far a watch of the journal has come, and when its client hears of that though nothing matched.
///
/// Of what does not match it hears at most once a second, but at once where it knows nothing yet: at the start, and when
/// the end is reached for the first time.
struct WatchProgress {
  /// All entries up to this one were looked at.
  private(set) var position: UInt64
  private var told: (position: UInt64, at: Duration)?
  private var hasToldEnd = false

  init(after position: UInt64) {
    self.position = position
  }

  static let heartbeatPause = Duration.seconds(1)

  /// Everything up to a place was looked at.
  mutating func advance(to position: UInt64) {
    precondition(position >= self.position, "the journal is read forwards")
    self.position = position
  }

  /// When to send a message without records; nil when there is nothing to tell.
  func heartbeatTime(atEnd: Bool) -> Duration? {
    guard let told else { return .zero }
    if atEnd && !hasToldEnd { return .zero }
    return told.position == position ? nil : told.at + Self.heartbeatPause
  }

  /// A message told the client.
  mutating func tell(atEnd: Bool, at time: Duration) {
    told = (position, time)
    hasToldEnd = hasToldEnd || atEnd
  }
}
