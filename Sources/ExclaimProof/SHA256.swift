import CNettle

/// SHA-256 over parts, one after another.
public struct SHA256 {
  private var state = sha256_ctx()

  /// How long a digest is.
  public static let digestBytes = 32

  /// Begins a hash over nothing yet.
  public init() { nettle_sha256_init(&state) }

  /// The digest of `bytes` alone, 32 bytes.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.add(bytes)
    return hash.digest()
  }

  /// Adds bytes as they are.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    nettle_sha256_update(&state, bytes.count, start.assumingMemoryBound(to: UInt8.self))
  }

  /// Adds bytes as they are.
  public mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

  /// Adds the UTF-8 of a text, without its length.
  public mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  /// Adds an integer in its full width; a negative one as its two's complement.
  public mutating func add(bigEndian value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { add($0) }
  }

  /// The digest of what was added, 32 bytes. Ends the hash: nothing may be added after it.
  public mutating func digest() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.digestBytes) { buffer, count in
      nettle_sha256_digest(&state, Self.digestBytes, buffer.baseAddress!)
      count = Self.digestBytes
    }
  }
}
