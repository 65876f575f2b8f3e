package main

import "google.golang.org/protobuf/proto"

// message lets ttrpc 1.1, which encodes through an older protobuf library, carry messages of the
// current one: that library calls Marshal and Unmarshal where a value has them.
type message struct{ proto.Message }

func (m message) Reset()                       { proto.Reset(m.Message) }
func (m message) String() string               { return "" }
func (m message) ProtoMessage()                {}
func (m message) Marshal() ([]byte, error)     { return proto.Marshal(m.Message) }
func (m message) Unmarshal(bytes []byte) error { return proto.Unmarshal(bytes, m.Message) }
