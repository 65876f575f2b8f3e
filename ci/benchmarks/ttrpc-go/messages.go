package main

// The messages of Control/Health, encoded by hand: less work than generated code does, in the peer's favour.

type healthRequest struct{}

func (*healthRequest) Reset()                   {}
func (*healthRequest) String() string           { return "" }
func (*healthRequest) ProtoMessage()            {}
func (*healthRequest) Marshal() ([]byte, error) { return nil, nil }
func (*healthRequest) Unmarshal([]byte) error   { return nil }

type healthResponse struct {
	state   byte
	version string
}

func (*healthResponse) Reset()                 {}
func (*healthResponse) String() string         { return "" }
func (*healthResponse) ProtoMessage()          {}
func (*healthResponse) Unmarshal([]byte) error { return nil }
func (r *healthResponse) Marshal() ([]byte, error) {
	return append([]byte{0x08, r.state, 0x12, byte(len(r.version))}, r.version...), nil
}
