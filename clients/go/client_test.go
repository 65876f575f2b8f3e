package exclaim

import (
	"context"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	v1 "exclaim/Generated/v1"

	"github.com/containerd/ttrpc"
	gogo "github.com/gogo/protobuf/proto"
	"github.com/golang/protobuf/ptypes/any"
	rpc "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
)

// scripted is a server that plays a part on each connection, and then closes it.
func scripted(t *testing.T, part func(w *wire)) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "socket")
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				w := openWire(context.Background(), connection)
				defer w.close()
				part(w)
			}()
		}
	}()
	return path
}

// next reads the next frame, of any kind.
func next(w *wire) (frame, *ttrpc.Request) {
	var header [headerBytes]byte
	if _, err := io.ReadFull(w.connection, header[:]); err != nil {
		return frame{}, nil
	}
	f := frame{uint32(header[4])<<24 | uint32(header[5])<<16 | uint32(header[6])<<8 | uint32(header[7]),
		header[8], header[9], make([]byte, uint32(header[1])<<16|uint32(header[2])<<8|uint32(header[3]))}
	if _, err := io.ReadFull(w.connection, f.payload); err != nil {
		return frame{}, nil
	}
	request := &ttrpc.Request{}
	if f.kind == typeRequest {
		if err := gogo.Unmarshal(f.payload, request); err != nil {
			return frame{}, nil
		}
	}
	return f, request
}

func respond(w *wire, stream uint32, response *ttrpc.Response) {
	bytes, err := gogo.Marshal(response)
	if err != nil {
		panic(err)
	}
	// A client that is gone is no fault of the server.
	_ = w.write(frame{stream, typeResponse, 0, bytes})
}

func failing(code codes.Code, message string, details ...proto.Message) *ttrpc.Response {
	status := &rpc.Status{Code: int32(code), Message: message}
	for _, detail := range details {
		bytes, _ := proto.Marshal(detail)
		url := "type.googleapis.com/" + string(detail.ProtoReflect().Descriptor().FullName())
		status.Details = append(status.Details, &any.Any{TypeUrl: url, Value: bytes})
	}
	return &ttrpc.Response{Status: status}
}

// serving answers Health, and leaves every other call to the part.
func serving(part func(w *wire, f frame, request *ttrpc.Request)) func(*wire) {
	return func(w *wire) {
		for {
			f, request := next(w)
			switch {
			case request == nil:
				return
			case f.kind != typeRequest:
				// What a stream brings is not looked at.
			case request.Method == "Health":
				respond(w, f.stream, &ttrpc.Response{})
			default:
				part(w, f, request)
			}
		}
	}
}

