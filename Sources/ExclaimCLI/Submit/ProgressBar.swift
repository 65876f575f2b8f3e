import Glibc

/// A bar on stderr, for work that lasts: only on a terminal, and only after half a second.
final class ProgressBar {
  private let err: Sink
  private let isShown: Bool
  private let totalBytes: Int?
  private let started: ContinuousClock.Instant
  private var lastDrawn: ContinuousClock.Instant?
  private var count = 0
  private var bytesOfEarlierFiles = 0
  private var file: InputFile?

  private static let delay = Duration.milliseconds(500)
  private static let interval = Duration.milliseconds(100)
  private static let cells = 30

  /// - Parameter totalBytes: how many bytes there are in all; nil when nobody knows.
  init(_ console: Console, totalBytes: Int?) {
    err = console.err
    isShown = console.errIsTerminal
    self.totalBytes = totalBytes
    started = ContinuousClock.now
  }

  convenience init(_ console: Console, files: [InputFile]) {
    // One file of unknown length leaves the whole unknown.
    let sizes: Int? = files.reduce(0) { sum, file in sum.flatMap { sum in file.byteCount.map { sum + $0 } } }
    self.init(console, totalBytes: sizes)
  }

  /// One more entry of a file was taken.
  func advance(_ current: InputFile) throws {
    guard isShown else { return }
    if file !== current {
      bytesOfEarlierFiles += file?.bytesRead ?? 0
      file = current
    }
    count += 1
    // A look at the clock for each of a million lines would cost more than the bar is worth.
    guard count % 64 == 0 else { return }
    try draw(Self.text(count: count, bytes: bytesOfEarlierFiles + current.bytesRead, of: totalBytes))
  }

  /// So many bytes have come.
  func advance(toBytes bytes: Int) throws {
    guard isShown else { return }
    try draw(Self.text(bytes: bytes, of: totalBytes))
  }

  private func draw(_ text: @autoclosure () -> String) throws {
    let now = ContinuousClock.now
    guard now - started > Self.delay, lastDrawn.map({ now - $0 > Self.interval }) ?? true else { return }
    lastDrawn = now
    try err.write("\r\u{1B}[K" + text())
    try err.flush()
  }

  /// Takes the bar away, so that other text has the line.
  func clear() throws {
    guard lastDrawn != nil else { return }
    lastDrawn = nil
    try err.write("\r\u{1B}[K")
    try err.flush()
  }

  /// `[##########--------------------]  33 %  12000 records`
  static func text(count: Int, bytes: Int, of totalBytes: Int?) -> String {
    [bar(bytes, of: totalBytes), "\(count) records"].compactMap(\.self).joined(separator: "  ")
  }

  /// `[##########--------------------]  33 %  12 MB`
  static func text(bytes: Int, of totalBytes: Int?) -> String {
    [bar(bytes, of: totalBytes), "\(bytes / 1_000_000) MB"].compactMap(\.self).joined(separator: "  ")
  }

  /// `[##########--------------------]  33 %`
  private static func bar(_ bytes: Int, of totalBytes: Int?) -> String? {
    guard let totalBytes, totalBytes > 0 else { return nil }
    let share = min(1, Double(bytes) / Double(totalBytes))
    let full = Int(share * Double(cells))
    let bar = String(repeating: "#", count: full) + String(repeating: "-", count: cells - full)
    let percent = String(Int(share * 100))
    return "[\(bar)] \(String(repeating: " ", count: 3 - percent.count))\(percent) %"
  }
}
