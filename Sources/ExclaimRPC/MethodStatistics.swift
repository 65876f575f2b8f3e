internal import ExclaimWire

/// How often a method was called, how that ended, and how long it took. Belongs to one event loop.
final class MethodStatistics {
  let method: String
  private(set) var callCount: UInt64 = 0
  private(set) var errorCounts = [UInt64](repeating: 0, count: StatusCode.allCases.count)
  private(set) var latency = LatencyHistogram()

  init(method: String) {
    self.method = method
  }

  func add(_ code: StatusCode, nanoseconds: Int64) {
    callCount += 1
    if code != .ok { errorCounts[Int(code.rawValue)] += 1 }
    latency.add(nanoseconds)
  }
}

/// Counts durations by powers of two.
///
///     bucket 0    up to 2¹⁰ ns, about a microsecond
///     bucket k    up to 2¹⁰⁺ᵏ ns
///     the last    all above 2³⁶ ns, about 69 seconds
struct LatencyHistogram: Sendable, Equatable {
  private static let firstExponent = 10
  private static let bucketCount = 28

  private(set) var counts = [UInt64](repeating: 0, count: bucketCount)

  mutating func add(_ nanoseconds: Int64) {
    let exponent = Int64.bitWidth - (max(nanoseconds, 1) - 1).leadingZeroBitCount
    counts[min(max(exponent - Self.firstExponent, 0), Self.bucketCount - 1)] += 1
  }

  /// The longest duration that a bucket counts, in nanoseconds; nil for the last, which has no bound.
  static func bound(ofBucket index: Int) -> UInt64? {
    index < bucketCount - 1 ? 1 << UInt64(firstExponent + index) : nil
  }
}
