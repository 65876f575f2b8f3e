"""The protocol without sockets: bytes in, events out. Both clients, the blocking and the asyncio one, drive
it.
"""
