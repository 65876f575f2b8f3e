/// What a word tells about the words beside it; a word may be of several classes.
struct WordClass: OptionSet, Sendable {
  let rawValue: UInt64

  /// Tells of captivity, by itself.
  static let captivity = WordClass(rawValue: 1 << 0)
  /// Says of a person that they are or were a captive: "prisoner", "captured".
  static let captive = WordClass(rawValue: 1 << 1)
  /// Tells of captivity only in the passive: "was held", "were released".
  static let captiveIfPassive = WordClass(rawValue: 1 << 2)
  /// What befalls or is done to a subject: "was", "is being", "попал".
  static let state = WordClass(rawValue: 1 << 3)
  /// What is held without being captive: "talks were held".
  static let event = WordClass(rawValue: 1 << 4)
  /// An exchange: "prisoner exchange" names no prisoner.
  static let exchange = WordClass(rawValue: 1 << 5)
  /// A public role.
  static let office = WordClass(rawValue: 1 << 6)
  /// What a speaker does.
  static let speech = WordClass(rawValue: 1 << 7)
  /// A relative.
  static let kin = WordClass(rawValue: 1 << 8)
  /// A military rank below general.
  static let rank = WordClass(rawValue: 1 << 9)
  /// One person: "soldier".
  static let person = WordClass(rawValue: 1 << 10)
  /// Several persons: "soldiers".
  static let persons = WordClass(rawValue: 1 << 11)
  /// A military unit.
  static let unit = WordClass(rawValue: 1 << 12)
  /// Announces a birth.
  static let birth = WordClass(rawValue: 1 << 13)
  /// Makes an age of the number before it: "year-old".
  static let age = WordClass(rawValue: 1 << 14)
  /// Announces the number of a paper that identifies.
  static let identity = WordClass(rawValue: 1 << 15)
  /// Announces a telephone number.
  static let phone = WordClass(rawValue: 1 << 16)
  /// Makes a number or an address one for the public.
  static let hotline = WordClass(rawValue: 1 << 17)
  /// A word in names of organisations.
  static let organisation = WordClass(rawValue: 1 << 18)
  /// A place, or a word in names of places.
  static let place = WordClass(rawValue: 1 << 19)
  /// A nation, or of a nation.
  static let nation = WordClass(rawValue: 1 << 20)
  /// A common word that begins sentences or titles.
  static let common = WordClass(rawValue: 1 << 21)
  /// A given name.
  static let given = WordClass(rawValue: 1 << 22)
  /// The surname of somebody whom texts name without their office.
  static let figure = WordClass(rawValue: 1 << 23)
  /// The name of a month or a weekday.
  static let calendar = WordClass(rawValue: 1 << 24)
  /// Announces an author or a photographer.
  static let credit = WordClass(rawValue: 1 << 25)
  /// Announces a name: "named".
  static let named = WordClass(rawValue: 1 << 26)
  /// After it stands a place: "near".
  static let before = WordClass(rawValue: 1 << 27)
  /// A number from one to four in a word.
  static let few = WordClass(rawValue: 1 << 28)
  /// Makes a limit of a year or an age: "under", "since".
  static let limit = WordClass(rawValue: 1 << 29)
  /// Ends what can be said of the noun before it: "and", "with".
  static let boundary = WordClass(rawValue: 1 << 30)
  /// Makes no boundary inside a description: "of", "war", "former".
  static let link = WordClass(rawValue: 1 << 31)
  /// An article that names of persons do not take.
  static let article = WordClass(rawValue: 1 << 32)
  /// The part of an e-mail address that belongs to an office: "press".
  static let mailbox = WordClass(rawValue: 1 << 33)
  /// A sign of abbreviation: its full stop ends no sentence.
  static let abbreviation = WordClass(rawValue: 1 << 34)

  /// Words of these classes are no part of a person's name.
  static let notOfNames: WordClass = [
    .captivity, .captive, .captiveIfPassive, .exchange, .office, .speech, .kin, .rank, .person, .persons,
    .unit, .organisation, .place, .nation, .common, .calendar, .credit, .state, .boundary, .article, .event,
  ]

  /// The class of a keyword in the data files.
  static let byKeyword: [String: WordClass] = [
    "captivity": .captivity, "captive": [.captivity, .captive], "captive-if-passive": .captiveIfPassive,
    "state": .state, "event": .event, "exchange": [.captivity, .exchange], "office": .office,
    "speech": .speech, "kin": .kin, "rank": .rank, "person": .person, "persons": .persons, "unit": .unit,
    "birth": .birth, "age": .age, "identity": .identity, "phone": .phone, "hotline": .hotline,
    "organisation": .organisation, "place": .place, "nation": .nation, "common": .common, "given": .given,
    "figure": .figure, "calendar": .calendar, "credit": .credit, "called": .named, "before-place": .before,
    "few": .few, "limit": .limit, "boundary": .boundary, "link": .link, "article": .article,
    "mailbox": .mailbox, "abbreviation": .abbreviation,
  ]
}
