"""The JSON mapping of each message: `init(json:)` and `write(json:)`."""

import textwrap

FOLDER = "Sources/ExclaimMessages/Generated"


def generate(file, files):
    if not file.messages:
        return
    lines = []
    for message in file.messages:
        for each in message.with_nested():
            lines += json_lines(each)
    files.add_swift(f"{FOLDER}/{file.base}+JSON.swift", file.path, lines)


def json_lines(message):
    lines = [f"extension {message.swift} {{"]
    lines += ["  public init(json object: JSONValue) throws(JSONFailure) {"]
    if message.fields:
        aliases = ", aliases: Self.jsonAliases" if any(f.name != f.json for f in message.fields) else ""
        lines += [f"    for member in try object.members(of: Self.self{aliases}) {{"]
        lines += ["      switch member.name {"]
        for field in message.fields:
            lines += ["      " + line for line in field_reader_lines(field)]
        lines += ["      default: throw member.unknown(in: Self.self, among: Self.jsonNames)"]
        lines += ["      }", "    }"]
    else:
        lines += ["    for member in try object.members(of: Self.self) {"]
        lines += ["      throw member.unknown(in: Self.self, among: [])", "    }"]
    lines += ["  }", "", "  public func write(json: inout JSONWriter) {", "    json.beginObject()"]
    for member in message.members():
        writer = oneof_writer_lines if member.is_oneof else field_writer_lines
        lines += ["    " + line for line in writer(member)]
    lines += ["    json.endObject()", "  }"]
    return lines + name_lines(message) + ["}", ""]


def name_lines(message):
    if not message.fields:
        return []
    names = [f'"{field.json}",' for field in message.fields]
    lines = ["", "  private static let jsonNames = ["] + wrapped(names) + ["  ]"]
    # A pair is joined by a no-break space, which wrapping leaves alone.
    aliases = [f'"{f.name}":\u00a0"{f.json}",' for f in message.fields if f.name != f.json]
    if aliases:
        lines += ["", "  private static let jsonAliases = ["] + wrapped(aliases) + ["  ]"]
    return lines


def wrapped(items):
    return ["    " + line.replace("\u00a0", " ") for line in textwrap.wrap(" ".join(items), width=100)]


def field_reader_lines(field):
    label = f'case "{field.json}":'
    if field.oneof:
        # Bytes travel as base64 in JSON, and only there.
        unwrapped = "value.bytes" if field.is_bytes else "value"
        oneof = field.oneof
        return [
            f"{label}",
            f"  if let value: {json_type(field)} = try member.value() {{",
            f'    try member.requireUnset(self.{oneof.swift_name} == nil, "{oneof.name}")',
            f"    self.{oneof.swift_name} = .{field.swift_name}({unwrapped})",
            "  }",
        ]
    if field.is_bytes:
        if field.is_repeated:
            return [f"{label} self.{field.swift_name} = try member.values(of: Base64.self).map(\\.bytes)"]
        tail = "" if field.is_optional else " ?? []"
        return [f"{label} self.{field.swift_name} = try member.value(of: Base64.self)?.bytes{tail}"]
    if field.is_repeated:
        return [f"{label} self.{field.swift_name} = try member.values()"]
    tail = "" if field.is_optional or field.is_message else f" ?? {field.default}"
    return [f"{label} self.{field.swift_name} = try member.value(){tail}"]


def json_type(field):
    return "Base64" if field.is_bytes else field.element


def field_writer_lines(field):
    name = "self." + field.swift_name
    if field.is_repeated:
        values = f"{name}.map(Base64.init)" if field.is_bytes else name
        return [f'json.repeated("{field.json}", {values})']
    if field.is_optional or field.is_message:
        value = f"{name}.map(Base64.init)" if field.is_bytes else name
        return [f'json.optional("{field.json}", {value})']
    value = f"Base64({name})" if field.is_bytes else name
    return [f'json.scalar("{field.json}", {value})']


def oneof_writer_lines(oneof):
    lines = [f"switch self.{oneof.swift_name} {{"]
    for field in oneof.fields:
        value = "Base64(value)" if field.is_bytes else "value"
        lines.append(f'case .{field.swift_name}(let value): json.optional("{field.json}", {value})')
    return lines + ["case nil: break", "}"]
