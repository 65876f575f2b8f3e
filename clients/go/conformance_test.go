package exclaim

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	v1 "exclaim/Generated/v1"

	"github.com/containerd/ttrpc"
	gogo "github.com/gogo/protobuf/proto"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
)

// The cases of Tests/Conformance/client; its README has the format. This client makes streams on connections of their
// own, so the server of a case has several, and takes what comes on any of them as on one. A case that cannot be read
// panics: that is a fault of the case.

type object = map[string]interface{}

func TestItDoesWithEveryAnswerWhatEachClientMust(t *testing.T) {
	files, _ := filepath.Glob("../../Tests/Conformance/client/*.json")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var cases []struct {
			Name, Rule, Requires string
			Client, Server       []object
		}
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		decoder.UseNumber()
		if err := decoder.Decode(&cases); err != nil {
			t.Fatal(file, err)
		}
		for _, one := range cases {
			one := one
			t.Run(one.Name, func(t *testing.T) {
				if one.Requires == "hello" {
					t.Skip("this client uses no extensions")
				}
				runCase(t, one.Client, one.Server)
			})
		}
	}
}

func TestACaseThatExpectsWhatDoesNotComeFails(t *testing.T) {
	server := []object{
		{"receive": []interface{}{object{"request": object{"call": json.Number("1"), "method": "Health"}}}},
		{"send": []interface{}{object{"response": object{"call": json.Number("1"), "payload": "120161"}}}},
	}
	for _, outcome := range []object{{"message": ""}, {"end": true}, {"error": object{}}} {
		problem := play([]object{{"unary": "exclaim.v1.Control/Health", "gives": outcome}}, server, t.TempDir())
		if problem == nil {
			t.Error(outcome, "did not fail")
		}
	}
}

func runCase(t *testing.T, client, server []object) {
	if problem := play(client, server, t.TempDir()); problem != nil {
		t.Error(problem)
	}
}

// play runs the two sides of a case side by side.
func play(client, server []object, folder string) error {
	listener, err := net.Listen("unix", filepath.Join(folder, "socket"))
	if err != nil {
		return err
	}
	s := &caseServer{
		listener: listener, frames: make(chan arrived, 100), opened: make(chan struct{}, 100),
		impatience: time.After(20 * time.Second),
	}
	go s.accept()
	defer s.close()
	ended := make(chan error, 1)
	go func() {
		err := s.run(server)
		if err != nil {
			s.close()
		}
		ended <- err
	}()
	clientProblem := playClient(client, listener.Addr().String(), s.opened)
	if clientProblem != nil {
		s.close()
	}
	if serverProblem := <-ended; clientProblem != nil || serverProblem != nil {
		return fmt.Errorf("client: %v; server: %v", clientProblem, serverProblem)
	}
	return nil
}

// The server.

type arrived struct {
	frame
	from net.Conn
}

type caseServer struct {
	listener   net.Listener
	frames     chan arrived
	calls      []arrived
	impatience <-chan time.Time
	// Has a value for each stream that was opened.
	opened chan struct{}
	guard  sync.Mutex
	// All that were accepted.
	connections []net.Conn
}

// close ends all connections: a client that waits has nothing to wait for any more.
func (s *caseServer) close() {
	s.listener.Close()
	s.guard.Lock()
	defer s.guard.Unlock()
	for _, connection := range s.connections {
		connection.Close()
	}
}

func (s *caseServer) accept() {
	for first := true; ; first = false {
		connection, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.guard.Lock()
		s.connections = append(s.connections, connection)
		s.guard.Unlock()
		go s.take(connection, first)
	}
}

// take passes on what comes. The first call of all is the client's own greeting.
func (s *caseServer) take(connection net.Conn, greets bool) {
	for {
		f, err := readAny(connection)
		if err != nil {
			return
		}
		if greets {
			greets = false
			connection.Write(frame{f.stream, typeResponse, 0, nil}.bytes())
			continue
		}
		s.frames <- arrived{f, connection}
		if f.kind == typeRequest && f.flags != 0 {
			s.opened <- struct{}{}
		}
	}
}

func readAny(connection io.Reader) (frame, error) {
	var header [headerBytes]byte
	if _, err := io.ReadFull(connection, header[:]); err != nil {
		return frame{}, err
	}
	f := frame{uint32(header[6])<<8 | uint32(header[7]), header[8], header[9],
		make([]byte, uint32(header[1])<<16|uint32(header[2])<<8|uint32(header[3]))}
	_, err := io.ReadFull(connection, f.payload)
	return f, err
}

func (s *caseServer) run(steps []object) error {
	for number, step := range steps {
		for _, pattern := range list(step["receive"]) {
			if err := s.receive(pattern.(object)); err != nil {
				return fmt.Errorf("step %d: %w", number, err)
			}
		}
		s.send(list(step["send"]), number64(step["cutEvery"]))
		if step["close"] == true {
			s.close()
		}
	}
	return nil
}

