import ExclaimProof
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// FIPS 180-4, the examples that NIST gives with it.
  @Test("gives the digests of the standard, in one call and in parts")
  func standard() {
    let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    let expected = [
      "": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "abc": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      long: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ]
    for (text, digest) in expected {
      #expect(hex(SHA256.hash(Array(text.utf8))) == digest)
      for cut in 0...text.count {
        var hash = SHA256()
        hash.add(String(text.prefix(cut)))
        hash.add(Array(text.utf8.dropFirst(cut)))
        #expect(hex(hash.digest()) == digest, "cut at \(cut)")
      }
    }
  }

  @Test("adds integers in their full width, the highest byte first")
  func integers() {
    var hash = SHA256()
    hash.add(bigEndian: 0x0102_0304 as UInt32)
    hash.add(bigEndian: -2 as Int64)
    hash.add(bigEndian: 9 as UInt8)
    #expect(hash.digest() == SHA256.hash(bytes("01020304fffffffffffffffe09")))
  }
}
