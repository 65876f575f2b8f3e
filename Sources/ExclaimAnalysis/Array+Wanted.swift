extension Array {
  /// Maps the elements as long as somebody waits for the answer: until the task is cancelled. The rest of an answer that
  /// nobody reads is not worth the time; whoever runs an analysis drops what a cancelled task has made.
  func mapWhileWanted<Value>(_ transform: (Element) -> Value) -> [Value] {
    var values: [Value] = []
    for element in self {
      if Task.isCancelled { break }
      values.append(transform(element))
    }
    return values
  }
}
