import ExclaimAnalysis
import ExclaimMessages
import ExclaimRPC
import ExclaimStore

/// What is known, where it comes from, and when it was.
extension AnalysisServer {
  func coverage(_ request: V1.CoverageRequest, _ context: CallContext) async throws -> Reply<
    V1.CoverageResponse
  > {
    let (answer, basis) = try await inquire(request.question, context) { $0.coverage($1) }
    var response = V1.CoverageResponse(answer, try page(of: answer.rows.count, request.question))
    response.basis = basis
    return .message(response)
  }

  /// Stories are told with the first page, as many as it may have origins: the explanation says how many there are.
  func origins(_ request: V1.OriginsRequest, _ context: CallContext) async throws -> Reply<
    V1.OriginsResponse
  > {
    let (answer, basis) = try await inquire(request.question, context) { $0.originGroups($1) }
    let page = try page(of: answer.groups.count, request.question)
    var response = V1.OriginsResponse(answer, page)
    if page.range.lowerBound == 0 {
      let stories = answer.stories.prefix(try limits.page(request.question?.limit ?? 0))
      response.stories = stories.map { V1.Story($0) }
    }
    response.basis = basis
    return .message(response)
  }

  func timeline(_ request: V1.TimelineRequest, _ context: CallContext) async throws -> Reply<
    V1.TimelineResponse
  > {
    let (answer, basis) = try await inquire(request.question, context) { $0.timeline($1) }
    var response = V1.TimelineResponse(answer, try page(of: answer.events.count, request.question))
    response.basis = basis
    return .message(response)
  }

  func drift(_ request: V1.DriftRequest, _ context: CallContext) async throws -> Reply<V1.DriftResponse> {
    let reference = request.question?.claim ?? ""
    let claim = try await required(reference, "question.claim", .claim, Reader(context.peer))
    let (answer, basis) = try await inquire(request.question, context) { $0.drift(of: $1.claim) }
    guard let answer else {
      let (asOf, known) = (request.question?.asOf ?? "", request.question?.known ?? .unspecified)
      throw try await absent(reference, claim, "question.claim", .claim, asOf, known, context)
    }
    var response = V1.DriftResponse(answer)
    response.basis = basis
    return .message(response)
  }
}
