/// How time passes. A test has one of its own.
struct ServerTime: Sendable {
  /// Time since some moment in the past; never falls.
  var now: @Sendable () -> Duration
  /// Returns when so much has passed.
  var sleep: @Sendable (Duration) async throws -> Void

  /// The system's.
  static let system: ServerTime = {
    let start = ContinuousClock.now
    return ServerTime(
      now: { start.duration(to: .now) }, sleep: { try await Task.sleep(for: $0) })
  }()
}
