import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore

extension AnalysisServer {
  /// Whose word counts, with ids for references.
  ///
  /// - Parameter field: name of the field in which the premises stand, for errors.
  func premises(_ message: V1.Premises?, _ field: String = "premises", _ reader: Reader) async throws
    -> Premises
  {
    guard let message else { return Premises() }
    let count = message.trust.count + message.distrust.count
    guard count <= Premises.entryCountMax else {
      throw RPCError.refused(
        Problem(
          field: field, value: "\(count) entries",
          reason: "are more than the \(Premises.entryCountMax) that one question may have",
          remedy: "name sides or grades in the place of single actors"))
    }
    return Premises(
      trust: try await premises(message.trust, "\(field).trust", reader),
      distrust: try await premises(message.distrust, "\(field).distrust", reader))
  }

  private func premises(_ texts: [String], _ field: String, _ reader: Reader) async throws -> [Premise] {
    var premises: [Premise] = []
    for (index, text) in texts.enumerated() {
      let field = "\(field)[\(index)]"
      switch try premise(text, field) {
      case .speaker(let actor): premises.append(.speaker(try await id(actor, field, .actor, reader)))
      case .side(let party): premises.append(.side(try await id(party, field, .actor, reader)))
      case let premise: premises.append(premise)
      }
    }
    return premises
  }

  private func premise(_ text: String, _ field: String) throws -> Premise {
    do throws(PremiseError) {
      return try Premise(text)
    } catch {
      throw RPCError.refused(error.problem(field: field))
    }
  }
}
