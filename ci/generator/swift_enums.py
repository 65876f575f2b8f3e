"""Swift enums. proto3's enums are open: a number that this schema does not know is kept."""

from swift_text import doc


def enum_lines(enum):
    lines = doc(enum.comment) + [f"public enum {enum.name}: OpenEnum {{"]
    for value in enum.values:
        lines += ["  " + line for line in doc(value.comment or [f"`{value.name}`"])]
        lines.append(f"  case {value.swift_name}")
    lines += [
        "  /// A value of a newer schema.",
        "  case unrecognized(Int32)",
        "",
        f'  public static let fullName = "{enum.full_name}"',
        f'  public static let prefix = "{enum.prefix}"',
        f"  public static let allCases: [{enum.swift}] = [",
    ]
    lines += [f"    .{value.swift_name}," for value in enum.values]
    lines += ["  ]", "", "  public init(rawValue: Int32) {", "    switch rawValue {"]
    lines += [f"    case {value.number}: self = .{value.swift_name}" for value in enum.values]
    lines += ["    default: self = .unrecognized(rawValue)", "    }", "  }", ""]
    lines += ["  public var rawValue: Int32 {", "    switch self {"]
    lines += [f"    case .{value.swift_name}: {value.number}" for value in enum.values]
    lines += ["    case .unrecognized(let number): number", "    }", "  }", ""]
    lines += ["  public var name: String {", "    switch self {"]
    lines += [f'    case .{value.swift_name}: "{value.json}"' for value in enum.values]
    lines += ["    case .unrecognized(let number): String(number)", "    }", "  }", "}"]
    return lines

