import ExclaimMessages

/// Something done to every date and quantity of a record: the fields of which the server derives a part. Their paths are
/// made only where they are asked for.
protocol DerivedFieldVisitor {
  /// Called for each date that is set; `field` is its path within the record, "measure.from".
  mutating func visit(_ date: inout V1.Date, _ field: @autoclosure () -> String)
  /// Called for each quantity that is set.
  mutating func visit(_ quantity: inout V1.Quantity, _ field: @autoclosure () -> String)
}

extension DerivedFieldVisitor {
  mutating func visit(_ date: inout V1.Date?, _ field: @autoclosure () -> String) {
    guard date != nil else { return }
    visit(&date!, field())
  }

  mutating func visit(_ quantity: inout V1.Quantity?, _ field: @autoclosure () -> String) {
    guard quantity != nil else { return }
    visit(&quantity!, field())
  }

  mutating func visit(_ measure: inout V1.Measure?, _ field: @autoclosure () -> String) {
    guard measure != nil else { return }
    visit(&measure!.at, "\(field()).at")
    visit(&measure!.from, "\(field()).from")
    visit(&measure!.to, "\(field()).to")
  }
}

extension V1.Record.Content {
  /// Shows every date and quantity of the record to the visitor, which may change them.
  mutating func visitDerivedFields(_ visitor: inout some DerivedFieldVisitor) {
    switch self {
    case .actor(var actor):
      for index in actor.roles.indices {
        visitor.visit(&actor.roles[index].from, "roles[\(index)].from")
        visitor.visit(&actor.roles[index].to, "roles[\(index)].to")
      }
      self = .actor(actor)
    case .document(var document):
      visitor.visit(&document.published, "published")
      visitor.visit(&document.indexed, "indexed")
      if document.dateline != nil { visitor.visit(&document.dateline!.date, "dateline.date") }
      self = .document(document)
    case .claim(var claim):
      claim.visitDerivedFields(&visitor)
      self = .claim(claim)
    case .exchange(var exchange):
      exchange.visitDerivedFields(&visitor)
      self = .exchange(exchange)
    case .agreement(var agreement):
      visitor.visit(&agreement.date, "date")
      for index in agreement.obligations.indices {
        let field = "obligations[\(index)]"
        visitor.visit(&agreement.obligations[index].measure, "\(field).measure")
        visitor.visit(&agreement.obligations[index].quantity, "\(field).quantity")
        visitor.visit(&agreement.obligations[index].due, "\(field).due")
      }
      self = .agreement(agreement)
    case .relation, .assessment:
      break
    }
  }
}

extension V1.Claim {
  fileprivate mutating func visitDerivedFields(_ visitor: inout some DerivedFieldVisitor) {
    visitor.visit(&asserted, "asserted")
    visitor.visit(&measure, "measure")
    if case .quantity(var quantity) = value {
      visitor.visit(&quantity, "quantity")
      value = .quantity(quantity)
    }
    for index in chain.indices {
      visitor.visit(&chain[index].date, "chain[\(index)].date")
      visitor.visit(&chain[index].quantity, "chain[\(index)].quantity")
    }
  }
}

extension V1.Exchange {
  fileprivate mutating func visitDerivedFields(_ visitor: inout some DerivedFieldVisitor) {
    visitor.visit(&date, "date")
    visitor.visit(&plannedDate, "plannedDate")
    for index in stages.indices { visitor.visit(&stages[index].date, "stages[\(index)].date") }
    for leg in legs.indices {
      for group in legs[leg].persons.indices {
        let field = "legs[\(leg)].persons[\(group)]"
        if case .quantity(var quantity) = legs[leg].persons[group].value {
          visitor.visit(&quantity, "\(field).quantity")
          legs[leg].persons[group].value = .quantity(quantity)
        }
        visitor.visit(&legs[leg].persons[group].planned, "\(field).planned")
      }
    }
  }
}
