import ExclaimDomain
import Testing

@Suite struct ComparabilityTests {
  private func held(_ category: PersonCategory, _ day: String) throws -> Measure {
    Measure(.held, dependent: .one("ua"), detaining: .one("ru"), category: category, at: try date(day))
  }

  @Test("6,465 soldiers of June 2024 do not compare with 2,384 persons of November 2023, for two reasons")
  func datesAndCategories() throws {
    let comparability = try held(.all, "2023-11").comparability(
      with: held(.militaryUnspecified, "2024-06-05"))
    #expect(
      comparability
        == .notComparable([
          "category: soldiers and civilians against soldiers", "time: November 2023 against 5 June 2024",
        ]))
    #expect(!comparability.isComparable)
  }

  @Test("the same measure compares, whatever words the dates were resolved from")
  func same() throws {
    var other = try held(.militaryUnspecified, "2024-06-05")
    other.at = ResolvedDate(date: try EDTFDate("2024-06-05"), basis: .externalKnowledge, words: "Wednesday")
    #expect(try held(.militaryUnspecified, "2024-06-05").comparability(with: other) == .same)
  }

  @Test("a part and its whole say which is which, and do not compare")
  func partAndWhole() throws {
    let (whole, part) = (try held(.all, "2024-06-05"), try held(.civilian, "2024-06-05"))
    #expect(
      part.comparability(with: whole)
        == .partOf(["category: civilians of every kind against soldiers and civilians"]))
    #expect(
      whole.comparability(with: part)
        == .wholeOf(["category: soldiers and civilians against civilians of every kind"]))
    #expect(!part.comparability(with: whole).isComparable)
  }

  @Test("captives of one service are a part of all captives")
  func scope() throws {
    let all = Measure(.captured, at: try date("2024-08-15"))
    var some = all
    some.scope = "by SBU forces alone"
    #expect(
      some.comparability(with: all) == .partOf(["scope: \"by SBU forces alone\" against no limit stated"]))
  }

  @Test("a flow over a part of the window is a part; stocks of two days are unlike")
  func windows() throws {
    let war = Measure(.returned, from: try date("2022-02-24"), to: try date("2025-07-28"))
    let year = Measure(.returned, from: try date("2024-01-01"), to: try date("2024-12-31"))
    let reason = "time: 1 January 2024 to 31 December 2024 against 24 February 2022 to 28 July 2025"
    #expect(year.comparability(with: war) == .partOf([reason]))
    let later = Measure(.returned, from: try date("2024-06-01"), to: try date("2025-12-31"))
    #expect(!later.comparability(with: year).isComparable)
    if case .notComparable = later.comparability(with: year) {
    } else {
      Issue.record("overlapping windows are unlike")
    }
  }

  @Test("a vague start that may lie before the other's makes no part")
  func vagueWindow() throws {
    let vague = Measure(.returned, from: try date("2022-02"), to: try date("2024"))
    let exact = Measure(.returned, from: try date("2022-02-24"), to: try date("2025-07-28"))
    if case .notComparable = vague.comparability(with: exact) {
    } else {
      Issue.record("February 2022 may precede the 24th")
    }
  }

  @Test("a total that leaves something out is a part of one that does not")
  func exclusions() throws {
    let to = try date("2025-07-28")
    let whole = Measure(.returned, to: to)
    let part = Measure(.returned, to: to, excludes: [.agreement("istanbul-2")])
    let named = part.comparability(with: whole) { $0 == "istanbul-2" ? "Istanbul" : $0 }
    #expect(named == .partOf(["excludes: Istanbul against nothing named"]))
  }

  @Test("topics, units and powers that differ are named")
  func everyReason() throws {
    let at = try date("2024-06-05")
    let first = Measure(.exchanges, dependent: .one("ua"), at: at)
    let second = Measure(
      .returned, dependent: .group(parties: ["ua", "ru"], all: false), detaining: .one("ua"), at: at)
    #expect(
      first.comparability(with: second).reasons == [
        "topic: exchanges against returned", "unit: exchanges against persons",
        "dependent power: ua against ru and ua", "detaining power: not said against ua",
      ])
  }

  @Test("numbers of which nobody says when they hold do not compare, even with themselves")
  func timeless() {
    let timeless = Measure(.returned, category: .all)
    #expect(timeless.comparability(with: timeless) == .notComparable(["time: neither says when it holds"]))
    #expect(Measure(.mediation).comparability(with: Measure(.mediation)) == .same)
  }

  @Test("comparing the other way round turns parts into wholes and keeps the rest")
  func symmetry() throws {
    let times = [nil, try date("2024-06-05"), try date("2024-06")]
    let measures = [Topic.held, .returned].flatMap { topic in
      [PersonCategory.all, .prisonerOfWar, .personsUnspecified, .unspecified].flatMap { category in
        times.map { Measure(topic, category: category, at: $0) }
      }
    }
    for first in measures {
      for second in measures {
        switch (first.comparability(with: second), second.comparability(with: first)) {
        case (.same, .same), (.partOf, .wholeOf), (.wholeOf, .partOf), (.notComparable, .notComparable): break
        case (let there, let back): Issue.record("\(there) but \(back)")
        }
      }
    }
  }
}

@Suite struct DayWindowTests {
  @Test(
    "windows are said as people say them",
    arguments: [
      ("2024-06-05", "5 June 2024"), ("2023-11", "November 2023"), ("2024", "2024"),
      ("2024-06-05/2024-06-09", "5 June 2024 to 9 June 2024"), ("../2024-06-05", "until 5 June 2024"),
      ("2022-02-24/..", "since 24 February 2022"),
      ("2024-02-01/2024-03-31", "1 February 2024 to 31 March 2024"),
    ])
  func words(edtf: String, words: String) throws {
    #expect(try date(edtf).window.words == words)
  }

  @Test("an open side is before nothing and holds everything on that side")
  func openSides() throws {
    let (open, day) = (try date("../2024-06-05").window, try date("2020-01-01").window)
    #expect(!open.isBefore(day) && open.contains(day) && !day.contains(open) && open.intersects(day))
    #expect(open.isBefore(try date("2024-06-06").window))
    #expect(DayWindow.unknown.contains(open))
  }

  @Test("an end of a window that may be one of several days is told as such")
  func uncertainEnd() throws {
    func date(_ text: String) throws -> ResolvedDate {
      ResolvedDate(date: try EDTFDate(text), basis: .stated)
    }
    let end = try date("2024-08-13/2024-08-19")
    let measure = Measure(.captured, from: try date("2024-08-06"), to: end)
    #expect(
      measure.timeWords == "6 August 2024 to a day between 13 August 2024 and 19 August 2024")
    #expect(
      try Measure(.captured, from: date("2024-07"), to: date("2024-08-06")).timeWords
        == "July 2024 to 6 August 2024")
  }
}
