/// A remedy for a name that is not among those known: the nearest one, or all of them.
package func suggestion(for name: String, among names: [String], _ introduction: String) -> String {
  if let nearest = nearest(to: name, among: names) { return "did you mean \(nearest)?" }
  return names.isEmpty ? "leave it out" : "\(introduction) \(names.joined(separator: ", "))"
}

/// The known name that somebody may have meant; nil when none is near.
package func nearest(to name: String, among names: [String]) -> String? {
  let distances = names.map { (name: $0, distance: editDistance(name.lowercased(), $0.lowercased())) }
  // A third of the letters may differ: fewer misses real slips, more suggests what nobody meant.
  let nearest = distances.min { $0.distance < $1.distance }
  return nearest.flatMap { $0.distance * 3 <= name.utf8.count ? $0.name : nil }
}

/// Levenshtein's distance, in bytes.
private func editDistance(_ left: String, _ right: String) -> Int {
  let left = Array(left.utf8.prefix(64)), right = Array(right.utf8.prefix(64))
  var row = Array(0...right.count)
  for (leftIndex, leftByte) in left.enumerated() {
    var diagonal = row[0]
    row[0] = leftIndex + 1
    for (rightIndex, rightByte) in right.enumerated() {
      let replaced = diagonal + (leftByte == rightByte ? 0 : 1)
      diagonal = row[rightIndex + 1]
      row[rightIndex + 1] = min(replaced, diagonal + 1, row[rightIndex] + 1)
    }
  }
  return row[right.count]
}

/// The name of a type of the schema without its package: `Leg`.
package func shortName(ofType fullName: String) -> String {
  String(fullName.split(separator: ".").last ?? "")
}

/// The same with its article: `a Leg`, `an ActorKind`.
package func nameWithArticle(ofType fullName: String) -> String {
  let name = shortName(ofType: fullName)
  // No name in the schema begins with a U that is spoken as in "under".
  return (name.first.map { "AEIO".contains($0) } == true ? "an " : "a ") + name
}
