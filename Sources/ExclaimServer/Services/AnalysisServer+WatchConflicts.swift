import ExclaimAnalysis
import ExclaimMessages
import ExclaimRPC

extension AnalysisServer {
  func watchConflicts(
    _ request: V1.WatchConflictsRequest, _ responses: ResponseWriter<V1.WatchConflictsResponse>,
    _ context: CallContext
  ) async throws {
    throw RPCError(.unimplemented, "\(context.method): not yet")
  }
}
