import ExclaimMessages
import ExclaimProof
import ExclaimWire
import Testing

@testable import ExclaimCLI

/// A journal of some entries, with true proofs of it.
private struct Journal: MerkleNodes {
  typealias Failure = Never

  private(set) var entries: [V1.JournalEntry] = []
  private var openings: [V1.Opening] = []
  private var hashes: [[UInt8]] = []

  init(entryCount: Int) {
    for number in 1...entryCount { add(number) }
  }

  private mutating func add(_ number: Int) {
    var entry = V1.JournalEntry(
      sequence: UInt64(number), record: UInt64(number), id: "clm_\(number)", kind: 3, revision: 1,
      visibility: 1,
      author: V1.Author(uid: 7, gid: 8), recordedAtNano: Int64(number) * 1_000)
    // The first entries are of the first layout, which has no action and no reason.
    if number > 2 { entry.action = 1 }
    let content = V1.Record(content: .claim(V1.Claim(key: "k\(number)", proposition: "p"))).encoded()
    let opening = V1.Opening(
      salt: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 16),
      fingerprint: [UInt8](repeating: 9, count: 32), reason: number > 2 ? "why" : "", links: [1, 2],
      content: content)
    let hashed = JournalEntry(entry)!
    entry.hashBefore = entries.isEmpty ? EntryHash.origin : lastHash
    entry.commitment = hashed.commitment(
      salt: opening.salt, fingerprint: opening.fingerprint, reason: Array(opening.reason.utf8),
      links: opening.links, content: opening.content)!
    lastHash = hashed.hash(after: entry.hashBefore, commitment: entry.commitment)!
    entries.append(entry)
    openings.append(opening)
    hashes.append(MerkleHash.leaf(lastHash))
  }

  private var lastHash: [UInt8] = []

  func subtreeRoot(level: Int, index: Int) -> [UInt8] {
    MerkleHash.root(over: Array(hashes[(index << level)..<((index + 1) << level)]))
  }

  func head(_ size: Int? = nil) -> V1.TreeHeadResponse {
    let head = MerkleTree(size: size ?? entries.count, nodes: self).head()
    return V1.TreeHeadResponse(size: head.size, root: head.root)
  }

  func inclusion(of number: Int) -> V1.ProveInclusionResponse {
    let path = MerkleTree(size: entries.count, nodes: self).inclusionPath(of: number - 1)
    return V1.ProveInclusionResponse(
      size: head().size, root: head().root, path: path, entry: entries[number - 1],
      opening: openings[number - 1])
  }

  func consistency(from size: Int) -> V1.ProveConsistencyResponse {
    let path = MerkleTree(size: entries.count, nodes: self).consistencyPath(from: size)
    return V1.ProveConsistencyResponse(toSize: head().size, toRoot: head().root, path: path)
  }
}

@Suite struct ProofTests {
  private let journal = Journal(entryCount: 11)
  private let script = Script()

  init() {
    let journal = journal
    script.on(V1.Journal.treeHead) { journal.head($0.size == 0 ? nil : Int($0.size)) }
    script.on(V1.Journal.proveConsistency) { journal.consistency(from: Int($0.fromSize)) }
    script.on(V1.Journal.proveInclusion) { journal.inclusion(of: Int($0.id.drop { !$0.isNumber }) ?? 1) }
  }

  private func verify(_ head: V1.TreeHeadResponse, _ options: String...) async throws -> Outcome {
    let file = try EditedText("\(head.size) \(head.root.hex)")
    defer { file.remove() }
    return try await script.run(["verify", "--since", file.path] + options)
  }

  @Test(
    "a head is kept in any form in which it is told, and in that of a verification",
    arguments: ["table", "json", "jsonl"])
  func heads(format: String) async throws {
    let text = try await script.run("tree-head", "--output", format).out
    #expect(TreeHead(text: text) == TreeHead(size: 11, root: journal.head().root))
    #expect(try await script.run("tree-head", "--size", "5").out == "5 \(journal.head(5).root.hex)\n")
    let file = try EditedText(text)
    defer { file.remove() }
    let finding = try await script.run("verify", "--since", file.path, "--output", "json").out
    #expect(TreeHead(text: finding) == TreeHead(text: text))
  }

  @Test(
    "what is no head is refused",
    arguments: [
      "", "11", "11 ab", "{}", "x \(String(repeating: "0", count: 64))",
      "11 \(String(repeating: "g", count: 64))",
    ])
  func noHead(text: String) async throws {
    let file = try EditedText(text)
    defer { file.remove() }
    let outcome = try await script.run("verify", "--since", file.path)
    #expect(outcome.status == 65 && outcome.err.contains("exclaim tree-head"))
  }

