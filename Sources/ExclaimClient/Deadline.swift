internal import Glibc

/// An instant on the monotonic clock, or never.
struct Deadline {
  private static let nanosecondsPerMillisecond: Int64 = 1_000_000

  private let nanoseconds: Int64?

  static let never = Deadline(nanoseconds: nil)

  private init(nanoseconds: Int64?) {
    self.nanoseconds = nanoseconds
  }

  /// So much time from now; a time too long to count means never.
  init(after timeout: Duration?) {
    guard let timeout else {
      self = .never
      return
    }
    let (sum, overflow) = Self.now.addingReportingOverflow(timeout.wholeNanoseconds)
    self.init(nanoseconds: overflow ? nil : sum)
  }

  var isNever: Bool { nanoseconds == nil }

  var hasPassed: Bool { nanoseconds.map { $0 <= Self.now } ?? false }

  /// What poll(2) may wait, in milliseconds: rounded up, lest it spin through the last one; -1 is for ever.
  var pollTimeout: Int32 {
    guard let nanoseconds else { return -1 }
    let left = max(0, nanoseconds - Self.now)
    let milliseconds =
      left / Self.nanosecondsPerMillisecond + (left % Self.nanosecondsPerMillisecond > 0 ? 1 : 0)
    return Int32(clamping: milliseconds)
  }

  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

extension Duration {
  /// The duration in nanoseconds, as far as 64 bits hold it: 292 years.
  var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflowOfSum) = nanoseconds.addingReportingOverflow(attoseconds / 1_000_000_000)
    return overflow || overflowOfSum ? (seconds < 0 ? .min : .max) : sum
  }
}