func (s *caseServer) receive(pattern object) error {
	var f arrived
	select {
	case f = <-s.frames:
	case <-s.impatience:
		return fmt.Errorf("%v did not come", pattern)
	}
	request := &ttrpc.Request{}
	if f.kind == typeRequest {
		s.calls = append(s.calls, f)
		if err := gogo.Unmarshal(f.payload, request); err != nil {
			return err
		}
		f.payload = request.Payload
	}
	kind, expected := only(pattern)
	if kind != map[byte]string{typeRequest: "request", typeData: "data"}[f.kind] {
		return fmt.Errorf("expected %v, got a frame of type %d", pattern, f.kind)
	}
	call := s.calls[number64(expected["call"])-1]
	if call.from != f.from || call.stream != f.stream || f.stream%2 != 1 {
		return fmt.Errorf("expected %v, got stream %d of another call", pattern, f.stream)
	}
	rightFlags := []interface{}{expected["flags"]}
	if several, is := expected["flags"].([]interface{}); is {
		rightFlags = several
	}
	isRight := false
	for _, flags := range rightFlags {
		isRight = isRight || byte(number64(flags)) == f.flags
	}
	for name, value := range expected {
		switch name {
		case "service":
			isRight = isRight && value == request.Service
		case "method":
			isRight = isRight && value == request.Method
		case "hasTimeout":
			isRight = isRight && value == (request.TimeoutNano != 0)
		case "payload":
			isRight = isRight && bytes.Equal(caseBytes(value), f.payload)
		case "call", "flags":
		default:
			panic(name)
		}
	}
	if !isRight {
		return fmt.Errorf("expected %v, got flags %d, %v, payload %x", pattern, f.flags, request, f.payload)
	}
	return nil
}

func (s *caseServer) send(frames []interface{}, pieceBytes int64) {
	for _, given := range frames {
		to, sent := s.encoded(given.(object))
		for len(sent) > 0 {
			count := int64(len(sent))
			if pieceBytes > 0 && count > pieceBytes {
				count = pieceBytes
			}
			// A client that has had enough is no fault of the server.
			to.from.Write(sent[:count])
			sent = sent[count:]
		}
	}
}

func (s *caseServer) encoded(given object) (arrived, []byte) {
	last := s.calls[len(s.calls)-1]
	if raw, is := given["raw"]; is {
		return last, caseBytes(raw)
	}
	kind, content := only(given)
	to, f := last, frame{stream: uint32(number64(content["stream"])), flags: byte(number64(content["flags"]))}
	if content["call"] != nil {
		to = s.calls[number64(content["call"])-1]
		f.stream = to.stream
	}
	switch kind {
	case "frame":
		f.kind, f.payload = byte(number64(content["type"])), caseBytes(content["payload"])
	case "data":
		f.kind, f.payload = typeData, caseBytes(content["payload"])
	case "request":
		f.kind = typeRequest
		f.payload, _ = gogo.Marshal(&ttrpc.Request{Service: content["service"].(string), Method: content["method"].(string)})
	case "response":
		f.kind, f.payload = typeResponse, envelope(content)
	default:
		panic(kind)
	}
	sent := f.bytes()
	if content["length"] != nil {
		length := number64(content["length"])
		copy(sent, []byte{byte(length >> 24), byte(length >> 16), byte(length >> 8), byte(length)})
	}
	return to, sent
}

func envelope(content object) []byte {
	if content["envelope"] != nil {
		return caseBytes(content["envelope"])
	}
	var whole []byte
	if content["code"] != nil {
		var status []byte
		if code := number64(content["code"]); code != 0 {
			status = protowire.AppendVarint(protowire.AppendTag(status, 1, protowire.VarintType), uint64(code))
		}
		if message, is := content["message"].(string); is {
			status = appendBytes(status, 2, []byte(message))
		}
		for _, given := range list(content["details"]) {
			detail := given.(object)
			any := &anypb.Any{TypeUrl: "type.googleapis.com/" + detail["type"].(string), Value: caseBytes(detail["bytes"])}
			encoded, _ := proto.Marshal(any)
			status = appendBytes(status, 3, encoded)
		}
		whole = appendBytes(whole, 1, status)
	}
	if payload := caseBytes(content["payload"]); len(payload) > 0 {
		whole = appendBytes(whole, 2, payload)
	}
	return append(whole, caseBytes(content["then"])...)
}

// The client.

