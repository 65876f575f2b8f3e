import ExclaimMessages
import ExclaimWire

/// The answer of `exclaim stats`.
struct StatsReport: Report {
  let response: V1.StatsResponse
  let showsCalls: Bool

  func lines(_ console: Console) -> [String] {
    let since = response.since?.rfc3339 ?? ""
    var lines: [String] = []
    lines.append("since \(since); \(response.writeQueueDepth) submissions wait for the writer")
    lines.append("")
    lines.append(contentsOf: methods.lines(console))
    lines.append("")
    lines.append(contentsOf: users.lines(console))
    guard showsCalls else { return lines }
    lines.append("")
    if response.calls.isEmpty {
      lines.append("no call is open")
    } else {
      lines.append(contentsOf: calls.lines(console))
    }
    return lines
  }

  private var methods: Table {
    var table = Table([
      .init(title: "method", cut: .never), .init(title: "calls", isNumeric: true),
      .init(title: "half within", isNumeric: true), .init(title: "99 % within", isNumeric: true),
      .init(title: "failed", cut: .early),
    ])
    for method in response.methods {
      table.add([
        method.method, String(method.calls), method.duration(within: 50), method.duration(within: 99),
        method.errorText,
      ])
    }
    return table
  }

  private var users: Table {
    var table = Table([
      .init(title: "user", cut: .never), .init(title: "connections", isNumeric: true),
      .init(title: "open calls", isNumeric: true), .init(title: "bytes held", isNumeric: true),
      .init(title: "waiting writes", isNumeric: true), .init(title: "refused", isNumeric: true),
    ])
    for user in response.users {
      table.add([
        user.user.isEmpty ? String(user.uid) : user.user, String(user.connections), String(user.calls),
        String(user.bytesInFlight), String(user.writeQueueDepth), String(user.refusals),
      ])
    }
    return table
  }

  private var calls: Table {
    var table = Table([
      .init(title: "request", cut: .never), .init(title: "method", cut: .never),
      .init(title: "uid", isNumeric: true), .init(title: "stream", isNumeric: true),
      .init(title: "open for", isNumeric: true), .init(title: "time left", isNumeric: true),
      .init(title: "state"),
    ])
    for call in response.calls {
      table.add([
        call.requestId, call.method, String(call.uid), String(call.stream), durationText(call.ageNano),
        call.timeLeftNano == 0 ? "" : durationText(call.timeLeftNano), call.committing ? "committing" : "",
      ])
    }
    return table
  }

  var rows: (header: [String], rows: [[String]]) {
    let rows = response.methods.map { method in
      [
        method.method, String(method.calls), String(method.nanoseconds(within: 50)),
        String(method.nanoseconds(within: 99)), method.errorText,
      ]
    }
    return (["method", "calls", "p50_at_most_nano", "p99_at_most_nano", "failed"], rows)
  }

  var items: [any Message] { [response] }
  var isEmpty: Bool { false }
}

extension V1.MethodStats {
  /// How long so many percent of the calls took at most: the bound of a bucket, so up to twice as long as it was. 0 for
  /// longer than any bound.
  fileprivate func nanoseconds(within percent: UInt64) -> UInt64 {
    var count: UInt64 = 0
    return latency.first { bucket in
      count += bucket.count
      return count * 100 >= calls * percent
    }?.atMostNano ?? 0
  }

  fileprivate func duration(within percent: UInt64) -> String {
    let nanoseconds = nanoseconds(within: percent)
    return nanoseconds == 0 ? "longer" : durationText(nanoseconds)
  }

  fileprivate var errorText: String {
    errors.map { "\($0.count) \(StatusCode(wire: $0.code).name)" }.joined(separator: ", ")
  }
}

/// A duration for people: `17 µs`, `2.1 ms`, `34 s`.
private func durationText(_ nanoseconds: UInt64) -> String {
  let units: [(UInt64, String)] = [(1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "µs")]
  guard let (size, name) = units.first(where: { nanoseconds >= $0.0 }) else { return "\(nanoseconds) ns" }
  let tenths = (nanoseconds * 10 + size / 2) / size
  return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(name)" : "\(tenths / 10) \(name)"
}
