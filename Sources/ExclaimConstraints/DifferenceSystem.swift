/// Rows that each limit one unknown or the difference of two, as a graph.
///
/// `x - y <= w` is an edge from y to x of length w, and a node stands for 0, with every unknown at or above it. The
/// greatest value of `x - y` is the length of a shortest path from y to x; a cycle of negative length is a conflict. The
/// owners of a path's edges force its end. Of equally short paths those with the fewest owned edges count, so that with
/// one row for each owner none of them is needless.
struct DifferenceSystem {
  /// A length, and in the low half of its digits how many owned edges it took.
  ///
  /// Sums compare by length first; a path has far fewer than 2^32 edges.
  typealias Length = Int128

  struct Edge {
    var target: Int
    var length: Length
    var owner: Int
  }

  static let origin = 0

  let nodeCount: Int
  private let starts: [Int]
  private let edges: [Edge]
  /// For each node the length of a shortest path to it from anywhere; nil when a cycle is negative.
  private(set) var potentials: [Length] = []
  /// The owners of a negative cycle.
  private(set) var conflict: [Int]?

  /// Whether all that limits these sums can be told by edges.
  static func fits(_ terms: [Expression.Term]) -> Bool {
    terms.count == 1 || (terms.count == 2 && terms[0].factor == 1 && terms[1].factor == -1)
  }

  static func length(_ value: Int64, owned: Bool) -> Length { Length(value) << 32 + (owned ? 1 : 0) }

  /// The value without the number of edges.
  static func value(_ length: Length) -> Length { length >> 32 }

  /// The nodes of a sum: it is the value of `to` less that of `from`.
  static func nodes(_ terms: [Expression.Term]) -> (from: Int, to: Int) {
    (terms.count == 1 ? origin : terms[1].variable + 1, terms[0].variable + 1)
  }

  /// Likewise of a sum or the negative of one.
  static func nodes(question terms: [Expression.Term]) -> (from: Int, to: Int) {
    if terms[0].factor > 0 { return nodes(terms) }
    let nodes = nodes(terms.negated)
    return (nodes.to, nodes.from)
  }

  init(_ component: Component, _ limits: Limits) {
    nodeCount = component.variableCount + 1
    var list: [(source: Int, edge: Edge)] = []
    list.reserveCapacity(component.variableCount + 2 * component.sums.count)
    for node in 1..<nodeCount {
      list.append((node, Edge(target: Self.origin, length: 0, owner: Component.rule)))
    }
    for (sum, ends) in limits.sums.enumerated() {
      let (from, to) = Self.nodes(component.sums[sum])
      if let high = ends.high {
        let length = Self.length(high, owned: ends.highOwner != Component.rule)
        list.append((from, Edge(target: to, length: length, owner: ends.highOwner)))
      }
      if let low = ends.low {
        let length = Self.length(-low, owned: ends.lowOwner != Component.rule)
        list.append((to, Edge(target: from, length: length, owner: ends.lowOwner)))
      }
    }
    (starts, edges) = Self.bySource(list, nodeCount: nodeCount)
    findPotentials()
  }

  /// The same with every edge turned round: paths to a node become paths from it.
  func reversed() -> DifferenceSystem {
    var list: [(source: Int, edge: Edge)] = []
    list.reserveCapacity(edges.count)
    for node in 0..<nodeCount {
      for edge in edges[starts[node]..<starts[node + 1]] {
        list.append((edge.target, Edge(target: node, length: edge.length, owner: edge.owner)))
      }
    }
    return DifferenceSystem(nodeCount: nodeCount, list, potentials: potentials.map { -$0 })
  }

  private init(nodeCount: Int, _ list: [(source: Int, edge: Edge)], potentials: [Length]) {
    self.nodeCount = nodeCount
    self.potentials = potentials
    (starts, edges) = Self.bySource(list, nodeCount: nodeCount)
  }

  private static func bySource(_ list: [(source: Int, edge: Edge)], nodeCount: Int) -> ([Int], [Edge]) {
    var starts = [Int](repeating: 0, count: nodeCount + 1)
    for (source, _) in list { starts[source + 1] += 1 }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var next = starts
    var edges = [Edge](repeating: Edge(target: 0, length: 0, owner: 0), count: list.count)
    for (source, edge) in list {
      edges[next[source]] = edge
      next[source] += 1
    }
    return (starts, edges)
  }

