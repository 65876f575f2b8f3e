import ExclaimProof
import Testing

@Suite("Hashes of entries")
struct EntryHashTests {
  let salt = [UInt8](0..<16)
  let fingerprint = [UInt8](repeating: 7, count: 32)

  /// The digests were made with Python's hashlib over the layouts drawn at EntryHash, for example:
  ///
  ///     sha256(b"exclaim.content.2" + bytes(range(16)) + b"\7" * 32 + u64(5) + b"a typ" + u64(3) + b"\1\2\3" +
  ///       u64(3) + b"abc")
  @Test("hashes entries of the first schema to the bytes that layout 1 says")
  func first() throws {
    let entry = JournalEntry(
      sequence: 5, record: 5, id: "clm_x", kind: 3, revision: 2, visibility: 2, authorUID: 1001,
      authorGID: 100, recordedAt: 1_700_000_000_000_000_001)
    let commitment = try commit(entry, links: [1, 2, 3], content: "abc")
    #expect(hex(commitment) == "a482117e23e13d1c2e5b09e58bd6670dbeb2768497b032b8de9f51cf902dcbc7")
    let hash = try #require(entry.hash(after: EntryHash.origin, commitment: commitment))
    #expect(hex(hash) == "fe69f4402e4e9b1d6abdc0d752f79076c98a4de8bc0119a40374fd2944e333fe")
  }

  @Test("hashes entries with an action to the bytes that layout 2 says")
  func second() throws {
    let entry = JournalEntry(
      sequence: 6, record: 5, id: "clm_x", kind: 3, revision: 3, visibility: 2, authorUID: 1001,
      authorGID: 100, recordedAt: 1_700_000_000_000_000_002, action: 4, redacts: 2, flagged: 1)
    let commitment = try commit(entry, reason: "a typ", links: [1, 2, 3], content: "abc")
    #expect(hex(commitment) == "22d7a985cf3643e69c9c6c5c78260a22b286391a308f68473996ecdf31e65655")
    let before = bytes("fe69f4402e4e9b1d6abdc0d752f79076c98a4de8bc0119a40374fd2944e333fe")
    let hash = try #require(entry.hash(after: before, commitment: commitment))
    #expect(hex(hash) == "5c370a2129733c2d0af99cfdba083fb1f711a3c9ae73960b7f7e109c6594acd4")
  }

  @Test("hashes the outermost numbers and empty texts too")
  func outermost() throws {
    let entry = JournalEntry(
      sequence: .max, record: 1, id: "", kind: -1, revision: .max, visibility: -2, authorUID: .max,
      authorGID: .max - 1, recordedAt: -1, action: 0, redacts: .max, flagged: -3)
    let commitment = try commit(entry)
    #expect(hex(commitment) == "d433f6cfcee0c838583fcb8af4ccfc0d56dc3e9a6c802d7a9e5df7ce0f6f7b2d")
    let before = bytes("5c370a2129733c2d0af99cfdba083fb1f711a3c9ae73960b7f7e109c6594acd4")
    let hash = try #require(entry.hash(after: before, commitment: commitment))
    #expect(hex(hash) == "1f8f64127241bf645a77289ff418adf43443d2947a1f9c3341ab871034045ab5")
  }

  @Test("gives another hash when any field differs")
  func fields() throws {
    let entry = JournalEntry(
      sequence: 6, record: 5, id: "clm_x", kind: 3, revision: 3, visibility: 2, authorUID: 1001,
      authorGID: 100, recordedAt: 1, action: 4, redacts: 2, flagged: 1)
    let changes: [(inout JournalEntry) -> Void] = [
      { $0.sequence += 1 }, { $0.record += 1 }, { $0.id += "y" }, { $0.kind += 1 }, { $0.revision += 1 },
      { $0.visibility += 1 }, { $0.authorUID += 1 }, { $0.authorGID += 1 }, { $0.recordedAt += 1 },
      { $0.action = 5 }, { $0.action = 0 }, { $0.redacts += 1 }, { $0.flagged += 1 },
      { swap(&$0.kind, &$0.visibility) }, { swap(&$0.authorUID, &$0.authorGID) },
    ]
    let commitment = try commit(entry)
    var hashes: Set<[UInt8]?> = [
      nil, entry.hash(after: EntryHash.origin, commitment: commitment),
      entry.hash(after: commitment, commitment: commitment),
      entry.hash(after: EntryHash.origin, commitment: fingerprint),
    ]
    for change in changes {
      var changed = entry
      change(&changed)
      hashes.insert(changed.hash(after: EntryHash.origin, commitment: commitment))
    }
    #expect(hashes.count == changes.count + 4)
  }

  @Test("keeps apart where one part of the content ends and the next begins", arguments: [Int32?.none, 1])
  func parts(action: Int32?) throws {
    var entry = JournalEntry(
      sequence: 1, record: 1, id: "clm_x", kind: 3, revision: 1, visibility: 2, authorUID: 1, authorGID: 1,
      recordedAt: 1)
    entry.action = action
    var commitments: Set<[UInt8]> = []
    for cut in 0...6 {
      let (links, content) = (Array("secret".utf8.prefix(cut)), String("secret".dropFirst(cut)))
      commitments.insert(try commit(entry, links: links, content: content))
    }
    #expect(commitments.count == 7)
    let shifted = entry.commitment(
      salt: salt.dropLast(), fingerprint: [15] + fingerprint, reason: [], links: [], content: [])
    #expect(shifted == nil)
  }

  @Test("gives no hash where the layout has no place for a value")
  func noPlace() throws {
    var entry = JournalEntry(
      sequence: 1, record: 1, id: "clm_x", kind: 3, revision: 1, visibility: 2, authorUID: 1, authorGID: 1,
      recordedAt: 1)
    let commitment = try commit(entry)
    #expect(
      entry.commitment(salt: salt, fingerprint: fingerprint, reason: [1], links: [], content: []) == nil)
    #expect(
      entry.commitment(salt: salt, fingerprint: fingerprint + [0], reason: [], links: [], content: []) == nil)
    #expect(
      entry.commitment(salt: salt + [0], fingerprint: fingerprint, reason: [], links: [], content: []) == nil)
    #expect(entry.hash(after: EntryHash.origin + [0], commitment: commitment) == nil)
    #expect(entry.hash(after: [], commitment: commitment) == nil)
    #expect(entry.hash(after: EntryHash.origin, commitment: commitment.dropLast()) == nil)
    entry.redacts = 1
    #expect(entry.hash(after: EntryHash.origin, commitment: commitment) == nil)
    entry.redacts = 0
    entry.flagged = 1
    #expect(entry.hash(after: EntryHash.origin, commitment: commitment) == nil)
    entry.action = 1
    #expect(entry.hash(after: EntryHash.origin, commitment: commitment) != nil)
  }

  private func commit(
    _ entry: JournalEntry, reason: String = "", links: [UInt8] = [], content: String = ""
  ) throws -> [UInt8] {
    try #require(
      entry.commitment(
        salt: salt, fingerprint: fingerprint, reason: Array(reason.utf8), links: links,
        content: Array(content.utf8)))
  }
}
