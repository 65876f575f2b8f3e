import CSodium

/// SHA-256 over parts, one after another.
struct SHA256 {
  private var state = crypto_hash_sha256_state()

  static let digestBytes = 32

  init() { crypto_hash_sha256_init(&state) }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    crypto_hash_sha256_update(&state, start.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
  }

  mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  mutating func add(bigEndian value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { add($0) }
  }

  mutating func digest() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.digestBytes) { buffer, count in
      crypto_hash_sha256_final(&state, buffer.baseAddress!)
      count = Self.digestBytes
    }
  }
}

/// What ties the journal together. Integers are big-endian; each layout begins with its own name.
///
///     commitment = SHA-256(
///       "exclaim.content.1" | salt 16 | fingerprint 32 | links bytes u64 | links | content bytes u64 | content)
///
///     hash = SHA-256(
///       "exclaim.entry.1" | hash of the entry before 32 | sequence u64 | revision u32 | kind u32 |
///       visibility u32 | author uid u32 | author gid u32 | recorded at i64 | id bytes u32 | id | commitment 32)
///
/// The hash is made over the commitment, not over the content, so content can be destroyed and the chain still
/// verifies. The salt, destroyed with it, keeps anybody from confirming a guess of what it was.
enum JournalHash {
  /// What stands before the first entry.
  static let origin = [UInt8](repeating: 0, count: SHA256.digestBytes)

  static let saltBytes = 16
  static let fingerprintBytes = 32

  static func commitment(salt: [UInt8], fingerprint: [UInt8], links: [UInt8], content: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.add("exclaim.content.1")
    hash.add(salt)
    hash.add(fingerprint)
    hash.add(bigEndian: UInt64(links.count))
    hash.add(links)
    hash.add(bigEndian: UInt64(content.count))
    hash.add(content)
    return hash.digest()
  }

  static func entry(_ entry: JournalEntry, after previous: [UInt8], commitment: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.add("exclaim.entry.1")
    hash.add(previous)
    hash.add(bigEndian: UInt64(entry.sequence))
    hash.add(bigEndian: entry.revision)
    hash.add(bigEndian: entry.kind)
    hash.add(bigEndian: entry.visibility)
    hash.add(bigEndian: entry.author.uid)
    hash.add(bigEndian: entry.author.gid)
    hash.add(bigEndian: entry.recordedAt)
    hash.add(bigEndian: UInt32(entry.id.utf8.count))
    hash.add(entry.id)
    hash.add(commitment)
    return hash.digest()
  }
}

/// What an entry's hash is made over, besides its commitment. Kind and visibility as stored, not as understood.
struct JournalEntry {
  var sequence: Int64
  var id: String
  var kind: Int32
  var revision: UInt32
  var visibility: Int32
  var author: Author
  /// Nanoseconds since 1970.
  var recordedAt: Int64
}
