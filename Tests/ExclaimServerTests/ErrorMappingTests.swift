import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Testing

@testable import ExclaimServer

@Suite struct ErrorMappingTests {
  private struct Surprise: Error {}

  @Test(
    "each failure has one status code, and its text survives",
    arguments: [
      (StoreError.busy(limit: 7) as any Error, StatusCode.resourceExhausted, "7"),
      (StoreError.full, .unavailable, "disk"),
      (StoreError.syncFailed, .unavailable, "restart"),
      (StoreError.corrupt("page 3"), .dataLoss, "page 3"),
      (StoreError.closed, .unavailable, "closed"),
      (StoreError.interrupted, .cancelled, "cancelled"),
      (StoreError.io("EIO"), .internal, "EIO"),
      (CancellationError(), .cancelled, "cancelled"),
      (RPCError(.notFound, "no such thing"), .notFound, "no such thing"),
      (DecodingFailure.malformed(message: "exclaim.v1.Record"), .dataLoss, "exclaim.v1.Record"),
      (Surprise(), .internal, "Surprise"),
    ])
  func table(error: any Error, code: StatusCode, text: String) {
    let status = ErrorMapping.status(of: error)
    #expect(status.code == code)
    #expect(status.message.contains(text))
  }

  @Test("a query that names something that is not there carries the field in its details")
  func invalidQuery() throws {
    let problem = Problem(
      field: "filter.actor", value: "nobody", reason: "is no record", remedy: "look again")
    let error = StoreError.invalidQuery(StoreProblem(code: .notFound, problem: problem))
    let status = ErrorMapping.status(of: error)
    #expect(status.code == .notFound)
    let detail = try #require(status.details.first)
    #expect(detail.typeURL == "type.googleapis.com/exclaim.v1.BadRequest")
    let request = try V1.BadRequest(decoding: detail.value, budgetBytes: 4096)
    #expect(request.problems.map(\.field) == ["filter.actor"])
  }
}
