import ExclaimDomain

/// A rule that something counted is the sum of others, or at least that.
struct SumRule: Hashable {
  var whole: Counted
  var parts: [Counted]
  /// False where there may be more than the parts.
  var isExact: Bool
}

/// The sums that hold among things that are counted in one place.
struct SumRules {
  private(set) var rules: [SumRule] = []
  /// What the rules need besides what was given.
  private(set) var added: [Counted] = []
  /// What was given, and what was added to it.
  private var known: Set<Counted>

  init(_ counted: [Counted]) {
    known = Set(counted)
    guard counted.count > 1 else { return }
    branches(counted)
    known.formUnion(added)
    let all = counted + added
    powers(all, \.dependent)
    powers(all, \.detaining)
    mutual(all)
    agreements(all)
  }

  /// Everybody is either military or civilian.
  private mutating func branches(_ counted: [Counted]) {
    var others: [Counted: [PersonCategory]] = [:]
    for one in counted {
      var whole = one
      whole.category = .all
      if one != whole, known.contains(whole) { others[whole, default: []].append(one.category) }
    }
    for whole in counted where whole.category == .all {
      guard let categories = others[whole],
        categories.contains(where: PersonCategory.military.contains),
        categories.contains(where: PersonCategory.civilian.contains)
      else { continue }
      let parts = [PersonCategory.military, .civilian].map { branch in
        var part = whole
        part.category = branch
        return part
      }
      added += parts.filter { !known.contains($0) }
      rules.append(SumRule(whole: whole, parts: parts, isExact: true))
    }
  }

  /// Several powers are the sum of the single ones.
  private mutating func powers(_ counted: [Counted], _ path: WritableKeyPath<Counted, PowerSet>) {
    var singles: [Counted: [Counted]] = [:]
    for one in counted {
      guard case .one = one[keyPath: path] else { continue }
      var rest = one
      rest[keyPath: path] = .notSaid
      singles[rest, default: []].append(one)
    }
    for whole in counted {
      var rest = whole
      rest[keyPath: path] = .notSaid
      let found = singles[rest] ?? []
      switch whole[keyPath: path] {
      case .all where found.count > 1: rules.append(SumRule(whole: whole, parts: found, isExact: false))
      case .several(let parties):
        let parts = found.filter {
          if case .one(let party) = $0[keyPath: path] { parties.contains(party) } else { false }
        }
        guard parts.count > 1 else { continue }
        rules.append(SumRule(whole: whole, parts: parts, isExact: parts.count == parties.count))
      default: break
      }
    }
  }

  /// Several powers whose people are in each other's hands are the sum of both.
  private mutating func mutual(_ counted: [Counted]) {
    var singles: [Counted: [Counted]] = [:]
    for one in counted {
      guard case .one(let dependent) = one.dependent, case .one(let detaining) = one.detaining,
        dependent != detaining
      else { continue }
      singles[Self.withoutPowers(one), default: []].append(one)
    }
    for whole in counted where whole.dependent.isGroup && whole.detaining.isGroup {
      let parts = (singles[Self.withoutPowers(whole)] ?? []).filter {
        whole.dependent.isWider(than: $0.dependent) && whole.detaining.isWider(than: $0.detaining)
      }
      guard parts.count > 1 else { continue }
      // Of two powers nobody is in the hands of their own.
      let isExact = whole.dependent == whole.detaining && whole.dependent.count == 2
      rules.append(SumRule(whole: whole, parts: parts, isExact: isExact))
    }
  }

  private static func withoutPowers(_ counted: Counted) -> Counted {
    var rest = counted
    (rest.dependent, rest.detaining) = (.notSaid, .notSaid)
    return rest
  }

  /// What is under an agreement and what is not make the total.
  private mutating func agreements(_ counted: [Counted]) {
    for without in counted where without.agreement.isEmpty && !without.isOfficialTally {
      for case .agreement(let agreement) in without.excludes {
        var (whole, under) = (without, without)
        whole.excludes.remove(.agreement(agreement))
        under.excludes = whole.excludes
        under.agreement = agreement
        guard known.contains(whole), known.contains(under) else { continue }
        rules.append(SumRule(whole: whole, parts: [without, under], isExact: true))
      }
    }
  }
}

/// Which of the things counted in one place are part of which: the direct ones, and not those that sums tell.
struct PartRules {
  /// Places in the list that was given.
  private(set) var pairs: [(part: Int, whole: Int)] = []

  init(_ counted: [Counted], besides sums: [SumRule]) {
    guard counted.count > 1 else { return }
    let told = Dictionary(grouping: sums, by: \.whole).mapValues { Set($0.flatMap(\.parts)) }
    var table = CountedTable()
    for one in counted { _ = table.place(one) }
    let wholes = table.wholes()
    for (part, all) in wholes.enumerated() {
      let beyond = Set(all.flatMap { wholes[$0] })
      pairs += all.filter { whole in
        !beyond.contains(whole) && told[counted[whole]]?.contains(counted[part]) != true
      }.map { (part, $0) }
    }
  }
}
