import ExclaimDomain

/// What is known of each exchange, and what is not.
public struct CoverageAnswer: Sendable, Hashable {
  /// The exchanges by date; those without one last.
  public var rows: [CoverageRow]
  /// How many cells are in each state, in all rows.
  public var counts: [CoverageState: Int]
  /// The finding in words.
  public var explanation: String
}

/// What is known of one exchange.
public struct CoverageRow: Sendable, Hashable {
  /// The exchange.
  public var exchange: Source
  /// When it was.
  public var date: ResolvedDate?
  /// One for each party whose people were to return.
  public var sides: [CoverageSide]
}

/// What is known of one side's people in an exchange.
public struct CoverageSide: Sendable, Hashable {
  /// Name of the party.
  public var party: String
  /// How many.
  public var number: CoverageCell
  /// Which persons.
  public var category: CoverageCell
  /// Where.
  public var place: CoverageCell
  /// Who mediated.
  public var mediator: CoverageCell

  /// All of them.
  public var cells: [CoverageCell] { [number, category, place, mediator] }
}

/// Whether something is known.
public struct CoverageCell: Sendable, Hashable {
  /// Whether.
  public var state: CoverageState
  /// Records that tell it, decline to, or say that it is not known.
  public var sources: [Source]
}

/// Whether something is known, numbered as in the contract.
public enum CoverageState: Int32, CodeList {
  case unspecified = 0
  case known = 1
  case notReported = 2
  case notDisclosed = 3
}

extension Ledger {
  /// What is known of the exchanges that a question meets, side by side.
  ///
  /// Exchanges that have not begun are left out, unless one is asked for by name: of what did not happen, nothing is
  /// missing. Cost: linear in the exchanges and the claims about them.
  public func coverage(_ query: EvidenceQuery) -> CoverageAnswer {
    let begun = exchanges(on: query).filter {
      $0.status == .unspecified || $0.status.hasBegun || $0.identity == query.exchange
    }
    let rows = begun.sorted(by: happensBefore).mapWhileWanted { exchange in
      CoverageRow(
        exchange: source(exchange), date: exchange.date,
        sides: CoverageRule(ledger: self, exchange: exchange).sides(query.dependentPower))
    }
    let sides = rows.flatMap(\.sides)
    var counts: [CoverageState: Int] = [:]
    for cell in sides.flatMap(\.cells) { counts[cell.state, default: 0] += 1 }
    return CoverageAnswer(rows: rows, counts: counts, explanation: words(rows, sides, counts))
  }

  private func happensBefore(_ one: Exchange, _ other: Exchange) -> Bool {
    TimelineEvent.order(days(of: one)) < TimelineEvent.order(days(of: other))
  }

  private func words(
    _ rows: [CoverageRow], _ sides: [CoverageSide], _ counts: [CoverageState: Int]
  ) -> String {
    guard !rows.isEmpty else { return "No exchange that this meets is recorded." }
    let numbers = sides.count { $0.number.state == .known }
    let declined = sides.count { $0.number.state == .notDisclosed }
    let unknown = sides.count { $0.number.state == .notReported && !$0.number.sources.isEmpty }
    var text = "\(sentence(count(rows.count, "exchange"))), \(count(sides.count, "side"))."
    text += " The number of persons is known for \(numbers) of \(sides.count)"
    if declined > 0 { text += ", and was declined for \(declined)" }
    text += unknown == 0 ? "." : "; for \(unknown) it is said not to be known."
    let (known, all) = (counts[.known] ?? 0, sides.count * 4)
    text += " Of \(all) facts \(known) are known, \(counts[.notReported] ?? 0) not reported"
    return text + " and \(counts[.notDisclosed] ?? 0) not disclosed."
  }
}
