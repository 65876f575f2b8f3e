import ExclaimDomain
import ExclaimMessages

extension V1.Measure {
  /// A measure of the domain.
  init(_ measure: Measure) {
    self.init()
    topic = V1.Topic(rawValue: measure.topic.rawValue)
    unit = V1.Unit(rawValue: measure.unit.rawValue)
    dependent = measure.dependent.map { powers in
      switch powers {
      case .one(let party): .dependentPower(party)
      case .group(let parties, let all): .dependentPowers(V1.Powers(parties: parties, all: all))
      }
    }
    detaining = measure.detaining.map { powers in
      switch powers {
      case .one(let party): .detainingPower(party)
      case .group(let parties, let all): .detainingPowers(V1.Powers(parties: parties, all: all))
      }
    }
    category = V1.PersonCategory(rawValue: measure.category.rawValue)
    scope = measure.scope
    at = measure.at.map { V1.Date($0) }
    from = measure.from.map { V1.Date($0) }
    to = measure.to.map { V1.Date($0) }
    includes = measure.includes.map { V1.Inclusion($0) }
    excludes = measure.excludes.map { V1.Inclusion($0) }
  }
}

extension V1.Inclusion {
  fileprivate init(_ inclusion: Inclusion) {
    self.init()
    what =
      switch inclusion {
      case .agreement(let reference): .agreement(reference)
      case .exchange(let reference): .exchange(reference)
      case .category(let category): .category(V1.PersonCategory(rawValue: category.rawValue))
      case .words(let words): .words(words)
      }
  }
}
