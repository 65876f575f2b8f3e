/// Which persons a number counts, numbered as in the contract.
///
/// ```
/// all ─┬─ military ─┬─ prisonerOfWar
///      │            ├─ seriouslyWoundedOrSick
///      │            ├─ under25
///      │            ├─ militaryWomen            (also in women)
///      │            └─ militaryUnspecified
///      ├─ civilian ─┬─ children
///      │            ├─ hostages
///      │            ├─ politicalPrisoners
///      │            └─ civilianUnspecified
///      ├─ personsUnspecified
///      ├─ women                                 (cuts across)
///      └─ foreignNationals                      (cuts across)
/// mortalRemains                                 (apart)
/// ```
public enum PersonCategory: Int32, CodeList {
  case unspecified = 0
  case all = 1
  case military = 2
  case prisonerOfWar = 3
  case seriouslyWoundedOrSick = 4
  case under25 = 5
  case militaryWomen = 6
  case militaryUnspecified = 7
  case civilian = 10
  case children = 11
  case hostages = 12
  case politicalPrisoners = 13
  case civilianUnspecified = 14
  case personsUnspecified = 20
  case women = 21
  case foreignNationals = 22
  case mortalRemains = 30

  /// The branch from which it hangs; nil for the roots and for "not set".
  public var parent: PersonCategory? {
    switch self {
    case .unspecified, .all, .mortalRemains: nil
    case .military, .civilian, .personsUnspecified, .women, .foreignNationals: .all
    case .prisonerOfWar, .seriouslyWoundedOrSick, .under25, .militaryWomen, .militaryUnspecified: .military
    case .children, .hostages, .politicalPrisoners, .civilianUnspecified: .civilian
    }
  }

  /// True when everybody in `other` is certainly in this category; every category contains itself.
  public func contains(_ other: PersonCategory) -> Bool {
    if self == other || (self == .women && other == .militaryWomen) { return true }
    var branch = other.parent
    while let ancestor = branch {
      if ancestor == self { return true }
      branch = ancestor.parent
    }
    return false
  }

  /// True when nobody can be in both.
  public func excludes(_ other: PersonCategory) -> Bool {
    if (self == .mortalRemains) != (other == .mortalRemains) { return true }
    return (PersonCategory.military.contains(self) && PersonCategory.civilian.contains(other))
      || (PersonCategory.civilian.contains(self) && PersonCategory.military.contains(other))
  }

  /// The widest category that the words may stand for: "soldiers" may be any members of armed forces.
  public var widestReading: PersonCategory {
    switch self {
    case .militaryUnspecified: .military
    case .civilianUnspecified: .civilian
    case .personsUnspecified, .unspecified: .all
    default: self
    }
  }

  /// The category in plain words: "prisoners of war", "soldiers".
  public var label: String {
    switch self {
    case .unspecified: "category not said"
    case .all: "soldiers and civilians"
    case .military: "military of every kind"
    case .prisonerOfWar: "prisoners of war"
    case .seriouslyWoundedOrSick: "seriously wounded or sick"
    case .under25: "soldiers under 25"
    case .militaryWomen: "women in armed forces"
    case .militaryUnspecified: "soldiers"
    case .civilian: "civilians of every kind"
    case .children: "children"
    case .hostages: "hostages"
    case .politicalPrisoners: "political prisoners"
    case .civilianUnspecified: "civilians"
    case .personsUnspecified: "citizens"
    case .women: "women"
    case .foreignNationals: "foreign nationals"
    case .mortalRemains: "mortal remains"
    }
  }
}
