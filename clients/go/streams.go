package exclaim

import (
	"context"
	"io"
	"net"
	"sync"

	v1 "exclaim/Generated/v1"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
)

// The call of a stream, and the one that calls it off, on the connection that they have for themselves.
const (
	ownStream    = 1
	cancelStream = 3
)

// Open makes a call whose answer is a stream: "exclaim.v1.Journal/Watch". Close it, also after its end.
func (c *Client) Open(ctx context.Context, method string, request proto.Message) (v1.Receiver, error) {
	w, err := c.wire(ctx)
	if err != nil {
		return nil, err
	}
	if err := w.request(ownStream, flagRemoteClosed, method, request); err != nil {
		w.close()
		return nil, err
	}
	return &receiver{wire: w}, nil
}

// Begin makes a call that takes a stream: "exclaim.v1.Records/SubmitStream". Close it, also after it has finished.
func (c *Client) Begin(ctx context.Context, method string) (v1.Sender, error) {
	w, err := c.wire(ctx)
	if err != nil {
		return nil, err
	}
	if err := w.request(ownStream, flagRemoteOpen|flagNoData, method, nil); err != nil {
		w.close()
		return nil, err
	}
	return &sender{wire: w}, nil
}

func (c *Client) wire(ctx context.Context) (*wire, error) {
	connection, err := dial(ctx, c.socket)
	if err != nil {
		return nil, err
	}
	return openWire(ctx, connection), nil
}

type receiver struct {
	wire      *wire
	hasEnded  bool
	cancelled sync.Once
}

func (r *receiver) Next(response proto.Message) error {
	if r.hasEnded {
		return io.EOF
	}
	for {
		f, err := r.wire.read(ownStream)
		if err != nil {
			r.hasEnded = true
			return err
		}
		isMessage := f.flags&flagNoData == 0
		r.hasEnded = f.kind == typeResponse || f.flags&flagRemoteClosed != 0
		switch {
		case f.kind == typeResponse:
			// A failure, as a rule. A server may also end with a last message, or with none.
			payload, err := opened(f)
			if err == nil && len(payload) == 0 {
				err = io.EOF
			}
			if err != nil {
				return err
			}
			return decode(payload, response)
		case isMessage:
			return decode(f.payload, response)
		case r.hasEnded:
			return io.EOF
		}
	}
}

func (r *receiver) Cancel() error {
	var err error
	r.cancelled.Do(func() {
		err = r.wire.request(cancelStream, 0, "exclaim.v1.Control/Cancel", &v1.CancelRequest{Stream: ownStream})
	})
	return err
}

func (r *receiver) Close() error { return r.wire.close() }

type sender struct{ wire *wire }

func (s *sender) Send(request proto.Message) error {
	bytes, err := proto.Marshal(request)
	if err != nil {
		return fail(codes.InvalidArgument, "the request cannot be encoded: %v", err)
	}
	if len(bytes) > FrameBytesMax {
		return fail(codes.ResourceExhausted,
			"the message has %d bytes, and may have %d; send it in parts", len(bytes), FrameBytesMax)
	}
	return s.wire.told(s.wire.write(frame{ownStream, typeData, 0, bytes}))
}

func (s *sender) Finish(response proto.Message) error {
	if err := s.wire.told(s.wire.write(frame{ownStream, typeData, flagRemoteClosed | flagNoData, nil})); err != nil {
		return err
	}
	return s.wire.receive(response)
}

func (s *sender) Close() error { return s.wire.close() }

// receive waits for the one answer.
func (w *wire) receive(response proto.Message) error {
	f, err := w.read(ownStream)
	if err != nil {
		return err
	}
	if f.kind != typeResponse {
		return fail(codes.Internal, "the server answered with a stream where a single message was to come")
	}
	return answer(f, response)
}

// greet asks whether the server serves. A server that refuses the connection says why on the first stream.
func greet(ctx context.Context, connection net.Conn) error {
	w := openWire(ctx, connection)
	defer w.release()
	if err := w.request(ownStream, 0, "exclaim.v1.Control/Health", &v1.HealthRequest{}); err != nil {
		return err
	}
	return w.receive(&v1.HealthResponse{})
}
