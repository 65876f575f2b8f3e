import ExclaimAnalysis
import ExclaimMessages
import ExclaimRPC

/// What is known, where it comes from, and when it was.
extension AnalysisServer {
  func coverage(_ request: V1.CoverageRequest, _ context: CallContext) async throws -> Reply<
    V1.CoverageResponse
  > {
    throw RPCError(.unimplemented, "\(context.method): not yet")
  }

  func origins(_ request: V1.OriginsRequest, _ context: CallContext) async throws -> Reply<
    V1.OriginsResponse
  > {
    throw RPCError(.unimplemented, "\(context.method): not yet")
  }

  func timeline(_ request: V1.TimelineRequest, _ context: CallContext) async throws -> Reply<
    V1.TimelineResponse
  > {
    throw RPCError(.unimplemented, "\(context.method): not yet")
  }

  func drift(_ request: V1.DriftRequest, _ context: CallContext) async throws -> Reply<V1.DriftResponse> {
    throw RPCError(.unimplemented, "\(context.method): not yet")
  }
}
