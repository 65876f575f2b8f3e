import ExclaimProof
import Testing

@Suite("Checks of Merkle proofs")
struct MerkleProofTests {
  let plain = PlainTree(count: 130)

  @Test("accept no inclusion proof in which anything was altered")
  func alteredInclusions() {
    var random = SeededGenerator.announced()
    for size in 1...130 {
      for index in 0..<size {
        let proof = inclusion(index, size)
        for altered in proof.altered(wholly: size <= 17, using: &random) where altered.holds {
          Issue.record("accepted \(altered), made from \(proof)")
        }
      }
    }
  }

  @Test("accept no consistency proof in which anything was altered")
  func alteredConsistencies() {
    var random = SeededGenerator.announced()
    for size in 1...130 {
      for old in 0...size {
        let proof = consistency(old, size)
        for altered in proof.altered(wholly: size <= 17, using: &random) where altered.holds {
          // Of what came after nothing, nothing is known.
          let isAnyRoot = altered.hashes[1].count == 32 && altered.hashes[1] != proof.hashes[1]
          if old == 0 && size > 0 && isAnyRoot { continue }
          Issue.record("accepted \(altered), made from \(proof)")
        }
      }
    }
  }

  @Test("accept an inclusion proof at another index or size only if it is the same proof there")
  func otherIndexes() {
    for size in 1...20 {
      for index in 0..<size {
        let shape = Shape.inclusion(index, size)
        for otherSize in 1...24 {
          for otherIndex in 0...24 {
            var proof = inclusion(index, size)
            proof.numbers = [UInt64(otherIndex), UInt64(otherSize)]
            let isSame = otherIndex < otherSize && shape == Shape.inclusion(otherIndex, otherSize)
            // In one tree every leaf has a shape of its own.
            if otherSize == size && isSame != (otherIndex == index) {
              Issue.record("two of the shape \(shape)")
            }
            if proof.holds != isSame {
              Issue.record("leaf \(index) of \(size) as \(otherIndex) of \(otherSize)")
            }
          }
        }
      }
    }
  }

  @Test("accept a consistency proof at other sizes only if it is the same proof there")
  func otherSizes() {
    for size in 2...20 {
      for old in 1..<size {
        let shape = Shape.consistency(old, size)
        for otherSize in 0...24 {
          for otherOld in 0...24 {
            var proof = consistency(old, size)
            proof.numbers = [UInt64(otherOld), UInt64(otherSize)]
            let isSame =
              0 < otherOld && otherOld < otherSize && shape == Shape.consistency(otherOld, otherSize)
            if proof.holds != isSame {
              Issue.record("\(old) to \(size) as \(otherOld) to \(otherSize)")
            }
          }
        }
      }
    }
  }

  @Test("accept no proof in which bytes moved from one hash to the next")
  func moved() {
    for count in 1...32 {
      // Leaf 1 of two: its sibling stands on the left.
      var leaf = inclusion(1, 2)
      leaf.hashes[0] = leaf.path[0].suffix(count) + leaf.hashes[0]
      leaf.path[0].removeLast(count)
      #expect(!leaf.holds, "\(count) bytes")
      // From 3 to 4 leaves: leaf 2, then leaf 3 on its right.
      var extended = consistency(3, 4)
      extended.path[0].append(contentsOf: extended.path[1].prefix(count))
      extended.path[1].removeFirst(count)
      #expect(!extended.holds, "\(count) bytes")
    }
  }

  @Test("tell a tree from one that changed an old leaf, and from one that dropped it")
  func rewritten() {
    for size in 2...40 {
      for changed in 0..<size {
        var leaves = Array(plain.leaves.prefix(size))
        leaves[changed] = SHA256.hash([255, 255])
        let forged = PlainTree(leaves)
        for old in changed + 1...size {
          let holds = MerkleProof.verifyConsistency(
            from: UInt64(old), fromRoot: plain.root(0..<old), to: UInt64(size), toRoot: forged.root(0..<size),
            path: forged.subproof(old, 0..<size))
          #expect(!holds, "leaf \(changed) changed, from \(old) to \(size)")
        }
      }
    }
  }

