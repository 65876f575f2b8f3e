"""Between Swift values and protobuf-c's structs: `init(reading:)` and `write(to:)` of each message."""

FOLDER = "Sources/ExclaimMessages/Generated"


def generate(file, files):
    if not file.messages:
        return
    lines = ["internal import CExclaimProtos", "internal import CProtobufC", ""]
    for message in file.messages:
        for each in message.with_nested():
            lines += packing_lines(each)
    files.add_swift(f"{FOLDER}/{file.base}+Packing.swift", file.path, lines)


def packing_lines(message):
    return (
        [f"extension {message.swift} {{"]
        + [f"  public static var layout: MessageLayout {{ .init({message.c_layout}()) }}", ""]
        + ["  public init(reading reader: StructReader) throws(DecodingFailure) {"]
        + ["    " + line for line in reader_lines(message)]
        + ["  }", "", "  public func write(to writer: StructWriter) {"]
        + ["    " + line for line in writer_lines(message)]
        + ["  }", "}", ""]
    )


def reader_lines(message):
    lines = []
    if message.fields:
        lines.append(f"let c = reader.pointer(to: {message.c_type}.self)")
    for member in message.members():
        lines += oneof_reader_lines(member) if member.is_oneof else field_reader_lines(member)
    return lines + ["self.unknownFields = try reader.unknownFields()"]


def field_reader_lines(field):
    if field.is_repeated:
        return [f"self.{field.swift_name} = {repeated_reader(field)}"]
    if field.is_optional:
        is_set = f"c.pointee.{field.c_case}.rawValue == {field.number}"
        return [f"if {is_set} {{ self.{field.swift_name} = {reader(field)} }}"]
    return [f"self.{field.swift_name} = {reader(field)}"]


def oneof_reader_lines(oneof):
    lines = [f"switch c.pointee.{oneof.c_case}.rawValue {{"]
    for field in oneof.fields:
        value = reader(field)
        if field.is_message:
            value = f"{value}.map {{ .{field.swift_name}($0) }}"
            lines.append(f"case {field.number}: self.{oneof.swift_name} = {value}")
        else:
            lines.append(f"case {field.number}: self.{oneof.swift_name} = .{field.swift_name}({value})")
    return lines + ["default: break", "}"]


def reader(field):
    value = f"c.pointee.{field.c_name}"
    if field.is_message:
        return f'try reader.message({value}, "{field.json}")'
    if field.is_string:
        return f'try reader.string({value}, "{field.json}")'
    if field.is_bytes:
        return f"reader.bytes({value})"
    if field.is_enum:
        return f"{field.element}(rawValue: Int32(bitPattern: {value}.rawValue))"
    return f"{value} != 0" if field.is_bool else value


def repeated_reader(field):
    values = f"c.pointee.{field.c_name}, c.pointee.n_{field.c_name}"
    if field.is_message:
        return f'try reader.messages({values}, "{field.json}")'
    if field.is_string:
        return f'try reader.strings({values}, "{field.json}")'
    if field.is_bytes:
        return f"reader.byteStrings({values})"
    if field.is_enum:
        return f"reader.numbers({values}) {{ {field.element}(rawValue: Int32(bitPattern: $0.rawValue)) }}"
    return f"reader.numbers({values}) {{ {'$0 != 0' if field.is_bool else '$0'} }}"


def writer_lines(message):
    lines = []
    if message.fields:
        lines.append(f"let c = writer.pointer(to: {message.c_type}.self)")
    for member in message.members():
        lines += oneof_writer_lines(member) if member.is_oneof else field_writer_lines(member)
    return lines + ["writer.write(self.unknownFields)"]


def field_writer_lines(field):
    if field.is_repeated:
        return [f"c.pointee.n_{field.c_name} = self.{field.swift_name}.count", repeated_writer(field)]
    if field.is_optional:
        return (
            [f"if let value = self.{field.swift_name} {{"]
            + [f"  c.pointee.{field.c_case} = .init(rawValue: {field.number})"]
            + [f"  c.pointee.{field.c_name} = {writer(field, 'value')}", "}"]
        )
    return [f"c.pointee.{field.c_name} = {writer(field, 'self.' + field.swift_name)}"]


def oneof_writer_lines(oneof):
    lines = [f"switch self.{oneof.swift_name} {{"]
    for field in oneof.fields:
        lines += [
            f"case .{field.swift_name}(let value):",
            f"  c.pointee.{oneof.c_case} = .init(rawValue: {field.number})",
            f"  c.pointee.{field.c_name} = {writer(field, 'value')}",
        ]
    return lines + ["case nil: break", "}"]


def writer(field, value):
    if field.is_message:
        return f"writer.message({value})"
    if field.is_string or field.is_bytes:
        return f"writer.bytes({value})"
    if field.is_enum:
        return f".init(rawValue: UInt32(bitPattern: {value}.rawValue))"
    return f"{value} ? 1 : 0" if field.is_bool else value


def repeated_writer(field):
    target = f"c.pointee.{field.c_name}"
    if field.is_message:
        return f"{target} = writer.messages(self.{field.swift_name})"
    if field.is_string or field.is_bytes:
        return f"{target} = writer.array(self.{field.swift_name}) {{ writer.bytes($0) }}"
    if field.is_enum:
        convert = ".init(rawValue: UInt32(bitPattern: $0.rawValue))"
        return f"{target} = writer.array(self.{field.swift_name}) {{ {convert} }}"
    return f"{target} = writer.array(self.{field.swift_name}) {{ {'$0 ? 1 : 0' if field.is_bool else '$0'} }}"
