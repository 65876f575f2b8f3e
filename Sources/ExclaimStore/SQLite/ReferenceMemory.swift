import ExclaimDomain

/// What references stood for when they were last looked up, so that the few actors and documents to which most
/// claims refer are not looked up each time. For one thread.
///
/// An answer holds until one of these happens, and whoever does it says so:
/// - a record with that key is made: it may come before the one that was found, or make the key unclear;
/// - a record is revised: its visibility or its text may have changed;
/// - a transaction fails: what it had made was found by those after it.
final class ReferenceMemory {
  private var faces: [String: (uid: UInt32, face: Face)] = [:]
  private var texts: [Int64: [UInt8]?] = [:]
  private var textBytes = 0

  private static let facesMax = 16_384
  private static let textBytesMax = 8_388_608

  /// What a reference stands for, for an author.
  func find(_ reference: String, uid: UInt32, _ lookup: Lookup) throws(StoreError) -> Found {
    if let known = faces[reference], known.uid == uid { return .one(known.face) }
    let found = try lookup.find(reference, reader: .user(uid))
    if case .one(let face) = found {
      if faces.count == Self.facesMax { faces.removeAll() }
      faces[reference] = (uid, face)
    }
    return found
  }

  /// The text of a document; nil when it has none.
  func documentText(_ number: Int64, _ lookup: Lookup) throws(StoreError) -> [UInt8]? {
    if let known = texts[number] { return known }
    let text = try lookup.documentText(number)
    textBytes += text?.count ?? 0
    if textBytes > Self.textBytesMax {
      texts.removeAll()
      textBytes = text?.count ?? 0
    }
    texts[number] = .some(text)
    return text
  }

  /// Forgets what the steps of a settlement make doubtful.
  func forget(_ settlement: Settlement, of submission: Submission) {
    for (draft, step) in zip(submission.drafts, settlement.steps) {
      guard case .write(_, _, let previous) = step else { continue }
      guard previous == nil else { return forgetAll() }
      if let key = draft.key { faces[key] = nil }
    }
  }

  /// Forgets everything.
  func forgetAll() {
    faces.removeAll()
    texts.removeAll()
    textBytes = 0
  }
}
