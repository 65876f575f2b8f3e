import ExclaimMessages

extension Timestamp {
  /// A moment by its distance from 1970-01-01T00:00:00Z.
  init(sinceEpoch duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self.init(seconds: seconds, nanos: Int32(attoseconds / 1_000_000_000))
  }
}
