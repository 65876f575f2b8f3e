/// Points that keep all rules, and what else was asked of them: the last that were found, the last first.
///
/// Who goes together at one of them goes together, and near them others are found.
struct KnownPoints {
  /// Where to look for others.
  private(set) var hints: [[Int64]] = []
  private var known: [Known] = []

  private struct Known {
    var point: [Int64]
    /// The value of each sum.
    var values: [Int64]
  }

  private static let hintsMax = 4
  private static let knownMax = 64

  mutating func add(_ point: [Int64], _ rows: RowTable) {
    if hints.count == Self.hintsMax { hints.removeLast() }
    hints.insert(point, at: 0)
    if known.count == Self.knownMax { known.removeLast() }
    known.insert(Known(point: point, values: rows.values(at: point)), at: 0)
  }

  /// One at which all that some owners say is so; nil also where one of them says more than ends of sums.
  func point(keeping owners: [Int], _ index: OwnerIndex) -> [Int64]? {
    var sayings: [OwnerIndex.Saying] = []
    for owner in owners {
      guard let more = index.plainSayings(of: owner) else { return nil }
      sayings += more
    }
    return known.first { known in sayings.allSatisfy { $0.isKept(by: known.values[$0.sum]) } }?.point
  }
}