func playClient(steps []object, socket string, opened <-chan struct{}) error {
	client, err := Connect(context.Background(), Options{Socket: socket})
	if err != nil {
		return err
	}
	defer client.Close()
	receivers, senders := map[string]v1.Receiver{}, map[string]v1.Sender{}
	for number, step := range steps {
		var err error
		payload := caseBytes(step["payload"])
		switch {
		case step["unary"] != nil:
			ctx, stop := context.WithCancel(context.Background())
			if step["timeoutNano"] != nil {
				ctx, stop = context.WithTimeout(ctx, time.Duration(number64(step["timeoutNano"])))
			}
			request, response := &v1.HealthRequest{}, &v1.HealthResponse{}
			if err = proto.Unmarshal(payload, request); err == nil {
				err = client.Call(ctx, step["unary"].(string), request, response)
			}
			stop()
			err = compare(step["gives"].(object), response, err)
		case step["serverStream"] != nil:
			request := &v1.ListRequest{}
			if err = proto.Unmarshal(payload, request); err == nil {
				receivers[step["as"].(string)], err = client.Open(context.Background(), step["serverStream"].(string), request)
			}
		case step["next"] != nil:
			response := &v1.ListResponse{}
			err = receivers[step["next"].(string)].Next(response)
			err = compare(step["gives"].(object), response, err)
		case step["clientStream"] != nil:
			senders[step["as"].(string)], err = client.Begin(context.Background(), step["clientStream"].(string))
		case step["send"] != nil:
			request := &v1.SubmitRequest{}
			if err = proto.Unmarshal(payload, request); err == nil {
				err = senders[step["send"].(string)].Send(request)
			}
		case step["finish"] != nil:
			response := &v1.SubmitResponse{}
			err = senders[step["finish"].(string)].Finish(response)
			err = compare(step["gives"].(object), response, err)
		default:
			panic(step)
		}
		if err != nil {
			return fmt.Errorf("step %d: %w", number, err)
		}
		if step["as"] != nil {
			// What comes on one connection can overtake what comes on another.
			<-opened
		}
	}
	for _, receiver := range receivers {
		receiver.Close()
	}
	for _, sender := range senders {
		sender.Close()
	}
	return nil
}

// compare says how what came differs from the outcome that a step gives.
func compare(outcome object, response proto.Message, err error) error {
	kind, expected := "", object(nil)
	for name, value := range outcome {
		kind = name
		expected, _ = value.(object)
	}
	got, _ := proto.MarshalOptions{Deterministic: true}.Marshal(response)
	failure, hasFailed := err.(*Error)
	isRight := false
	switch kind {
	case "message":
		isRight = err == nil && bytes.Equal(got, caseBytes(outcome["message"]))
	case "end":
		isRight = err == io.EOF
	case "error":
		isRight = hasFailed && (expected["codes"] == nil || contains(list(expected["codes"]), failure.Code))
		for _, words := range list(expected["messageContains"]) {
			isRight = isRight && strings.Contains(failure.Message, words.(string))
		}
		for _, detail := range list(expected["details"]) {
			isRight = isRight && hasDetail(failure, detail.(object))
		}
	}
	if !isRight {
		return fmt.Errorf("expected %.200v, got %.200x, %v", outcome, got, err)
	}
	return nil
}

func contains(names []interface{}, code codes.Code) bool {
	for _, name := range names {
		var expected codes.Code
		if expected.UnmarshalJSON([]byte(`"`+name.(string)+`"`)) == nil && expected == code {
			return true
		}
	}
	return false
}

func hasDetail(failure *Error, expected object) bool {
	for _, detail := range failure.Details {
		any, is := detail.(*anypb.Any)
		if !is {
			any, _ = anypb.New(detail)
		}
		if strings.HasSuffix(any.TypeUrl, "/"+expected["type"].(string)) &&
			bytes.Equal(any.Value, caseBytes(expected["bytes"])) {
			return true
		}
	}
	return false
}

// The format.

func list(value interface{}) []interface{} {
	elements, _ := value.([]interface{})
	return elements
}

func number64(value interface{}) int64 {
	number, is := value.(json.Number)
	if !is {
		return 0
	}
	result, err := number.Int64()
	if err != nil {
		panic(err)
	}
	return result
}

// only is the one member of an object that says what it is.
func only(given object) (string, object) {
	for name, value := range given {
		return name, value.(object)
	}
	panic("an empty object")
}

// caseBytes are BYTES: hexadecimal digits, a part, or a list of both.
func caseBytes(value interface{}) []byte {
	switch value := value.(type) {
	case nil:
		return nil
	case string:
		result, err := hex.DecodeString(strings.ReplaceAll(value, " ", ""))
		if err != nil {
			panic(err)
		}
		return result
	case []interface{}:
		var all []byte
		for _, part := range value {
			all = append(all, caseBytes(part)...)
		}
		return all
	}
	part := value.(object)
	number := protowire.Number(number64(part["field"]))
	if part["varint"] != nil {
		var tag []byte
		if number > 0 {
			tag = protowire.AppendTag(nil, number, protowire.VarintType)
		}
		return protowire.AppendVarint(tag, uint64(number64(part["varint"])))
	}
	content := caseBytes(part["bytes"])
	if text, is := part["text"].(string); is {
		content = []byte(text)
	}
	if part["times"] != nil {
		content = bytes.Repeat(content, int(number64(part["times"])))
	}
	if number > 0 {
		return appendBytes(nil, number, content)
	}
	return content
}
