import ExclaimDomain
import ExclaimMessages
import Testing

@testable import ExclaimServer

@Suite struct CodesTests {
  /// Numbers and names of a list, without "unspecified", which some lists of the domain have no use for.
  private func codes(_ type: (some CodeList).Type) -> [Int32: String] {
    Dictionary(uniqueKeysWithValues: type.allCases.map { ($0.rawValue, $0.name) }).filter { $0.key != 0 }
  }

  private func codes(_ type: (some OpenEnum).Type) -> [Int32: String] {
    Dictionary(uniqueKeysWithValues: type.allCases.map { ($0.rawValue, $0.name) }).filter { $0.key != 0 }
  }

  @Test("every code of the domain has the number and the name that the contract gives it")
  func sameCodes() {
    #expect(codes(RecordKind.self) == codes(V1.RecordKind.self))
    #expect(codes(Visibility.self) == codes(V1.Visibility.self))
    #expect(codes(Topic.self) == codes(V1.Topic.self))
    #expect(codes(ExclaimDomain.Unit.self) == codes(V1.Unit.self))
    #expect(codes(PersonCategory.self) == codes(V1.PersonCategory.self))
    #expect(codes(ValueState.self) == codes(V1.ValueState.self))
    #expect(codes(SpeechAct.self) == codes(V1.SpeechAct.self))
    #expect(codes(Locus.self) == codes(V1.Locus.self))
    #expect(codes(Voice.self) == codes(V1.Voice.self))
    #expect(codes(ActorKind.self) == codes(V1.ActorKind.self))
    #expect(codes(ReliabilityGrade.self) == codes(V1.ReliabilityGrade.self))
    #expect(codes(ExchangeCategory.self) == codes(V1.ExchangeCategory.self))
    #expect(codes(ExchangeStatus.self) == codes(V1.ExchangeStatus.self))
    #expect(codes(TallyMembership.self) == codes(V1.TallyMembership.self))
    #expect(codes(PlaceRole.self) == codes(V1.PlaceRole.self))
    #expect(codes(RelationKind.self) == codes(V1.RelationKind.self))
    #expect(codes(AssessmentState.self) == codes(V1.AssessmentState.self))
  }

  @Test("every basis of a date has the number that the contract gives it")
  func dateBasis() {
    #expect(Set(DateBasis.allCases.map(\.rawValue)) == Set(codes(V1.DateBasis.self).keys))
  }
}