func connected(t *testing.T, part func(w *wire, f frame, request *ttrpc.Request)) *Client {
	t.Helper()
	client, err := Connect(context.Background(), Options{Socket: scripted(t, serving(part))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

func TestTheSocketIsFoundAsTheCommandLineFindsIt(t *testing.T) {
	for _, one := range []struct{ socket, runtime, home, path string }{
		{"/s", "/run/1", "/h", "/s"},
		{"", "/run/1", "/h", "/run/1/exclaim/exclaim.sock"},
		{"", "run/1", "/h", "/h/.local/state/exclaim/exclaim.sock"},
		{"", "", "", "/account/.local/state/exclaim/exclaim.sock"},
	} {
		variables := map[string]string{"EXCLAIM_SOCKET": one.socket, "XDG_RUNTIME_DIR": one.runtime, "HOME": one.home}
		path := socketPath(func(name string) string { return variables[name] }, func() string { return "/account" })
		if path != one.path {
			t.Errorf("%v gives %s", one, path)
		}
	}
}

func TestWithoutAServerTheErrorSaysWhere(t *testing.T) {
	_, err := Connect(context.Background(), Options{Socket: "/no/such/socket"})
	if Code(err) != codes.Unavailable || !strings.Contains(err.Error(), "/no/such/socket") {
		t.Error(err)
	}
}

func TestARefusedConnectionSaysWhy(t *testing.T) {
	socket := scripted(t, func(w *wire) { respond(w, 1, failing(codes.PermissionDenied, "no role")) })
	_, err := Connect(context.Background(), Options{Socket: socket})
	if Code(err) != codes.PermissionDenied || err.Error() != "no role" {
		t.Error(err)
	}
}

func TestAnErrorHasItsFieldsAndKeepsWhatIsUnknown(t *testing.T) {
	problem := &v1.FieldProblem{Record: 2, Field: "claim.speaker", Value: "x", Reason: "why", Remedy: "what to do"}
	client := connected(t, func(w *wire, f frame, _ *ttrpc.Request) {
		answer := failing(codes.InvalidArgument, "one problem", &v1.BadRequest{Problems: []*v1.FieldProblem{problem}})
		unknown := &any.Any{TypeUrl: "type.googleapis.com/some.Other", Value: []byte{1}}
		answer.Status.Details = append([]*any.Any{unknown}, answer.Status.Details...)
		respond(w, f.stream, answer)
	})
	_, err := client.Records.Get(context.Background(), &v1.GetRequest{Id: "x"})
	failure, is := err.(*Error)
	if !is || failure.Code != codes.InvalidArgument || len(failure.Problems()) != 1 || len(failure.Details) != 2 {
		t.Fatalf("%#v", err)
	}
	if !proto.Equal(failure.Problems()[0], problem) || failure.Conflict() != nil {
		t.Error(failure)
	}
	for _, words := range []string{"one problem", "record 2, claim.speaker", `"x"`, "why", "what to do"} {
		if !strings.Contains(err.Error(), words) {
			t.Errorf("%q is not in %q", words, err)
		}
	}
}

func TestTheServerHasTheLastWordOnACallWhoseTimeIsUp(t *testing.T) {
	stopped := &v1.CallStopped{Write: v1.WriteState_WRITE_STATE_NOT_MADE}
	client := connected(t, func(w *wire, f frame, request *ttrpc.Request) {
		time.Sleep(time.Duration(request.TimeoutNano) + 20*time.Millisecond)
		respond(w, f.stream, failing(codes.DeadlineExceeded, "time is up", stopped))
	})
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer stop()
	_, unary := client.Records.Get(ctx, &v1.GetRequest{Id: "x"})
	again, stop := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer stop()
	_, streamed := client.Submit(again, &v1.SubmitRequest{})
	for _, err := range []error{unary, streamed} {
		failure, is := err.(*Error)
		if !is || failure.Code != codes.DeadlineExceeded || len(failure.Details) != 1 ||
			!proto.Equal(failure.Details[0], stopped) {
			t.Errorf("%#v", err)
		}
	}
}

func TestAServerThatSaysNothingIsNotWaitedFor(t *testing.T) {
	client := connected(t, func(*wire, frame, *ttrpc.Request) {})
	ctx, stop := context.WithTimeout(context.Background(), time.Millisecond)
	defer stop()
	if _, err := client.Records.Get(ctx, &v1.GetRequest{}); Code(err) != codes.DeadlineExceeded {
		t.Error(err)
	}
	called, stop := context.WithCancel(context.Background())
	stream, err := client.Journal.Watch(called, &v1.WatchRequest{})
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	time.AfterFunc(10*time.Millisecond, stop)
	if _, err := stream.Message(); Code(err) != codes.Canceled {
		t.Error(err)
	}
	if _, err := client.Records.Get(called, &v1.GetRequest{}); Code(err) != codes.Canceled {
		t.Error(err)
	}
}

func TestAStreamGivesItsMessagesAndThenItsEnd(t *testing.T) {
	client := connected(t, func(w *wire, f frame, _ *ttrpc.Request) {
		for number := 1; number <= 3; number++ {
			bytes, _ := proto.Marshal(&v1.WatchResponse{Sequence: uint64(number)})
			w.write(frame{f.stream, typeData, 0, bytes})
			w.write(frame{0, 0x81, flagNoData, nil})
		}
		// An empty message is one, too.
		w.write(frame{f.stream, typeData, 0, nil})
		w.write(frame{f.stream, typeData, flagRemoteClosed | flagNoData, nil})
	})
	var sequences []uint64
	err := client.Follow(context.Background(), &v1.WatchRequest{}, func(change *v1.WatchResponse) error {
		sequences = append(sequences, change.Sequence)
		return nil
	})
	if err != io.EOF || fmt.Sprint(sequences) != "[1 2 3 0]" {
		t.Error(sequences, err)
	}
}

func TestAStreamThatBreaksOffIsNoEnd(t *testing.T) {
	client := connected(t, func(w *wire, f frame, _ *ttrpc.Request) {
		w.connection.Write([]byte{0, 0, 0, 9, 0, 0, 0, 1, typeData, 0, 1, 2})
		w.connection.Close()
	})
	err := client.Each(context.Background(), &v1.ListRequest{}, func(*v1.Record) error { return nil })
	if Code(err) != codes.Unavailable {
		t.Error(err)
	}
}

func TestAMessageIsRefusedBeforeItIsSentIfAndOnlyIfItDoesNotFit(t *testing.T) {
	const service, name = "exclaim.v1.Records", "Submit"
	most := FrameBytesMax - len(service) - len(name) - envelopeBytesMax
	if err := fits(service, name, most); err != nil {
		t.Error(err)
	}
	if err := fits(service, name, most+1); Code(err) != codes.ResourceExhausted {
		t.Error(err)
	}
	// With the longest deadline, the envelope of the most still fits a frame.
	whole := &ttrpc.Request{Service: service, Method: name, Payload: make([]byte, most), TimeoutNano: 1<<63 - 1}
	if bytes, err := gogo.Marshal(whole); err != nil || len(bytes) > FrameBytesMax {
		t.Error(len(bytes), err)
	}
	client := connected(t, func(w *wire, f frame, _ *ttrpc.Request) { respond(w, f.stream, &ttrpc.Response{}) })
	long := &v1.GetRequest{Id: strings.Repeat("x", FrameBytesMax)}
	if _, err := client.Records.Get(context.Background(), long); Code(err) != codes.ResourceExhausted {
		t.Error(err)
	}
	list := &v1.ListRequest{Cursor: long.Id}
	if _, err := client.Records.ListStream(context.Background(), list); Code(err) != codes.ResourceExhausted {
		t.Error(err)
	}
}

func TestASubmissionIsDividedInOrderAndItsOptionsComeFirst(t *testing.T) {
	record := func(key string, bytes int) *v1.Record {
		note := strings.Repeat("n", bytes)
		return &v1.Record{Content: &v1.Record_Actor{Actor: &v1.Actor{Key: key, Note: note}}}
	}
	given := &v1.SubmitRequest{Atomic: true, Reason: "why", Records: []*v1.Record{
		record("a", partBytesMax), record("b", 1), record("c", 1), record("d", partBytesMax), record("e", 1),
	}}
	var shape []string
	for number, part := range parts(given) {
		if part.Atomic != (number == 0) || (part.Reason == "why") != (number == 0) {
			t.Error("options of part", number, part)
		}
		keys := ""
		for _, record := range part.Records {
			keys += record.GetActor().Key
		}
		shape = append(shape, keys)
	}
	if fmt.Sprint(shape) != "[a bc d e]" {
		t.Error(shape)
	}
	if empty := parts(&v1.SubmitRequest{DryRun: true}); len(empty) != 1 || !empty[0].DryRun {
		t.Error(empty)
	}
}