  /// Bellman and Ford's method, in sweeps up and down, for edges mostly follow the order of time.
  private mutating func findPotentials() {
    var potentials = [Length](repeating: 0, count: nodeCount)
    var edgeTo = [Int](repeating: -1, count: nodeCount)
    var sourceOf = [Int](repeating: -1, count: nodeCount)
    var isOpen = [Bool](repeating: true, count: nodeCount)
    var sweeps = 0
    var nextLook = 2
    while true {
      var isChanged = false
      let isDownwards = sweeps % 2 == 0
      for step in 0..<nodeCount {
        let node = isDownwards ? nodeCount - 1 - step : step
        guard isOpen[node] else { continue }
        isOpen[node] = false
        for index in starts[node]..<starts[node + 1] {
          let edge = edges[index]
          let length = potentials[node] + edge.length
          if length < potentials[edge.target] {
            potentials[edge.target] = length
            edgeTo[edge.target] = index
            sourceOf[edge.target] = node
            isOpen[edge.target] = true
            isChanged = true
          }
        }
      }
      if !isChanged { break }
      sweeps += 1
      // Once there is a cycle among the last edges it never goes away; looking costs as much as a sweep.
      if sweeps >= nextLook {
        nextLook = sweeps + max(2, sweeps / 2)
        if let owners = ownersOfCycle(edgeTo, sourceOf) {
          conflict = owners
          return
        }
      }
    }
    self.potentials = potentials
  }

  private func ownersOfCycle(_ edgeTo: [Int], _ sourceOf: [Int]) -> [Int]? {
    var seen = [Int](repeating: -1, count: nodeCount)
    for start in 0..<nodeCount where seen[start] < 0 {
      var node = start
      while node >= 0, seen[node] < 0 {
        seen[node] = start
        node = sourceOf[node]
      }
      guard node >= 0, seen[node] == start else { continue }
      var owners: [Int] = []
      let first = node
      repeat {
        owners.append(edges[edgeTo[node]].owner)
        node = sourceOf[node]
      } while node != first
      return Limits.owners(owners)
    }
    return nil
  }

  /// Shortest paths from a node to all others, and room for the work, which one search leaves to the next.
  struct Paths {
    fileprivate var reached: [Length] = []
    fileprivate var edgeTo: [Int] = []
    fileprivate var sourceOf: [Int] = []
    private var isDone: [Bool] = []
    private var heap = Heap()

    /// The length of the path to a node; nil when there is none.
    func length(to node: Int) -> Length? { reached[node] == .max ? nil : reached[node] }

    fileprivate mutating func begin(at source: Int, nodeCount: Int) {
      if reached.count != nodeCount {
        reached = [Length](repeating: .max, count: nodeCount)
        edgeTo = [Int](repeating: -1, count: nodeCount)
        sourceOf = edgeTo
        isDone = [Bool](repeating: false, count: nodeCount)
      } else {
        for node in 0..<nodeCount {
          reached[node] = .max
          edgeTo[node] = -1
          isDone[node] = false
        }
      }
      reached[source] = 0
      heap.insert(0, source)
    }

    fileprivate mutating func next() -> Int? {
      while let node = heap.popLeast() {
        if isDone[node] { continue }
        isDone[node] = true
        return node
      }
      return nil
    }

    fileprivate mutating func reach(
      _ node: Int, by edge: Int, from source: Int, _ length: Length, order: Length
    ) {
      reached[node] = length
      edgeTo[node] = edge
      sourceOf[node] = source
      heap.insert(order, node)
    }
  }

  /// Dijkstra's method on lengths that the potentials make 0 or more. Only where there is no conflict.
  func find(_ paths: inout Paths, from source: Int) {
    paths.begin(at: source, nodeCount: nodeCount)
    while let node = paths.next() {
      let here = paths.reached[node]
      for index in starts[node]..<starts[node + 1] {
        let length = here + edges[index].length
        let target = edges[index].target
        if paths.reached[target] <= length { continue }
        let order = length + potentials[source] - potentials[target]
        paths.reach(target, by: index, from: node, length, order: order)
      }
    }
  }

  /// Likewise, once.
  func paths(from source: Int) -> Paths {
    var paths = Paths()
    find(&paths, from: source)
    return paths
  }

  /// The owners of the edges of a path.
  func owners(of paths: Paths, to target: Int) -> [Int] {
    var owners: [Int] = []
    var node = target
    while paths.edgeTo[node] >= 0 {
      owners.append(edges[paths.edgeTo[node]].owner)
      node = paths.sourceOf[node]
    }
    return Limits.owners(owners)
  }
}

/// A binary heap of nodes by length; equal lengths by node, so that answers are the same each time.
private struct Heap {
  private var items: [(length: Int128, node: Int)] = []

  private func isBefore(_ first: Int, _ second: Int) -> Bool { items[first] < items[second] }

  mutating func insert(_ length: Int128, _ node: Int) {
    items.append((length, node))
    var child = items.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popLeast() -> Int? {
    guard let least = items.first else { return nil }
    let last = items.removeLast()
    if items.isEmpty { return least.node }
    items[0] = last
    var parent = 0
    while true {
      var smallest = parent
      let left = 2 * parent + 1
      if left < items.count, isBefore(left, smallest) { smallest = left }
      if left + 1 < items.count, isBefore(left + 1, smallest) { smallest = left + 1 }
      if smallest == parent { break }
      items.swapAt(parent, smallest)
      parent = smallest
    }
    return least.node
  }
}
