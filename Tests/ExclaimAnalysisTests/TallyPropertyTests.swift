import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

@Suite struct TallyPropertyTests {
  @Test("the bounds of a tally hold the truth from which the ledger was made")
  func holdsTheTruth() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let truth = try Truth(&random)
      let check = try truth.tally.check
      #expect(!check.impossible)
      #expect(check.recordedExchanges.contains(truth.recordedExchanges))
      #expect(check.recordedPersons.contains(truth.recordedPersons))
      #expect(check.remainingExchanges?.contains(truth.remainingExchanges) == true, "\(check.explanation)")
      #expect(check.remainingPersons?.contains(truth.remainingPersons) == true, "\(check.explanation)")
      #expect(check.counted.count + check.leftOut.count == truth.tally.exchanges.count)
    }
  }

  @Test("with at most one exchange in doubt the remainders are exactly those that some numbers allow")
  func isTight() {
    var random = SeededGenerator.announced()
    for _ in 0..<2000 { compare(TallyArithmetic.random(&random, doubtsMax: 1), tight: true) }
  }

  @Test("with more in doubt the remainders hold all that some numbers allow")
  func isSound() {
    var random = SeededGenerator.announced()
    for _ in 0..<1000 { compare(TallyArithmetic.random(&random, doubtsMax: 3), tight: false) }
  }

  private func compare(_ arithmetic: TallyArithmetic, tight: Bool) {
    let outcome = arithmetic.outcome()
    let solutions = arithmetic.solutions()
    let exchanges = Bounds.hull(solutions.map(\.exchanges))
    let persons = Bounds.hull(solutions.map(\.persons))
    if tight {
      #expect(outcome.impossible == solutions.isEmpty, "\(arithmetic)")
      #expect(outcome.remainingExchanges == exchanges && outcome.remainingPersons == persons, "\(arithmetic)")
    } else if let exchanges, let persons {
      #expect(outcome.remainingExchanges?.contains(exchanges) == true, "\(arithmetic)")
      #expect(outcome.remainingPersons?.contains(persons) == true, "\(arithmetic)")
      #expect(!outcome.impossible, "\(arithmetic)")
    }
  }
}

/// A made-up year of exchanges, what was recorded of it and what the official total says.
private struct Truth {
  var tally: TallyCase
  var recordedExchanges: Int64 = 0
  var recordedPersons: Int64 = 0
  var remainingExchanges: Int64 = 0
  var remainingPersons: Int64 = 0

  init(_ random: inout SeededGenerator) throws {
    tally = try TallyCase()
    tally.measure.excludes = [.agreement("case")]
    for index in 0..<Int.random(in: 0...12, using: &random) {
      let persons = Int64.random(in: 0...200, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 6: try recordHandovers(index, persons, &random)
      case 0, 1: try record(index, persons, counts: true, &random)
      case 2: try record(index, persons, counts: true, doubt: true, &random)
      case 3: try record(index, persons, counts: false, doubt: true, &random)
      case 4: try record(index, persons, counts: false, &random)
      default:
        remainingExchanges += 1
        remainingPersons += persons
      }
    }
    let (exchanges, persons) = (recordedExchanges + remainingExchanges, recordedPersons + remainingPersons)
    tally.statedExchanges = Self.words(exchanges, &random)
    tally.statedPersons = Self.words(persons, &random)
  }

  private mutating func record(
    _ index: Int, _ persons: Int64, counts: Bool, doubt: Bool = false, _ random: inout SeededGenerator
  ) throws {
    let isWithheld = Int.random(in: 0..<4, using: &random) == 0
    var exchange = try TallyCase.exchange(
      "x\(index)", "2024-05-01", isWithheld ? nil : Self.words(persons, &random))
    if doubt {
      switch Int.random(in: 0..<3, using: &random) {
      case 0: exchange.inOfficialTally = .unknown
      case 1: exchange.date = try date("2023-12/2024-01")
      default: exchange.status = .underWay
      }
    } else if !counts {
      switch Int.random(in: 0..<3, using: &random) {
      case 0: exchange.agreements = ["case"]
      case 1: exchange.date = try date("2025-02")
      default: exchange.inOfficialTally = .no
      }
    }
    tally.exchanges.append(exchange)
    if counts {
      recordedExchanges += 1
      recordedPersons += persons
    }
  }

  /// Handovers of a larger exchange that the ledger does not know to be done, or to be in the window; the total
  /// counts them as one exchange or each by itself.
  private mutating func recordHandovers(_ index: Int, _ persons: Int64, _ random: inout SeededGenerator)
    throws
  {
    var whole = try TallyCase.exchange("x\(index)", "2024-05", nil)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: whole.status = .agreed
    case 1: whole.status = .underWay
    default: whole.date = try date("2023-12/2024-05")
    }
    tally.exchanges.append(whole)
    let first = Int64.random(in: 0...persons, using: &random)
    for (part, persons) in [first, persons - first].enumerated() {
      var handover = try TallyCase.exchange(
        "x\(index)-\(part)", "2024-05-0\(part + 2)", Self.words(persons, &random))
      handover.partOf = ["x\(index)"]
      tally.exchanges.append(handover)
    }
    recordedExchanges += Int64.random(in: 1...2, using: &random)
    recordedPersons += persons
  }

  /// True words for a number, exact or not.
  private static func words(_ number: Int64, _ random: inout SeededGenerator) -> String {
    let slack = Int64.random(in: 1...20, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0 where number > slack: return "at least \(number - slack)"
    case 1: return "at most \(number + slack)"
    case 2 where number > slack: return "between \(number - slack) and \(number + slack)"
    default: return "\(number)"
    }
  }
}

extension TallyArithmetic {
  static func random(_ random: inout SeededGenerator, doubtsMax: Int) -> TallyArithmetic {
    func bounds(_ most: Int64) -> Bounds {
      let low = Int64.random(in: 0...most, using: &random)
      return .between(low, Int64.random(in: low...most, using: &random))
    }
    return TallyArithmetic(
      statedExchanges: bounds(5), statedPersons: bounds(9),
      certain: (0..<Int.random(in: 0...2, using: &random)).map { _ in Item(persons: bounds(3)) },
      possible: (0..<Int.random(in: 0...doubtsMax, using: &random)).map { _ in Item(persons: bounds(3)) })
  }

  /// Every remainder that some numbers allow, found by trying them all.
  func solutions() -> [(exchanges: Int64, persons: Int64)] {
    var recorded: Set<[Int64]> = [[0, 0]]
    for bounds in certain.map(\.persons) {
      recorded = Set(recorded.flatMap { one in bounds.all.map { [one[0] + 1, one[1] + $0] } })
    }
    for bounds in possible.map(\.persons) {
      recorded.formUnion(recorded.flatMap { one in bounds.all.map { [one[0] + 1, one[1] + $0] } })
    }
    var solutions: [(exchanges: Int64, persons: Int64)] = []
    for one in recorded {
      for exchanges in statedExchanges?.all ?? [] where exchanges >= one[0] {
        for persons in statedPersons?.all ?? [] where persons >= one[1] {
          if exchanges == one[0] && persons > one[1] { continue }
          solutions.append((exchanges - one[0], persons - one[1]))
        }
      }
    }
    return solutions
  }
}

extension Bounds {
  fileprivate var all: [Int64] { Array((low ?? 0)...(high ?? 0)) }

  fileprivate static func hull(_ numbers: [Int64]) -> Bounds? {
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    return .between(low, high)
  }
}
