// How long it takes to find what contradicts what in a ledger of so many claims, a hundred on each measure.
//
//   reconciling CLAIMS cold      from values to all contradictions and all bounds
//   reconciling CLAIMS update    from a ledger that was reconciled to one with a claim that says what one has said
//   reconciling CLAIMS news      the same with a claim that bounds a number of which nobody has spoken: the mean of some
//
// Prints `ms`. Contradictions are planted, and all of them must be found, with exactly their members, and no others.
import ExclaimAnalysis
import ExclaimDomain
import LedgerGenerator

/// Contradictions among a million claims.
let planted = 60

func fail(_ reason: String) -> Never { fatalError("reconciling: \(reason)") }

let arguments = CommandLine.arguments.dropFirst()
guard let claims = arguments.first.flatMap({ Int($0) }), let mode = arguments.dropFirst().first else {
  fail("say how many claims, and cold or update")
}
let made = GeneratedLedger(
  Recipe(
    seed: 1, claims: claims, measures: claims / 100, planted: min(planted, claims / 1_000), hasStoredIDs: true
  ))
let clock = ContinuousClock()

func milliseconds(_ time: Duration) -> Double { time / .milliseconds(1) }

func check(_ reconciliation: Reconciliation) throws {
  let answer = try reconciliation.conflicts(EvidenceQuery(), kinds: [.contradiction])
  let found = Set(answer.conflicts.map { Set($0.members.map(\.source.id)) })
  guard found == Set(made.planted.map(\.members)) else {
    fail("found \(found.count) contradictions, not the \(made.planted.count) that are there")
  }
}

/// Another claim that says what one has said.
func repeated(_ claim: Claim, _ number: Int) -> Claim {
  var claim = claim
  claim.id = "clm_zz\(100 + number)"
  return claim
}

/// That a total was no smaller a day later, which is true: nobody returns from having been returned.
func news(_ claim: Claim, _ number: Int) -> Claim? {
  guard claim.measure.topic == .returned, claim.measure.from != nil,
    let last = claim.measure.to?.window.latest, case .quantity(let quantity)? = claim.value
  else { return nil }
  var later = repeated(claim, number)
  later.measure.to = ResolvedDate(date: EDTFDate(day: last.advanced(by: 1)), basis: .stated)
  later.value = .quantity(.given(words: quantity.words, hard: Bounds(low: quantity.hard.low, high: nil)))
  return later
}

/// The time that an update takes for each of these claims, on the average.
func update(_ claims: [Claim]) throws {
  var ledger = made.ledger
  var reconciliation = try Reconciliation(ledger)
  var time = Duration.zero
  for claim in claims {
    let start = clock.now
    ledger.put(claim)
    try reconciliation.update(to: ledger)
    try check(reconciliation)
    time += clock.now - start
  }
  print("ms", milliseconds(time) / Double(claims.count))
}

let confirming = made.claims.filter { $0.speechAct == .confirms }
switch mode {
case "cold":
  let start = clock.now
  let reconciliation = try Reconciliation(made.ledger)
  try check(reconciliation)
  print("ms", milliseconds(clock.now - start))
case "update":
  try update([repeated(confirming[confirming.count - 1], 0)])
case "news":
  let wanted = 20
  let spread = stride(from: 0, to: confirming.count, by: max(1, confirming.count / (50 * wanted)))
  try update(Array(spread.enumerated().lazy.compactMap { news(confirming[$1], $0) }.prefix(wanted)))
default: fail("\(mode) is not cold, update or news")
}