  @Test("every earlier head is found at the journal's beginning", arguments: 1...11)
  func consistent(size: Int) async throws {
    let outcome = try await verify(journal.head(size))
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      outcome.out.contains("11 entries begin with the \(size)")
        && outcome.out.contains(journal.head().root.hex))
  }

  @Test("a journal that was rewritten is found out, whatever its server proves", arguments: 1...11)
  func rewritten(size: Int) async throws {
    var kept = journal.head(size)
    kept.root[31] ^= 1
    let outcome = try await verify(kept)
    #expect(outcome.status == 1 && outcome.out.hasPrefix("NOT INTACT: the \(size) entries"), "\(outcome)")
  }

  @Test("a journal that was cut is found out")
  func cut() async throws {
    let outcome = try await verify(V1.TreeHeadResponse(size: 12, root: journal.head().root))
    #expect(outcome.status == 1 && outcome.out.contains("has 11 entries now, and had 12"))
  }

  @Test(
    "a record is proven by id and by key, in both layouts, also in the tree of a kept head", arguments: 1...11
  )
  func included(number: Int) async throws {
    for reference in ["clm_\(number)", "k\(number)"] {
      let outcome = try await script.run("verify", "--record", reference, "--revision", "1")
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.out.contains("claim clm_\(number) “k\(number)”, revision 1 stands as entry \(number)"))
      #expect(outcome.out.contains("the server's own root"))
    }
    let outcome = try await verify(journal.head(4), "--record", "k\(number)")
    #expect(outcome.status == 0 && outcome.out.contains("begin with the 4 of the kept head"))
  }

  @Test("a record's proof does not count in a tree that is not that of the kept head")
  func includedElsewhere() async throws {
    var kept = journal.head(4)
    kept.root[0] ^= 1
    #expect(try await verify(kept, "--record", "k3").status == 1)
  }

  /// Everything that a server could have altered in a proof.
  private static let forgeries: [@Sendable (inout V1.ProveInclusionResponse) -> Void] = [
    { $0.opening?.content = V1.Record(content: .claim(V1.Claim(key: "k5", proposition: "q"))).encoded() },
    { $0.opening?.salt[0] ^= 1 }, { $0.opening?.fingerprint[0] ^= 1 }, { $0.opening?.reason = "because" },
    { $0.opening?.links = [] }, { $0.opening = V1.Opening() }, { $0.entry = nil },
    { $0.entry?.sequence += 1 }, { $0.entry?.sequence = 0 }, { $0.entry?.sequence = .max },
    { $0.entry?.record += 1 }, { $0.entry?.record = .max }, { $0.entry?.kind += 1 },
    { $0.entry?.visibility += 1 }, { $0.entry?.author?.uid += 1 }, { $0.entry?.author = nil },
    { $0.entry?.recordedAtNano += 1 }, { $0.entry?.action = 2 }, { $0.entry?.action = nil },
    { $0.entry?.redactedRevision = 1 }, { $0.entry?.flagged = 1 }, { $0.entry?.commitment[5] ^= 1 },
    { $0.entry?.commitment = [] }, { $0.entry?.hashBefore[5] ^= 1 }, { $0.entry?.hashBefore = [] },
    { $0.entry?.revision = 2 }, { $0.entry?.id = "clm_6" }, { $0.path[0][0] ^= 1 }, { $0.path.removeLast() },
    { $0.path.append($0.root) }, { $0.root[0] ^= 1 }, { $0.root = [] }, { $0.size = 5_000 }, { $0.size = 0 },
  ]

  @Test("whatever is altered in a proof, it does not hold any more", arguments: forgeries.indices)
  func forged(index: Int) async throws {
    var proof = journal.inclusion(of: 5)
    #expect(proof.problem(of: "k5", revision: 1) == nil)
    Self.forgeries[index](&proof)
    #expect(proof.problem(of: "k5", revision: 1) != nil)
    let forged = proof
    script.on(V1.Journal.proveInclusion) { _ in forged }
    let outcome = try await script.run("verify", "--record", "k5", "--revision", "1")
    #expect(outcome.status == 1 && outcome.out.hasPrefix("NOT INTACT: "), "\(outcome)")
  }

  @Test("the proof of another record or revision is none")
  func otherRecord() {
    let proof = journal.inclusion(of: 5)
    #expect(proof.problem(of: "k6", revision: 1) != nil)
    #expect(proof.problem(of: "clm_6", revision: 1) != nil)
    #expect(proof.problem(of: "k5", revision: 2) != nil)
    #expect(proof.problem(of: "clm_5", revision: 0) == nil)
  }

  @Test("of a record whose content was destroyed, the entry is still proven")
  func redacted() async throws {
    var proof = journal.inclusion(of: 5)
    proof.opening = nil
    let left = proof
    script.on(V1.Journal.proveInclusion) { _ in left }
    let outcome = try await script.run("verify", "--record", "clm_5")
    #expect(outcome.status == 0 && outcome.out.contains("whose content was destroyed"), "\(outcome)")
    #expect(left.problem(of: "clm_6", revision: 0) != nil)
  }

  @Test("the whole journal's check tells the tree's root and how much was redacted")
  func whole() async throws {
    script.on(V1.Control.verify) { _ in
      V1.VerifyResponse(intact: true, entries: 9, head: "aa", redacted: 2, treeRoot: "bb")
    }
    #expect(try await script.run("verify").out == "intact: 9 entries (2 redacted), head aa, tree root bb\n")
  }

  @Test(
    "a revision without a record, and sizes and revisions of 0, are refused",
    arguments: [
      ["verify", "--revision", "1"], ["verify", "--record", "k", "--revision", "0"],
      ["tree-head", "--size", "0"],
    ])
  func usage(command: [String]) {
    #expect(throws: (any Error).self) { try Exclaim.parseAsRoot(command) }
  }
}
