import ArgumentParser
import ExclaimMessages

/// The record to which a question is narrowed.
struct SubjectArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("A claim or an exchange; everything when it is not given.", valueName: "ref"))
  var subject: String = ""

  /// Narrows a question to the record, by what it is.
  func narrow(_ question: V1.Question, _ session: Session) throws -> V1.Question {
    guard !subject.isEmpty else { return question }
    var question = question
    let record = try session.records().get(V1.GetRequest(id: subject), options: session.call).record
    switch record?.content {
    case .claim: question.claim = subject
    case .exchange where question.exchange.isEmpty: question.exchange = subject
    case .exchange:
      throw Failure(.usage, "an exchange is given twice, as \(subject) and with --exchange; leave one out")
    case nil where record?.state == .redacted:
      throw Failure(
        .badInput,
        "\(subject) was redacted: its content is destroyed, and no figure can be made of it any more; "
          + "`exclaim show \(subject) --history` tells when and why")
    default:
      let kind = record?.kind ?? ""
      throw Failure(
        .badInput,
        "\(subject) is \(kind.isEmpty ? "no claim" : "of the kind \(kind)"); give a claim or an exchange")
    }
    return question
  }
}
