import ExclaimProof

/// The definitions of RFC 9162 (sections 2.1.1, 2.1.3.1, 2.1.4.1) written down as they stand there, to compare with.
final class PlainTree {
  let leaves: [[UInt8]]
  private var known: [Range<Int>: [UInt8]] = [:]

  init(_ leaves: [[UInt8]]) { self.leaves = leaves }

  /// As many leaves as asked for, each another.
  convenience init(count: Int) {
    self.init((0..<count).map { SHA256.hash([UInt8($0 & 255), UInt8($0 >> 8)]) })
  }

  func leafHash(_ index: Int) -> [UInt8] { root(index..<index + 1) }

  /// MTH(D[range])
  func root(_ range: Range<Int>) -> [UInt8] {
    if let root = known[range] { return root }
    let root: [UInt8]
    switch range.count {
    case 0: root = SHA256.hash([])
    case 1: root = SHA256.hash([0] + leaves[range.lowerBound])
    default:
      let middle = range.lowerBound + split(range.count)
      root = SHA256.hash([1] + self.root(range.lowerBound..<middle) + self.root(middle..<range.upperBound))
    }
    known[range] = root
    return root
  }

  /// PATH(index, D[range])
  func path(_ index: Int, _ range: Range<Int>) -> [[UInt8]] {
    guard range.count > 1 else { return [] }
    let middle = range.lowerBound + split(range.count)
    let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
    return index < split(range.count)
      ? path(index, left) + [root(right)] : path(index - split(range.count), right) + [root(left)]
  }

  /// SUBPROOF(old, D[range], isWhole)
  func subproof(_ old: Int, _ range: Range<Int>, _ isWhole: Bool = true) -> [[UInt8]] {
    if old == range.count { return isWhole ? [] : [root(range)] }
    let middle = range.lowerBound + split(range.count)
    let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
    return old <= split(range.count)
      ? subproof(old, left, isWhole) + [root(right)]
      : subproof(old - split(range.count), right, false) + [root(left)]
  }
}

/// What a path looks like, from the root down. Two proofs of one shape hash the same things in the same order, so one
/// cannot be told from the other.
enum Shape {
  static func inclusion(_ index: Int, _ size: Int) -> String {
    if size == 1 { return "" }
    let k = split(size)
    return index < k ? "<" + inclusion(index, k) : ">" + inclusion(index - k, size - k)
  }

  static func consistency(_ old: Int, _ size: Int, _ isWhole: Bool = true) -> String {
    if old == size { return isWhole ? "known" : "given" }
    let k = split(size)
    return old <= k ? "<" + consistency(old, k, isWhole) : ">" + consistency(old - k, size - k, false)
  }
}

/// The largest power of two below `count`.
private func split(_ count: Int) -> Int {
  var k = 1
  while k * 2 < count { k *= 2 }
  return k
}