  @Test("hold at the largest sizes that a message can name")
  func largest() {
    let even = EvenTree()
    let size: UInt64 = 1 << 63
    for index in [0, 1, size / 2, size - 1] {
      let holds = MerkleProof.verifyInclusion(
        leafHash: even.levels[0], index: index, size: size, path: Array(even.levels[..<63]),
        root: even.levels[63])
      #expect(holds, "leaf \(index)")
    }
    // 2^64 - 1 leaves: 2^63 on the left, 2^63 - 1 on the right.
    let right = MerkleTree(size: Int.max, nodes: even).head().root
    let path = Array(even.levels[..<63]) + [right]
    let root = MerkleHash.node(even.levels[63], right)
    #expect(
      MerkleProof.verifyInclusion(
        leafHash: even.levels[0], index: 0, size: .max, path: path, root: root))
    #expect(
      MerkleProof.verifyConsistency(from: 1, fromRoot: even.levels[0], to: .max, toRoot: root, path: path))
    #expect(
      MerkleProof.verifyConsistency(
        from: size, fromRoot: even.levels[63], to: .max, toRoot: root, path: [right]))
    #expect(MerkleProof.verifyConsistency(from: .max, fromRoot: root, to: .max, toRoot: root, path: []))
  }

  @Test("answer whatever they are given")
  func hostile() {
    var random = SeededGenerator.announced()
    let numbers: [UInt64] = [0, 1, 2, 3, 1 << 32, 1 << 63 - 1, 1 << 63, .max - 1, .max]
    for _ in 0..<2_000 {
      var proof = Proof(
        numbers: [], hashes: [], path: [], check: Bool.random(using: &random) ? .inclusion : .consistency)
      for _ in 0..<2 {
        let drawn = UInt64.random(in: 0 ... .max, using: &random) >> UInt64.random(in: 0..<64, using: &random)
        proof.numbers.append(Bool.random(using: &random) ? numbers.randomElement(using: &random)! : drawn)
        proof.hashes.append(hash(&random))
      }
      for _ in 0..<Int.random(in: 0...70, using: &random) { proof.path.append(hash(&random)) }
      if proof.holds { Issue.record("accepted \(proof)") }
    }
  }

  /// Mostly of the right length.
  private func hash(_ random: inout SeededGenerator) -> [UInt8] {
    let count = Int.random(in: 0..<100, using: &random) > 0 ? 32 : Int.random(in: 0...70, using: &random)
    return (0..<count).map { _ in .random(in: 0...255, using: &random) }
  }

  private func inclusion(_ index: Int, _ size: Int) -> Proof {
    Proof(
      numbers: [UInt64(index), UInt64(size)], hashes: [plain.leafHash(index), plain.root(0..<size)],
      path: plain.path(index, 0..<size), check: .inclusion)
  }

  private func consistency(_ old: Int, _ size: Int) -> Proof {
    Proof(
      numbers: [UInt64(old), UInt64(size)], hashes: [plain.root(0..<old), plain.root(0..<size)],
      path: old == 0 ? [] : plain.subproof(old, 0..<size), check: .consistency)
  }
}

/// Everything that a check is given.
private struct Proof {
  enum Check { case inclusion, consistency }

  /// Index and size, or old and new size.
  var numbers: [UInt64]
  /// Leaf hash and root, or old and new root.
  var hashes: [[UInt8]]
  var path: [[UInt8]]
  var check: Check

  var holds: Bool {
    switch check {
    case .inclusion:
      MerkleProof.verifyInclusion(
        leafHash: hashes[0], index: numbers[0], size: numbers[1], path: path, root: hashes[1])
    case .consistency:
      MerkleProof.verifyConsistency(
        from: numbers[0], fromRoot: hashes[0], to: numbers[1], toRoot: hashes[1], path: path)
    }
  }

  /// Each hash changed in one bit, dropped, or swapped with its neighbour, one added, all dropped. Wholly: each byte of
  /// each hash changed, each hash of another length, one added at each place.
  func altered(wholly: Bool, using random: inout SeededGenerator) -> [Proof] {
    var all: [Proof] = []
    func add(_ change: (inout Proof) -> Void) {
      var proof = self
      change(&proof)
      all.append(proof)
    }
    for place in 0..<(hashes.count + path.count) {
      for byte in wholly ? Array(0..<32) : [Int.random(in: 0..<32, using: &random)] {
        let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        add { $0[place][byte] ^= bit }
      }
      guard wholly else { continue }
      add { $0[place].removeLast() }
      add { $0[place].append(0) }
      add { $0[place] = [] }
    }
    for place in wholly ? Array(0...path.count) : [Int.random(in: 0...path.count, using: &random)] {
      add { $0.path.insert(SHA256.hash(hashes[1]), at: place) }
      add { $0.path.insert(hashes[1], at: place) }
      if place < path.count { add { $0.path.insert(path[place], at: place) } }
    }
    for place in path.indices {
      add { $0.path.remove(at: place) }
      if place > 0 { add { $0.path.swapAt(place, place - 1) } }
    }
    if path.count > 1 { add { $0.path = [] } }
    return all
  }

  /// The hashes and, after them, the path.
  private subscript(place: Int) -> [UInt8] {
    get { place < 2 ? hashes[place] : path[place - 2] }
    set { if place < 2 { hashes[place] = newValue } else { path[place - 2] = newValue } }
  }
}
