import ExclaimProof
import Testing

/// The eight leaves with which implementations of Certificate Transparency compare themselves, and what they agree on.
@Suite("Published Merkle trees")
struct MerkleVectorTests {
  let leafHashes = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
  ].map { MerkleHash.leaf(bytes($0)) }

  let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ].map(bytes)

  struct Vector: CustomTestStringConvertible, Sendable {
    /// The leaf's index, or the size of the old tree.
    let of: Int
    let size: Int
    let path: [String]

    var testDescription: String { "\(of) in \(size)" }
  }

  @Test("have the roots that are published")
  func heads() {
    for size in 0...8 {
      let head = MerkleTree(size: size, nodes: HashTable(leafHashes)).head()
      #expect(head == TreeHead(size: UInt64(size), root: roots[size]))
    }
  }

  @Test("have the inclusion paths that are published", arguments: inclusions)
  func inclusion(vector: Vector) {
    let path = MerkleTree(size: vector.size, nodes: HashTable(leafHashes)).inclusionPath(of: vector.of)
    #expect(path.map(hex) == vector.path)
    #expect(
      MerkleProof.verifyInclusion(
        leafHash: leafHashes[vector.of], index: UInt64(vector.of), size: UInt64(vector.size), path: path,
        root: roots[vector.size]))
  }

  @Test("have the consistency paths that are published", arguments: consistencies)
  func consistency(vector: Vector) {
    let path = MerkleTree(size: vector.size, nodes: HashTable(leafHashes)).consistencyPath(from: vector.of)
    #expect(path.map(hex) == vector.path)
    #expect(
      MerkleProof.verifyConsistency(
        from: UInt64(vector.of), fromRoot: roots[vector.of], to: UInt64(vector.size),
        toRoot: roots[vector.size], path: path))
  }

  static let inclusions = [
    Vector(of: 0, size: 1, path: []),
    Vector(
      of: 0, size: 8,
      path: [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ]),
    Vector(
      of: 5, size: 8,
      path: [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]),
    Vector(
      of: 2, size: 3,
      path: ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    Vector(
      of: 1, size: 5,
      path: [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ]),
  ]

  static let consistencies = [
    Vector(of: 1, size: 1, path: []),
    Vector(
      of: 1, size: 8,
      path: [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ]),
    Vector(
      of: 6, size: 8,
      path: [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]),
    Vector(
      of: 2, size: 5,
      path: [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ]),
    Vector(
      of: 6, size: 7,
      path: [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]),
  ]
}
