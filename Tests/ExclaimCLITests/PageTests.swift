import ExclaimMessages
import Testing

@testable import ExclaimCLI

struct PageTests {
  /// What is asked of a server that has so many records and gives pages of at most `pageMax`.
  private func ask(_ arguments: [String], of total: Int, pageMax: Int = 1_000) throws -> (
    limits: [UInt32], ids: [String], cursor: String
  ) {
    var (limits, ids, last) = ([UInt32](), [String](), "")
    try PageOptions.parse(arguments).each { limit, cursor in
      limits.append(limit)
      let start = cursor.isEmpty ? 0 : try #require(Int(cursor))
      let end = min(total, start + min(Int(limit), pageMax))
      let records = (start..<end).map { V1.Record(id: "act_\($0)") }
      return V1.ListResponse(records: records, nextCursor: end < total ? "\(end)" : "")
    } _: {
      ids += $0.records.map(\.id)
      last = $0.nextCursor
    }
    return (limits, ids, last)
  }

  @Test("without a limit every page is fetched, in order and once")
  func all() throws {
    let (limits, ids, cursor) = try ask([], of: 2_500)
    #expect(limits == [1_000, 1_000, 1_000])
    #expect(ids == (0..<2_500).map { "act_\($0)" })
    #expect(cursor.isEmpty)
  }

  @Test("a limit is kept over pages, also where the server makes them shorter, and the cursor is left over")
  func limit() throws {
    let (limits, ids, cursor) = try ask(["--limit", "1500"], of: 2_500, pageMax: 700)
    #expect(limits == [1_000, 800, 100])
    #expect(ids.count == 1_500 && cursor == "1500")
  }

  @Test("a cursor is where the first page begins, and nothing more is fetched at the end")
  func cursor() throws {
    let (limits, ids, cursor) = try ask(["--cursor", "7", "--limit", "10"], of: 9)
    #expect(limits == [10])
    #expect(ids == ["act_7", "act_8"] && cursor.isEmpty)
    #expect(try ask([], of: 0).limits == [1_000])
  }
}
