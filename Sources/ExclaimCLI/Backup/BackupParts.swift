import ExclaimMessages
import ExclaimProof

/// Counts and hashes the parts of a copy of the ledger as they come.
struct BackupParts {
  private var hash = SHA256()
  private var first: V1.BackupResponse?
  private var sha256: [UInt8] = []
  private(set) var byteCount: UInt64 = 0

  /// Takes the next part in.
  mutating func add(_ part: V1.BackupResponse) throws {
    if first == nil {
      first = V1.BackupResponse(totalBytes: part.totalBytes, sequence: part.sequence)
    }
    guard sha256.isEmpty else { throw Self.broken("more came after its end") }
    hash.add(part.bytes)
    byteCount += UInt64(part.bytes.count)
    sha256 = part.sha256
  }

  /// What came, without its bytes.
  ///
  /// - Throws: ``Failure`` unless all of it came, as it was sent.
  mutating func finish() throws -> V1.BackupResponse {
    guard var whole = first, byteCount == whole.totalBytes else {
      throw Self.broken("\(byteCount) bytes came of \(first?.totalBytes ?? 0)")
    }
    guard hash.digest() == sha256 else {
      throw Self.broken("its SHA-256 is not the one that the server tells")
    }
    whole.sha256 = sha256
    return whole
  }

  private static func broken(_ reason: String) -> Failure {
    Failure(.bug, "the copy of the ledger did not come whole: \(reason); run the same command again")
  }
}

/// Two digits for each byte, in lower case.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.reduce(into: "") { text, byte in
    text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
