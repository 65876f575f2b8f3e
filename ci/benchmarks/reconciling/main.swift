// How long it takes to find what contradicts what in a ledger of so many claims, a hundred on each measure.
//
//   reconciling CLAIMS cold      from values to all contradictions and all bounds
//   reconciling CLAIMS update    from a ledger that was reconciled to one with another claim
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

switch mode {
case "cold":
  let start = clock.now
  let reconciliation = try Reconciliation(made.ledger)
  try check(reconciliation)
  print("ms", milliseconds(clock.now - start))
case "update":
  var ledger = made.ledger
  var reconciliation = try Reconciliation(ledger)
  // Another claim that says what one has said.
  guard var claim = made.claims.last(where: { $0.speechAct == .confirms }) else { fail("nobody confirms") }
  claim.id = "clm_zz"
  let start = clock.now
  ledger.put(claim)
  try reconciliation.update(to: ledger)
  try check(reconciliation)
  print("ms", milliseconds(clock.now - start))
default: fail("\(mode) is neither cold nor update")
}
