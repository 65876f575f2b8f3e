import ExclaimClient
import ExclaimMessages
import ExclaimProof
import ExclaimWire
import Testing

@testable import ExclaimServer

/// What a client needs to check the journal by itself, from answers alone.
@Suite struct JournalProofTests {
  private typealias Ledger = WatchedLedger

  private static func entry(_ message: V1.JournalEntry) -> JournalEntry {
    JournalEntry(
      sequence: Int64(message.sequence), record: Int64(message.record), id: message.id,
      kind: Int32(message.kind),
      revision: message.revision, visibility: Int32(message.visibility), authorUID: message.author?.uid ?? 0,
      authorGID: message.author?.gid ?? 0, recordedAt: message.recordedAtNano,
      action: message.action.map(Int32.init), redacts: message.redactedRevision,
      flagged: Int32(message.flagged))
  }

  /// Whether a proof holds: from the content, where it is there, to the root.
  private static func holds(_ proof: V1.ProveInclusionResponse) -> Bool {
    guard let message = proof.entry else { return false }
    let entry = entry(message)
    if let opening = proof.opening {
      let commitment = entry.commitment(
        salt: opening.salt, fingerprint: opening.fingerprint, reason: Array(opening.reason.utf8),
        links: opening.links, content: opening.content)
      guard commitment == message.commitment else { return false }
    }
    guard let hash = entry.hash(after: message.hashBefore, commitment: message.commitment) else {
      return false
    }
    return MerkleProof.verifyInclusion(
      leafHash: MerkleHash.leaf(hash), index: message.sequence - 1, size: proof.size, path: proof.path,
      root: proof.root)
  }

  @Test("each revision is proved from its content to the root, and each tree to begin with each before it")
  func proofs() async throws {
    try await Ledger.run { ledger in
      try await ledger.submit(Ledger.actor("a", "First"), Ledger.actor("b"))
      try await ledger.submit(Ledger.actor("a", "Second"))
      _ = try await ledger.records.retract(
        .with { ($0.id, $0.reason) = ("b", "wrong") }, ledger.context(Ledger.me))
      let heads = try await ledger.client { connection in
        let journal = JournalClient(connection)
        for (id, revision, place) in [("a", 1, 1), ("b", 1, 2), ("a", 2, 3), ("b", 2, 4)] {
          for size in [UInt64(0)] + Array(UInt64(place)...4) {
            let proof = try journal.proveInclusion(
              .with { ($0.id, $0.revision, $0.size) = (id, UInt32(revision), size) })
            #expect(Self.holds(proof) && proof.entry?.sequence == UInt64(place))
            #expect(proof.opening != nil && proof.size == (size == 0 ? 4 : size))
          }
        }
        return try (UInt64(1)...4).map { size in try journal.treeHead(.with { $0.size = size }) }
      }
      try await ledger.client { connection in
        let journal = JournalClient(connection)
        for old in heads {
          for new in heads where new.size >= old.size {
            let proof = try journal.proveConsistency(
              .with { ($0.fromSize, $0.toSize) = (old.size, new.size) })
            #expect(proof.toSize == new.size && proof.toRoot == new.root)
            #expect(
              MerkleProof.verifyConsistency(
                from: old.size, fromRoot: old.root, to: proof.toSize, toRoot: proof.toRoot, path: proof.path))
          }
        }
      }
    }
  }

  @Test(
    "a revision that was redacted is proved without its content, and so is one that refers to what is hidden")
  func withoutOpening() async throws {
    try await Ledger.run { ledger in
      try await ledger.submit(as: Ledger.other, Ledger.actor("gone"))
      try await ledger.submit(
        #"""
        {"claim": {"key": "c", "speechAct": "ASSERTS", "speaker": {"actor": "gone"}, "proposition": "p",
          "asserted": {"edtf": "2024"}, "measure": {"topic": "READINESS"}}}
        """#)
      try await ledger.submit(Ledger.actor("lost", "First"))
      try await ledger.submit(Ledger.actor("lost", "Second"))
      _ = try await ledger.records.redact(
        .with { ($0.id, $0.reason, $0.revision) = ("lost", "asked for", 1) }, ledger.context(Ledger.me))
      try await ledger.submit(as: Ledger.other, Ledger.actor("gone", isPrivate: true))
      try await ledger.client { connection in
        let journal = JournalClient(connection)
        for (id, revision) in [("c", 1), ("lost", 1)] {
          let proof = try journal.proveInclusion(.with { ($0.id, $0.revision) = (id, UInt32(revision)) })
          #expect(Self.holds(proof) && proof.opening == nil, "\(id)")
        }
        #expect(try journal.proveInclusion(.with { $0.id = "lost" }).opening != nil)
      }
    }
  }

  @Test("what is not there, and trees that never were, are refused by the field")
  func refused() async throws {
    try await Ledger.run { ledger in
      try await ledger.submit(Ledger.actor("a"))
      try await ledger.client { connection in
        let journal = JournalClient(connection)
        let unknown = #expect(throws: CallError.self) {
          try journal.proveInclusion(.with { $0.id = "nobody" })
        }
        #expect(unknown?.code == .notFound)
        let large = #expect(throws: CallError.self) { try journal.treeHead(.with { $0.size = 2 }) }
        #expect(large?.code == .invalidArgument && large?.problems.first?.field == "size")
        let none = #expect(throws: CallError.self) { try journal.proveConsistency(.init()) }
        #expect(none?.code == .invalidArgument && none?.problems.first?.field == "fromSize")
      }
    }
  }
}
