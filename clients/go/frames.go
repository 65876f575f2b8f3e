package exclaim

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"github.com/containerd/ttrpc"
	gogo "github.com/gogo/protobuf/proto"
	rpc "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
)

// What a frame is. Protos/README.md has the protocol.
const (
	typeRequest  = 1
	typeResponse = 2
	typeData     = 3

	flagRemoteClosed = 0x01
	flagRemoteOpen   = 0x02
	flagNoData       = 0x04

	headerBytes = 10
)

type frame struct {
	stream      uint32
	kind, flags byte
	payload     []byte
}

// bytes are the frame as it is sent.
func (f frame) bytes() []byte {
	bytes := make([]byte, headerBytes, headerBytes+len(f.payload))
	binary.BigEndian.PutUint32(bytes, uint32(len(f.payload)))
	binary.BigEndian.PutUint32(bytes[4:], f.stream)
	bytes[8], bytes[9] = f.kind, f.flags
	return append(bytes, f.payload...)
}

// readFrame reads the next frame that a client has a use for, and nothing beyond it. In the place of one that is too long
// comes a Response that says so.
func readFrame(connection io.Reader) (frame, error) {
	for {
		var header [headerBytes]byte
		if _, err := io.ReadFull(connection, header[:]); err != nil {
			return frame{}, err
		}
		if header[0] != 0 {
			return frame{}, fail(codes.Internal, "what the server sends are no frames of ttrpc")
		}
		length := binary.BigEndian.Uint32(header[:])
		f := frame{stream: binary.BigEndian.Uint32(header[4:]), kind: header[8], flags: header[9]}
		known := f.kind == typeResponse || f.kind == typeData
		if length > FrameBytesMax || !known {
			if _, err := io.CopyN(io.Discard, connection, int64(length)); err != nil {
				return frame{}, err
			}
			if !known {
				continue
			}
			return frame{f.stream, typeResponse, 0, tooLong(length)}, nil
		}
		f.payload = make([]byte, length)
		_, err := io.ReadFull(connection, f.payload)
		return f, err
	}
}

func tooLong(length uint32) []byte {
	text := fmt.Sprintf("the server sent a frame of %d bytes; a frame may have %d", length, FrameBytesMax)
	bytes, _ := gogo.Marshal(&ttrpc.Response{Status: &rpc.Status{Code: int32(codes.ResourceExhausted), Message: text}})
	return bytes
}

// wire is a connection that one call has for itself. Reading and writing may go on side by side.
type wire struct {
	ctx        context.Context
	connection net.Conn
	closed     chan struct{}
	unwatched  chan struct{}
	closing    sync.Once
	writing    sync.Mutex
}

// openWire begins to use a connection; when the context ends, so does what waits for the connection.
func openWire(ctx context.Context, connection net.Conn) *wire {
	w := &wire{ctx: ctx, connection: connection, closed: make(chan struct{}), unwatched: make(chan struct{})}
	go func() {
		defer close(w.unwatched)
		select {
		case <-w.closed:
		case <-ctx.Done():
			end := time.Now()
			if ctx.Err() == context.DeadlineExceeded {
				end = end.Add(graceDuration)
			}
			connection.SetDeadline(end)
		}
	}()
	return w
}

// release stops to watch the context; the connection stays open, without a deadline.
func (w *wire) release() {
	w.closing.Do(func() { close(w.closed) })
	<-w.unwatched
	w.connection.SetDeadline(time.Time{})
}

func (w *wire) close() error {
	w.release()
	return w.connection.Close()
}

func (w *wire) write(f frame) error {
	w.writing.Lock()
	defer w.writing.Unlock()
	_, err := w.connection.Write(f.bytes())
	return w.reason(err)
}

// read reads the next frame of a call.
func (w *wire) read(stream uint32) (frame, error) {
	for {
		f, err := readFrame(w.connection)
		if err != nil || f.stream == stream {
			return f, w.reason(err)
		}
	}
}

// reason is why the connection gave nothing.
func (w *wire) reason(err error) error {
	switch {
	case err == nil:
		return nil
	case w.ctx.Err() != nil && errors.Is(err, os.ErrDeadlineExceeded):
		return failed(w.ctx.Err())
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return failed(ttrpc.ErrClosed)
	case errors.Is(err, net.ErrClosed):
		return fail(codes.Canceled, "the stream was closed here")
	}
	return failed(err)
}

// request sends the frame that begins a call.
func (w *wire) request(stream uint32, flags byte, method string, payload proto.Message) error {
	service, name := cut(method)
	begin := &ttrpc.Request{Service: service, Method: name}
	if deadline, has := w.ctx.Deadline(); has {
		begin.TimeoutNano = time.Until(deadline).Nanoseconds()
	}
	if payload != nil {
		bytes, err := proto.Marshal(payload)
		if err != nil {
			return fail(codes.InvalidArgument, "the request cannot be encoded: %v", err)
		}
		if err := fits(service, name, len(bytes)); err != nil {
			return err
		}
		begin.Payload = bytes
	}
	bytes, err := gogo.Marshal(begin)
	if err != nil {
		return fail(codes.Internal, "the envelope cannot be encoded: %v", err)
	}
	err = w.write(frame{stream, typeRequest, flags, bytes})
	if stream == ownStream {
		return w.told(err)
	}
	return err
}

// told is the server's own word, if it left one, on why nothing can be written to it any more.
func (w *wire) told(err error) error {
	if err == nil || w.ctx.Err() != nil {
		return err
	}
	if f, unread := w.read(ownStream); unread == nil && f.kind == typeResponse {
		if _, refusal := opened(f); refusal != nil {
			return refusal
		}
	}
	return err
}

// answer decodes a Response frame: into the message, or to the error that it tells.
func answer(f frame, response proto.Message) error {
	payload, err := opened(f)
	if err != nil {
		return err
	}
	return decode(payload, response)
}

// opened is the payload of a Response frame, or the error that it tells.
func opened(f frame) ([]byte, error) {
	envelope := &ttrpc.Response{}
	if err := gogo.Unmarshal(plain(f.payload), envelope); err != nil {
		return nil, fail(codes.Internal, "the server's answer cannot be read: %v", err)
	}
	if envelope.Status != nil && envelope.Status.Code != int32(codes.OK) {
		return nil, refused(envelope.Status)
	}
	return envelope.Payload, nil
}

func decode(payload []byte, response proto.Message) error {
	if err := proto.Unmarshal(payload, response); err != nil {
		return fail(codes.Internal, "the server's message cannot be read: %v", err)
	}
	return nil
}

// envelopeBytesMax is what an envelope takes besides the names and the payload.
const envelopeBytesMax = 32

// fits tells whether a request goes into a frame. One that does not would be refused, and had better not be sent.
func fits(service, name string, payloadBytes int) error {
	if bytes := payloadBytes + len(service) + len(name) + envelopeBytesMax; bytes > FrameBytesMax {
		return fail(codes.ResourceExhausted,
			"the request has %d bytes, and a message may have %d with its envelope; send it in parts", payloadBytes, FrameBytesMax)
	}
	return nil
}
