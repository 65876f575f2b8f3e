import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire

private func unfinished() -> RPCError { RPCError(.unimplemented, "not there yet") }

extension ControlServer {
  func backup(
    _ request: V1.BackupRequest, _ responses: ResponseWriter<V1.BackupResponse>, _ context: CallContext
  ) async throws { throw unfinished() }
}

/// `exclaim.v1.Journal`: following the journal, and proving what stands in it.
struct JournalServer: JournalService {
  let store: any Store
  let limits: Limits

  func watch(
    _ request: V1.WatchRequest, _ responses: ResponseWriter<V1.WatchResponse>, _ context: CallContext
  ) async throws { throw unfinished() }
  func treeHead(_ request: V1.TreeHeadRequest, _ context: CallContext) async throws -> Reply<
    V1.TreeHeadResponse
  > { throw unfinished() }
  func proveInclusion(
    _ request: V1.ProveInclusionRequest, _ context: CallContext
  ) async throws -> Reply<V1.ProveInclusionResponse> { throw unfinished() }
  func proveConsistency(
    _ request: V1.ProveConsistencyRequest, _ context: CallContext
  ) async throws -> Reply<V1.ProveConsistencyResponse> { throw unfinished() }
}
