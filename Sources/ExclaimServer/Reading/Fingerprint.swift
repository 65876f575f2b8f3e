import CSodium

/// SHA-256 over what a submitter said: equal fingerprints mean the same content.
enum Fingerprint {
  /// 32 bytes.
  static func of(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(crypto_hash_sha256_BYTES)) { digest, count in
      crypto_hash_sha256(digest.baseAddress!, bytes, UInt64(bytes.count))
      count = Int(crypto_hash_sha256_BYTES)
    }
  }
}
