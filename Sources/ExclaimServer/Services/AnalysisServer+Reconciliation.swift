import ExclaimAnalysis
import ExclaimMessages
import ExclaimRPC

/// Figures, conflicts and worlds.
extension AnalysisServer {
  func consistency(_ request: V1.ConsistencyRequest, _ context: CallContext) async throws -> Reply<
    V1.ConsistencyResponse
  > {
    throw RPCError(.unimplemented, "\(context.method): not yet")
  }

  func conflicts(_ request: V1.ConflictsRequest, _ context: CallContext) async throws -> Reply<
    V1.ConflictsResponse
  > {
    throw RPCError(.unimplemented, "\(context.method): not yet")
  }

  func compare(_ request: V1.CompareRequest, _ context: CallContext) async throws -> Reply<
    V1.CompareResponse
  > {
    throw RPCError(.unimplemented, "\(context.method): not yet")
  }

  func cite(_ request: V1.CiteRequest, _ context: CallContext) async throws -> Reply<V1.CiteResponse> {
    throw RPCError(.unimplemented, "\(context.method): not yet")
  }
}
