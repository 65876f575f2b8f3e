import ExclaimMessages

/// Figures as people read them: one under the other, with bars by one scale.
struct FigureLines {
  private let console: Console
  private let bars: IntervalBars

  private static let indent = 4

  /// A scale for all of these.
  init(_ figures: [V1.Figure], _ console: Console) {
    self.console = console
    bars = IntervalBars(figures.map(\.interval), console, indent: Self.indent)
  }

  /// What the signs of the bars mean.
  var legend: [String] { Paragraph.lines(bars.legend, columns: console.columns) }

  /// A figure under its name, and under that what forces it.
  func lines(_ figure: V1.Figure) -> [String] {
    Paragraph.lines(figure.label, columns: console.columns, hanging: 2).map(console.bold) + bar(figure)
      + notes(figure).flatMap(paragraph)
  }

  /// The bar and the numbers of a figure, as one of several of one name.
  func row(_ figure: V1.Figure, named name: String) -> [String] {
    bar(figure) + paragraph("\(name): \(figure.boundsText)")
  }

  private func bar(_ figure: V1.Figure) -> [String] {
    let bar = bars.bar(figure.interval)
    return bar.isEmpty ? [] : [String(repeating: " ", count: Self.indent) + bar]
  }

  private func notes(_ figure: V1.Figure) -> [String] {
    var notes = figure.explanation.isEmpty ? spelledOut(figure) : [figure.explanation]
    if let stated = figure.stated, stated != figure.hard { notes.append("stated: \(stated.text)") }
    if let agreeing = figure.agreeing, agreeing.origins > 1 {
      let outside = agreeing.outside.isEmpty ? "" : "; outside: \(agreeing.outside.references)"
      notes.append("usual readings: \(agreeing.text)\(outside)")
    }
    if !figure.sources.isEmpty { notes.append("spoken of in: \(figure.sources.references)") }
    if let origins = figure.origins, origins.documents > 0 { notes.append("known from: \(origins.text)") }
    return notes
  }

  /// Bounds and what forces them, for a server that does not put them into sentences.
  private func spelledOut(_ figure: V1.Figure) -> [String] {
    var notes = [figure.boundsText]
    let forced = [("low end", figure.lowSources), ("high end", figure.highSources)]
    notes += forced.filter { !$0.1.isEmpty }.map { "\($0.0) forced by: \($0.1.references)" }
    if figure.besideConflict {
      notes.append("beside a contradiction: records of it that may reach this number were left out")
    }
    return notes
  }

  private func paragraph(_ text: String) -> [String] {
    Paragraph.lines(text, columns: console.columns, indent: Self.indent, hanging: 2)
  }
}

extension V1.Figure {
  /// What is drawn of it.
  var interval: IntervalBars.Interval { IntervalBars.Interval(hard: hard, soft: soft) }

  /// `[674, 2696] for certain; usual reading [1321, 1375]`
  var boundsText: String {
    let certain = "\(hard?.text ?? "no bounds") for certain"
    guard let soft else { return "\(certain); the usual readings of the words do not go together" }
    return soft == hard ? certain : "\(certain); usual reading \(soft.text)"
  }
}

extension V1.Agreeing {
  /// `2 of 3 origins agree on 115`; where several regions have as many, all of them.
  fileprivate var text: String {
    if agreeing < 2 { return "no two of \(origins) origins agree" }
    let regions = regions.isEmpty ? [region].compactMap(\.self) : regions
    return "\(agreeing) of \(origins) origins agree on \(regions.first?.text ?? "")"
      + regions.dropFirst().map { ", as many on \($0.text)" }.joined()
  }
}

extension [V1.Source] {
  /// By what they are referred to: `s0-1, x-2024-08-24`
  var references: String { map(\.reference).joined(separator: ", ") }
}
