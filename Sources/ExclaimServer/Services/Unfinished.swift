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
