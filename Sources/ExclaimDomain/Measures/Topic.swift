/// What a claim counts or is about, numbered as in the contract.
public enum Topic: Int32, CodeList {
  case unspecified = 0
  case held = 1
  case captured = 2
  case surrendered = 3
  case missing = 4
  case listed = 5
  case handedOver = 6
  case returned = 7
  case internedInThirdState = 8
  case exchanges = 9
  case remainsOffered = 10
  case remainsRepatriated = 11
  case remainsIdentified = 12
  case diedInCaptivity = 13
  case pledged = 14
  case planned = 15
  case declinedReturn = 16
  case offered = 17
  case exchangeStatus = 20
  case sentence = 21
  case negotiationStatus = 22
  case agreementTerms = 23
  case proposal = 24
  case obstructionAccusation = 25
  case readiness = 26
  case mediation = 27
  case transit = 28
  case care = 29
  case captivityDuration = 30
  case composition = 31
  case disclosure = 32
  case otherContext = 33

  /// True for a number that describes an instant: persons held, missing or interned.
  public var isStock: Bool {
    switch self {
    case .held, .missing, .internedInThirdState: true
    default: false
    }
  }

  /// True for a number that grows over a window of time: persons returned, exchanges, deaths.
  public var isFlow: Bool {
    switch self {
    case .captured, .surrendered, .handedOver, .returned, .exchanges, .remainsOffered, .remainsRepatriated,
      .remainsIdentified, .diedInCaptivity, .declinedReturn, .offered:
      true
    default: false
    }
  }

  /// False for topics to which no number can belong, such as mediation.
  ///
  /// Durations, compositions and context may bring one along: "the vast majority were held for …".
  public var hasNumber: Bool {
    switch self {
    case .exchangeStatus, .sentence, .negotiationStatus, .agreementTerms, .proposal, .obstructionAccusation,
      .readiness, .mediation, .transit, .care, .disclosure:
      false
    default: true
    }
  }

  /// True for counts of mortal remains.
  public var countsRemains: Bool {
    switch self {
    case .remainsOffered, .remainsRepatriated, .remainsIdentified: true
    default: false
    }
  }

  /// What one of the number is where the measure does not say.
  public var defaultUnit: Unit {
    switch self {
    case .exchanges: .exchanges
    case .remainsOffered, .remainsRepatriated, .remainsIdentified: .bodies
    case .held, .captured, .surrendered, .missing, .listed, .handedOver, .returned, .internedInThirdState,
      .diedInCaptivity, .pledged, .planned, .declinedReturn, .offered:
      .persons
    default: .unspecified
    }
  }

  /// The units in which the topic can be counted; empty where any will do.
  public var units: [Unit] {
    switch self {
    case .exchanges: [.exchanges, .handovers, .missions]
    case .remainsOffered, .remainsRepatriated: [.bodies, .bags]
    case .remainsIdentified: [.bodies, .bags, .persons]
    case .diedInCaptivity: [.persons, .bodies]
    case .listed: [.persons, .bodies, .lists]
    case .held, .captured, .surrendered, .missing, .handedOver, .returned, .internedInThirdState,
      .declinedReturn, .offered:
      [.persons]
    default: []
    }
  }

  /// The topic in plain words: "returned", "died in captivity".
  public var label: String {
    switch self {
    case .unspecified: "topic not said"
    case .internedInThirdState: "interned in a third state"
    case .declinedReturn: "chose not to return"
    case .exchangeStatus: "status of an exchange"
    case .negotiationStatus: "state of the talks"
    case .agreementTerms: "terms of an agreement"
    case .obstructionAccusation: "accusation of obstruction"
    case .captivityDuration: "time in captivity"
    case .otherContext: "other context"
    default: plainName
    }
  }
}
