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
}
