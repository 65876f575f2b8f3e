import ExclaimProof

/// SHA-256 over what a submitter said: equal fingerprints mean the same content.
enum Fingerprint {
  /// 32 bytes.
  static func of(_ bytes: [UInt8]) -> [UInt8] { SHA256.hash(bytes) }
}
