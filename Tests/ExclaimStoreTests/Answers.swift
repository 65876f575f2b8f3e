import Synchronization

@testable import ExclaimStore

/// Answers of submissions, in the order in which they came.
final class Answers: Sendable {
  private let results = Mutex<[Result<[Outcome], any Error>]>([])

  var count: Int { results.withLock { $0.count } }

  var outcomes: [[Outcome]] { results.withLock { $0.compactMap { try? $0.get() } } }

  var errors: [any Error] {
    results.withLock { results in
      results.compactMap { result in
        if case .failure(let error) = result { error } else { nil }
      }
    }
  }

  func add(_ result: Result<[Outcome], any Error>) { results.withLock { $0.append(result) } }
}
