import ExclaimMessages

/// The keys of one run, and the line on which each stood first.
struct SubmittedKeys {
  private struct First {
    let place: Place
    /// Hash of the record: a run of a million lines must not stay in memory whole.
    let content: Int
  }

  private var firsts: [String: First] = [:]

  /// Takes note of an entry's key, and refuses the entry where an earlier line gives that key other content.
  ///
  /// Which of the two lines won would depend on how lines fall into calls, and no option can say which is meant.
  /// The same content twice is harmless: the server answers that the second changes nothing.
  mutating func judge(_ entry: Entry) -> Entry {
    guard case .success(let record) = entry.record, !record.key.isEmpty else { return entry }
    let content = record.hashValue
    guard let first = firsts[record.key] else {
      firsts[record.key] = First(place: entry.place, content: content)
      return entry
    }
    if first.content == content { return entry }
    let refusal = Refusal(
      field: "\(record.kind).key", value: record.key, reason: "stands for other content in \(first.place)",
      remedy: "keep one of the two lines, or give one of them another key")
    return Entry(entry.place, .failure(refusal))
  }

  /// A refusal in the words of the files: the server, which knows no lines, counts the records of one call.
  func inFiles(_ refusal: Refusal) -> Refusal {
    Refusal(
      refusal.problems.map { problem in
        var problem = problem
        problem.record = 0
        if problem.refersToRefused, let first = firsts[problem.value] {
          problem.reason = "stands for the record in \(first.place), which was refused"
        }
        return problem
      })
  }
}
