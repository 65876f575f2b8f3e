import ExclaimClient
import ExclaimMessages
import ExclaimWire
import Foundation
import Synchronization
import Testing

@testable import ExclaimServer

/// Many watches, and watches that come and go: each gets every entry that it may see, once, in order.
@Suite(.serialized) struct WatchCrowdTests {
  private typealias Ledger = WatchedLedger

  /// Stores some records in commits of random size; every fifth is somebody else's private one.
  private func write(_ count: Int, to ledger: WatchedLedger, _ generator: inout SeededGenerator) async throws
  {
    var stored = 0
    while stored < count {
      let size = Int.random(in: 1...min(5, count - stored), using: &generator)
      let isHidden = Int.random(in: 0..<5, using: &generator) == 0
      var request = V1.SubmitRequest()
      request.records = try (0..<size).map { index in
        try V1.Record(json: Ledger.actor("k\(stored + index)", isPrivate: isHidden))
      }
      _ = try await ledger.records.submit(request, ledger.context(Ledger.other))
      stored += size
    }
  }

  @Test(
    "a thousand watches, each on a connection of its own, get all that is written meanwhile, once and in order"
  )
  func thousandConnections() async throws {
    var generator = SeededGenerator.announced()
    try await Ledger.run { ledger in
      async let watched = ledger.client { first in
        let connections = try [first] + (1..<1_000).map { _ in try Connection(path: ledger.socketPath) }
        let streams = try connections.map { try $0.watch(from: 1) }
        return try streams.map { try $0.places(through: 200) }
      }
      try await write(200, to: ledger, &generator)
      let expected = try await ledger.visible(to: Ledger.me)
      for places in try await watched { #expect(places == expected) }
      try await ledger.untilNobodyWatches()
    }
  }

  @Test("so do a thousand watches on one connection, whatever the size of the records")
  func oneConnection() async throws {
    try await Ledger.run { ledger in
      let areOpen = DispatchSemaphore(value: 0)
      async let watched = ledger.client { connection in
        let streams = try (0..<1_000).map { _ in try connection.watch(from: 0) }
        for stream in streams { try stream.toEnd() }
        areOpen.signal()
        return try streams.map { try $0.places(through: 3) }
      }
      await blocking { areOpen.wait() }
      // All together are far more than may wait on a connection.
      let note = String(repeating: "x", count: 60_000)
      try await ledger.submit(
        #"{"document": {"key": "d", "title": "Long", "text": "\#(note)"}}"#, Ledger.actor("a"))
      try await ledger.submit(Ledger.actor("b"))
      for places in try await watched { #expect(places == [1, 2, 3]) }
    }
  }

  @Test("a watch that is broken off anywhere, and goes on after the last place it heard of, misses nothing")
  func reconnects() async throws {
    var generator = SeededGenerator.announced()
    try await Ledger.run { ledger in
      let seeds = (0..<8).map { _ in generator.next() }
      let watchers = seeds.map { seed in
        Task {
          try await ledger.client { _ in
            var generator = SeededGenerator(seed: seed)
            var (places, position): ([UInt64], UInt64) = ([], 0)
            while position < 400 {
              // Either the connection goes, or only the call.
              let connection = try Connection(path: ledger.socketPath)
              for _ in 0..<Int.random(in: 1...3, using: &generator) where position < 400 {
                let stream = try connection.watch(from: position + 1)
                for _ in 0..<Int.random(in: 1...6, using: &generator) where position < 400 {
                  guard let response = try stream.next() else { break }
                  places += response.records.map(\.sequence)
                  position = response.sequence
                }
              }
            }
            return places
          }
        }
      }
      try await write(400, to: ledger, &generator)
      let expected = try await ledger.visible(to: Ledger.me)
      for watcher in watchers {
        let places = try await watcher.value
        #expect(places == expected)
      }
      try await ledger.untilNobodyWatches()
    }
  }

  @Test("nothing is missed while records are revised, withdrawn and shown again")
  func changingViews() async throws {
    var generator = SeededGenerator.announced()
    try await Ledger.run { ledger in
      // Of one's own records one sees all, whatever becomes of them.
      let watchers = (0..<20).map { number in
        Task {
          try await ledger.client { connection in
            try connection.watch(from: UInt64(number % 2)).places(through: 300)
          }
        }
      }
      for number in 0..<300 {
        try await ledger.submit(
          Ledger.actor("k\(number % 7)", "Name \(number)", isPrivate: .random(using: &generator)))
      }
      let expected = try await ledger.visible(to: Ledger.me)
      #expect(expected.count == 300)
      for (number, watcher) in watchers.enumerated() {
        let places = try await watcher.value
        // Those that began with what came next saw the end of it, whole.
        let start = number % 2 == 1 ? 0 : expected.count - places.count
        #expect(places == Array(expected[start...]))
      }
    }
  }
}
