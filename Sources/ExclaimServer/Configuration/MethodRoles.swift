import ExclaimMessages
import ExclaimRPC

/// The least role that each method asks for.
///
/// A method that looks at other accounts' use, or at other accounts' records, shows by itself more to those who may
/// see more: this table only says who may call.
enum MethodRoles {
  /// Least role by path: `exclaim.v1.Records/Submit`.
  static let least: [String: AccessRole] = [
    V1.Control.health.path: .reader,
    V1.Control.whoAmI.path: .reader,
    V1.Control.status.path: .reader,
    V1.Control.verify.path: .reader,
    V1.Control.backup.path: .admin,
    V1.Control.hello.path: .reader,
    V1.Control.cancel.path: .reader,
    V1.Control.describe.path: .reader,
    V1.Control.stats.path: .reader,
    V1.Records.submit.path: .contributor,
    V1.Records.submitStream.path: .contributor,
    V1.Records.revise.path: .contributor,
    V1.Records.retract.path: .contributor,
    V1.Records.redact.path: .contributor,
    V1.Records.allow.path: .reviewer,
    V1.Records.history.path: .reader,
    V1.Records.get.path: .reader,
    V1.Records.list.path: .reader,
    V1.Records.listStream.path: .reader,
    V1.Records.search.path: .reader,
    V1.Records.exportPublic.path: .reader,
    V1.Journal.watch.path: .reader,
    V1.Journal.treeHead.path: .reader,
    V1.Journal.proveInclusion.path: .reader,
    V1.Journal.proveConsistency.path: .reader,
    V1.Analysis.evidence.path: .reader,
    V1.Analysis.tally.path: .reader,
    V1.Analysis.parity.path: .reader,
    V1.Analysis.progress.path: .reader,
    V1.Analysis.consistency.path: .reader,
    V1.Analysis.conflicts.path: .reader,
    V1.Analysis.compare.path: .reader,
    V1.Analysis.cite.path: .reader,
    V1.Analysis.coverage.path: .reader,
    V1.Analysis.origins.path: .reader,
    V1.Analysis.timeline.path: .reader,
    V1.Analysis.drift.path: .reader,
    V1.Analysis.watchConflicts.path: .reader,
    V1.Analysis.asOf.path: .reader,
  ]

  /// The least role for a method. What is not in the table is for admins alone: forgetting one must not open it.
  static func least(for path: String) -> AccessRole { least[path] ?? .admin }
}
