import ExclaimStore

/// An entry of the journal, with its form in an answer where many will ask for that.
final class JournalChange: Sendable {
  let revision: JournalRevision
  private let wireForm: RecordWriter?

  init(_ revision: JournalRevision, isShared: Bool) {
    self.revision = revision
    var wireForm = RecordWriter()
    if isShared { wireForm.append(revision.record) }
    self.wireForm = isShared ? wireForm : nil
  }

  /// Adds the record to an answer, as field 1.
  func write(to answer: inout RecordWriter) {
    if let wireForm { answer.append(wireForm) } else { answer.append(revision.record) }
  }

  /// About as much as it keeps in memory.
  var byteCount: Int { (wireForm?.bytes.count ?? 0) + (revision.record.content?.count ?? 0) + 256 }
}

/// Entries one after the other, and the place of the last.
struct ChangeBatch: Sendable {
  let changes: [JournalChange]
  let end: UInt64
}

/// The last entries of the journal as they read in one view: so many bytes of them, the oldest given up for new ones.
struct ChangeRing {
  /// Entries after `start` and up to `end`, in order; the first `dropped` were given up.
  private var changes: [JournalChange] = []
  private var dropped = 0
  private var start: UInt64
  private var bytes = 0
  private let bytesMax: Int
  private(set) var view: JournalView?

  /// An empty ring at a place in the journal.
  init(at position: UInt64, bytesMax: Int) {
    start = position
    self.bytesMax = bytesMax
  }

  /// The place of the last entry that came by.
  var end: UInt64 { start + UInt64(changes.count - dropped) }

  /// Whether it has the entry after this one.
  func covers(after position: UInt64, in view: JournalView) -> Bool {
    self.view == view && start <= position && position < end
  }

  /// Adds the entries that follow, as they read in a view; what was read in another is given up.
  mutating func append(_ batch: [JournalChange], in view: JournalView) {
    if self.view != view {
      let end = self.end
      (changes, dropped, start, bytes) = ([], 0, end, 0)
      self.view = view
    }
    precondition(
      batch.first.map { $0.revision.record.stamp.sequence == end + 1 } ?? true, "a journal has no gaps")
    changes += batch
    bytes += batch.reduce(0) { $0 + $1.byteCount }
    while bytes > bytesMax, changes.count - dropped > batch.count {
      bytes -= changes[dropped].byteCount
      dropped += 1
      start += 1
    }
    // Now and then, so that it costs little for each.
    if dropped > changes.count / 2 {
      changes.removeFirst(dropped)
      dropped = 0
    }
  }

  /// What follows a place: about so many bytes, one entry at least; nil when the ring does not have it.
  func batch(after position: UInt64, bytesMax: Int, in view: JournalView) -> ChangeBatch? {
    guard covers(after: position, in: view) else { return nil }
    let first = dropped + Int(position - start)
    var (last, bytesLeft) = (first, bytesMax)
    while last < changes.count {
      bytesLeft -= changes[last].byteCount
      if bytesLeft < 0, last > first { break }
      last += 1
    }
    return ChangeBatch(changes: Array(changes[first..<last]), end: position + UInt64(last - first))
  }
}
