@preconcurrency import Dispatch
import Glibc

/// Signals that ask the process to stop, as something to wait for.
final class Signals: Sendable {
  private let arrivals: AsyncStream<Int32>
  private let sources: [any DispatchSourceSignal]

  /// From now on these signals no longer end the process by themselves.
  init(_ numbers: [Int32]) {
    let (arrivals, arrived) = AsyncStream.makeStream(of: Int32.self)
    self.arrivals = arrivals
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { arrived.yield(number) }
      source.resume()
      return source
    }
  }

  /// Returns when one of the signals has come.
  func next() async {
    for await _ in arrivals { return }
  }
}
