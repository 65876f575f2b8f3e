import ExclaimDomain

/// Soldiers and civilians.
struct Persons: Hashable {
  var military: Int64 = 0
  var civilian: Int64 = 0

  var all: Int64 { military + civilian }

  static func + (first: Persons, second: Persons) -> Persons {
    Persons(military: first.military + second.military, civilian: first.civilian + second.civilian)
  }

  static func - (first: Persons, second: Persons) -> Persons {
    Persons(military: first.military - second.military, civilian: first.civilian - second.civilian)
  }

  subscript(_ category: PersonCategory) -> Int64 {
    switch category {
    case .military: military
    case .civilian: civilian
    default: all
    }
  }

  /// So many soldiers, or civilians.
  static func of(_ category: PersonCategory, _ number: Int64) -> Persons {
    category == .civilian ? Persons(civilian: number) : Persons(military: number)
  }
}

/// One of the two directions in which two parties exchange: people of the first party, or of the second.
typealias Direction = Int

/// Who returned in the course of a war, or how that differs from what really happened.
///
/// Time is cut by the days for which totals are told: stretch 0 ends with day 0.
struct Course {
  /// By direction and stretch: persons in exchanges of which there is no record.
  var others: [[Persons]]
  /// By stretch: how many such exchanges.
  var otherExchanges: [Int64]
  /// By direction and recorded exchange.
  var recorded: [[Persons]]
  /// By recorded exchange: 1 where it took place.
  var tookPlace: [Int64]
  /// The stretch of each recorded exchange.
  let stretches: [Int]

  init(days: Int, stretches: [Int]) {
    others = Array(repeating: Array(repeating: Persons(), count: days), count: 2)
    otherExchanges = Array(repeating: 0, count: days)
    recorded = Array(repeating: Array(repeating: Persons(), count: stretches.count), count: 2)
    tookPlace = Array(repeating: 0, count: stretches.count)
    self.stretches = stretches
  }

  /// Persons returned in some stretches.
  func returned(_ direction: Direction, in range: ClosedRange<Int>) -> Persons {
    var sum = range.reduce(Persons()) { $0 + others[direction][$1] }
    for (exchange, stretch) in stretches.enumerated() where range.contains(stretch) {
      sum = sum + recorded[direction][exchange]
    }
    return sum
  }

  /// Exchanges in some stretches.
  func exchanges(in range: ClosedRange<Int>) -> Int64 {
    var sum = range.reduce(0) { $0 + otherExchanges[$1] }
    for (exchange, stretch) in stretches.enumerated() where range.contains(stretch) {
      sum += tookPlace[exchange]
    }
    return sum
  }
}
