import ExclaimRPC
import Logging
import Synchronization

/// The configuration of a server that runs. Reading it again changes the roles at once; what else has changed waits for
/// a restart.
final class LiveConfiguration: Sendable {
  /// What a new reading brought.
  struct Change: Sendable, Equatable {
    /// `alice: reader, was contributor`, one for each account and group whose role is another now.
    var roles: [String] = []
    /// Names of settings that differ from those in force and hold after a restart.
    var needsRestart: [String] = []
  }

  /// What the server started with. The roles may be others by now.
  let settings: Settings
  private let file: ConfigurationFile
  private let accounts: AccountNames
  private let owner: UInt32
  private let evaluate: @Sendable (Configuration) -> Settings
  private let current: Mutex<Current>

  private struct Current {
    var access: AccessRules
    var hasFile: Bool
  }

  /// Reads the file.
  ///
  /// - Parameters:
  ///   - owner: user id that the server runs as.
  ///   - evaluate: what holds when the file says this.
  init(
    _ file: ConfigurationFile, accounts: AccountNames = .ofThisMachine, owner: UInt32,
    _ evaluate: @escaping @Sendable (Configuration) -> Settings
  ) throws(ConfigurationError) {
    let configuration = try file.configuration(accounts)
    settings = evaluate(configuration ?? Configuration())
    (self.file, self.accounts, self.owner, self.evaluate) = (file, accounts, owner, evaluate)
    current = Mutex(Current(access: settings.access, hasFile: configuration != nil))
  }

  /// Who may do what, as of now.
  var access: AccessRules { current.withLock { $0.access } }

  /// Path of the file; nil when nobody named one and there was none in the standard place.
  var path: String? { current.withLock { $0.hasFile } ? file.path : nil }

  /// What the settings say that cannot work as it seems meant; empty as a rule.
  var doubts: [String] { settings.doubts(accounts, owner: owner) }

  /// Reads the file again.
  ///
  /// - Throws: what is wrong with it; then all stays as it was.
  func reload() throws(ConfigurationError) -> Change {
    let configuration = try file.configuration(accounts)
    if configuration == nil, path != nil {
      // Its roles would be gone with it, perhaps only until an editor has written it anew.
      throw .unusable(
        path: file.path, reason: "is gone", remedy: "put it back, or restart the server to serve without it")
    }
    let settings = evaluate(configuration ?? Configuration())
    let access = AccessRules(
      owner: owner, socketGroup: self.settings.socketGroup, roles: configuration?.roles)
    let before = current.withLock { current in
      defer { current = Current(access: access, hasFile: configuration != nil) }
      return current.access
    }
    return Change(
      roles: changes(from: before, to: access), needsRestart: settings.differences(from: self.settings))
  }

  /// Reads the file again, and logs what came of it.
  func reload(_ logger: Logger) {
    do {
      let change = try reload()
      logger.notice(
        "configuration read again",
        metadata: ["file": "\(path ?? "none")", "roles": "\(change.roles)"])
      if !change.needsRestart.isEmpty {
        logger.warning(
          "these settings need a restart to hold", metadata: ["settings": "\(change.needsRestart)"])
      }
    } catch {
      logger.error("configuration refused, the one before stays in force", metadata: ["problems": "\(error)"])
    }
  }

  private func changes(from before: AccessRules, to after: AccessRules) -> [String] {
    Set(before.roles.keys).union(after.roles.keys)
      .filter { before.roles[$0] != after.roles[$0] }
      .map { subject in
        let (old, new) = (before.roles[subject]?.name ?? "no role", after.roles[subject]?.name ?? "no role")
        return "\(accounts.text(of: subject)): \(new), was \(old)"
      }
      .sorted()
  }
}
