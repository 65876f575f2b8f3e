import ExclaimDomain
import Testing

@testable import ExclaimStore

@Suite("Stored formats")
struct FormatTests {
  @Test("ids sort by time, then by place in the journal, and lead back to their number")
  func ids() {
    let numbers: [Int64] = [1, 31, 32, 1 << 24 - 1, 1 << 24, 1 << 40 - 1]
    var ids: [String] = []
    for milliseconds in [1_700_000_000_000, 1_700_000_000_001] as [Int64] {
      for number in numbers {
        let random: UInt64 = number.isMultiple(of: 2) ? 0 : 1 << 40 - 1
        ids.append(RecordID(kind: .claim, milliseconds: milliseconds, number: number, random: random).text)
      }
    }
    #expect(ids == ids.sorted())
    #expect(ids.map(RecordID.number(in:)) == (numbers + numbers).map(Optional.some))
    #expect(Set(ids.map(\.count)) == [30])
    #expect(
      RecordID(kind: .actor, milliseconds: 0, number: 1, random: 2).text == "act_00000000000000000100000002")
  }

  @Test(
    "takes no other text for an id",
    arguments: [
      "", "clm_", "ru-mod", "clm_0000000000000000080000000u", "clm_000000000000000008000000022", "x",
    ])
  func notIDs(text: String) {
    #expect(RecordID.number(in: text) == nil)
  }

  @Test("packs links and unpacks the same, whatever their lengths")
  func links() {
    let links = [
      Link(role: .speaker, field: "", reference: "", id: ""),
      Link(role: .assessed, field: "поле", reference: String(repeating: "x", count: 65_535), id: "clm_1"),
      Link(role: .hop, field: String(repeating: "y", count: 300), reference: "z", id: "act_2"),
    ]
    var bytes: [UInt8] = []
    for link in links {
      LinkList.append(role: link.role, field: link.field, reference: link.reference, id: link.id, to: &bytes)
    }
    #expect(Array(LinkList(bytes: bytes)) == links)
    #expect(LinkList(bytes: bytes).isWellFormed)
    #expect(!LinkList(bytes: bytes.dropLast()).isWellFormed)
    #expect(LinkList(bytes: []).isEmpty)
  }

  @Test("keeps roles apart as bits of one integer, under numbers that never change")
  func roles() {
    #expect(Set(LinkRole.allCases).mask.nonzeroBitCount == LinkRole.allCases.count)
    #expect(LinkRole.allCases.allSatisfy { $0.bit > 0 })
    #expect(
      LinkRole.allCases.map(\.rawValue) == Array(0...11) + Array(16...19) + Array(24...26) + Array(32...34)
        + Array(40...43))
  }

  @Test("hashes an entry to the bytes that the layout says")
  func hashes() {
    // Made with an independent SHA-256 over the layouts drawn at JournalHash.
    let commitment = JournalHash.commitment(
      salt: Array(0..<16), fingerprint: [UInt8](repeating: 7, count: 32), links: [1, 2, 3],
      content: Array("abc".utf8))
    let entry = JournalEntry(
      sequence: 5, id: "clm_x", kind: 3, revision: 2, visibility: 2, author: Author(uid: 1001, gid: 100),
      recordedAt: 1_700_000_000_000_000_001)
    let hash = JournalHash.entry(entry, after: JournalHash.origin, commitment: commitment)
    #expect(hex(commitment) == "a482117e23e13d1c2e5b09e58bd6670dbeb2768497b032b8de9f51cf902dcbc7")
    #expect(hex(hash) == "fe69f4402e4e9b1d6abdc0d752f79076c98a4de8bc0119a40374fd2944e333fe")
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
