package exclaim

import (
	"net"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"
)

// sieve is a connection from which ttrpc 1.1 reads only what it can take: it fails on frames of later versions, on
// frames that are too long, and on a failure with a payload or with a text that is not UTF-8.
type sieve struct {
	net.Conn
	rest []byte
}

func (s *sieve) Read(into []byte) (int, error) {
	if len(s.rest) == 0 {
		f, err := readFrame(s.Conn)
		if err != nil {
			return 0, err
		}
		if f.kind == typeResponse {
			f.payload = plain(f.payload)
		}
		s.rest = f.bytes()
	}
	count := copy(into, s.rest)
	s.rest = s.rest[count:]
	return count, nil
}

// The fields of a Response, and of the status in it.
const (
	fieldStatus  = 1
	fieldPayload = 2
	fieldMessage = 2
)

// plain is a Response with either a status that tells of a failure, its text being UTF-8, or a payload. One that cannot
// be read stays as it is.
func plain(envelope []byte) []byte {
	var status, payload []byte
	hasFailed := false
	ok := eachField(envelope, func(number protowire.Number, field, content []byte) {
		switch number {
		case fieldStatus:
			status, hasFailed = plainStatus(content)
		case fieldPayload:
			payload = content
		}
	})
	switch {
	case !ok:
		return envelope
	case hasFailed:
		return appendBytes(nil, fieldStatus, status)
	}
	return appendBytes(nil, fieldPayload, payload)
}

func plainStatus(given []byte) (status []byte, hasFailed bool) {
	ok := eachField(given, func(number protowire.Number, field, content []byte) {
		switch number {
		case fieldMessage:
			text := strings.ToValidUTF8(string(content), "\uFFFD")
			status = appendBytes(status, fieldMessage, []byte(text))
		default:
			// The code is the only number of a status.
			if number == 1 {
				_, _, tagLength := protowire.ConsumeTag(field)
				code, _ := protowire.ConsumeVarint(field[tagLength:])
				hasFailed = int32(code) != 0
			}
			status = append(status, field...)
		}
	})
	return status, hasFailed || !ok
}

// eachField goes through the fields of a message: each whole, and the bytes in it where it has a length.
//
// It returns whether the message could be read to its end.
func eachField(message []byte, take func(number protowire.Number, field, content []byte)) bool {
	for len(message) > 0 {
		number, kind, tagLength := protowire.ConsumeTag(message)
		if tagLength < 0 {
			return false
		}
		length := protowire.ConsumeFieldValue(number, kind, message[tagLength:])
		if length < 0 {
			return false
		}
		var content []byte
		if kind == protowire.BytesType {
			content, _ = protowire.ConsumeBytes(message[tagLength:])
		}
		take(number, message[:tagLength+length], content)
		message = message[tagLength+length:]
	}
	return true
}

func appendBytes(message []byte, number protowire.Number, content []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(message, number, protowire.BytesType), content)
}
