import ArgumentParser
import ExclaimMessages
import ExclaimWire

/// How much of a list.
struct PageOptions: ParsableArguments {
  @Option(help: ArgumentHelp("At most this many.", valueName: "n"), transform: Self.count)
  var limit: UInt32?

  @Option(
    help: ArgumentHelp("Go on where a page ended: the cursor that was printed there.", valueName: "cursor"))
  var cursor: String = ""

  private static func count(_ text: String) throws -> UInt32 {
    let remedy = "give a whole number from 1 to \(UInt32.max), or leave it out"
    guard let count = UInt32(text) else {
      let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      throw ValidationError(
        "it is \(isNumber ? "more than one list may have" : "no whole number"); \(remedy).")
    }
    guard count > 0 else { throw ValidationError("it asks for nothing; \(remedy).") }
    return count
  }

  /// Hands each page to `body`, until there are as many items as were asked for, or no more.
  ///
  /// - Parameter fetch: gets the page of at most so many items at a cursor. The server may make it shorter.
  func each<Page: ListPage>(
    _ fetch: (_ limit: UInt32, _ cursor: String) throws -> Page, _ body: (Page) throws -> Void
  ) throws {
    var wanted = limit ?? .max
    var cursor = cursor
    repeat {
      let page = try fetch(min(wanted, UInt32(Limits.standard.pageRecordsMax)), cursor)
      try body(page)
      wanted -= min(wanted, UInt32(page.itemCount))
      cursor = page.nextCursor
    } while wanted > 0 && !cursor.isEmpty
  }
}

/// An answer that is one page of a list.
protocol ListPage {
  /// How many items it holds.
  var itemCount: Int { get }
  /// Where to go on; empty at the end.
  var nextCursor: String { get }
}

extension V1.ListResponse: ListPage {
  var itemCount: Int { records.count }
}

extension V1.EvidenceResponse: ListPage {
  var itemCount: Int { items.count }
}

extension V1.SearchResponse: ListPage {
  var itemCount: Int { hits.count }
}

extension V1.ConsistencyResponse: ListPage {
  var itemCount: Int { figures.count }
}

extension V1.ConflictsResponse: ListPage {
  var itemCount: Int { conflicts.count }
}

extension V1.CompareResponse: ListPage {
  var itemCount: Int { partings.count }
}

extension V1.CoverageResponse: ListPage {
  var itemCount: Int { rows.count }
}

extension V1.OriginsResponse: ListPage {
  var itemCount: Int { groups.count }
}

extension V1.TimelineResponse: ListPage {
  var itemCount: Int { events.count }
}
