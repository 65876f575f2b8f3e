// Package exclaim is a client of the Exclaim server.
//
//	client, err := exclaim.Connect(ctx, exclaim.Options{})
//	…
//	defer client.Close()
//	answer, err := client.Records.Get(ctx, &v1.GetRequest{Id: "s0-1"})
//
// The messages, and the methods of Records, Journal, Analysis and Control, are generated from the .proto files. What
// this package adds is the connection, errors with the fields that are wrong, and streams. Deadlines are those of the
// context. A Client may be used by many goroutines.
//
// Calls with one request and one answer go through containerd's ttrpc, as Debian packages it. That version has no
// streams: each stream has a connection of its own, so that a slow reader holds up nobody, and letting go of a stream is
// to close its connection.
package exclaim

import (
	"context"
	"net"
	"strings"
	"time"

	v1 "exclaim/Generated/v1"

	"github.com/containerd/ttrpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
)

// FrameBytesMax is how long a message on the wire may be, its envelope included.
const FrameBytesMax = 4 << 20

// graceDuration is how long the client waits for the server's own word on a call whose time is up: only the server knows
// whether a write was made.
const graceDuration = time.Second

// Options of a connection. The zero value is right for most.
type Options struct {
	// Socket is the path of the server's socket; SocketPath() when empty.
	Socket string
}

// Client is a connection to a server.
type Client struct {
	// Records writes records and reads them.
	Records v1.RecordsClient
	// Journal follows the journal and proves what stands in it.
	Journal v1.JournalClient
	// Analysis computes what follows from the records.
	Analysis v1.AnalysisClient
	// Control asks about the server.
	Control v1.ControlClient

	socket string
	unary  *ttrpc.Client
}

// Connect connects to a server and asks whether it serves, so that a refusal is told here, with its reason.
func Connect(ctx context.Context, options Options) (*Client, error) {
	socket := options.Socket
	if socket == "" {
		socket = SocketPath()
	}
	connection, err := dial(ctx, socket)
	if err != nil {
		return nil, err
	}
	if err := greet(ctx, connection); err != nil {
		connection.Close()
		return nil, err
	}
	client := &Client{socket: socket, unary: ttrpc.NewClient(&sieve{Conn: connection}, ttrpc.WithUnaryClientInterceptor(patient))}
	client.Records.Caller, client.Journal.Caller = client, client
	client.Analysis.Caller, client.Control.Caller = client, client
	return client, nil
}

func dial(ctx context.Context, socket string) (net.Conn, error) {
	var dialer net.Dialer
	connection, err := dialer.DialContext(ctx, "unix", socket)
	if err != nil {
		return nil, fail(codes.Unavailable, "no server answers at %s: %v; start exclaimd, or set EXCLAIM_SOCKET", socket, err)
	}
	return connection, nil
}

// Close ends the connection. Streams have their own.
func (c *Client) Close() error { return c.unary.Close() }

// Call makes a call with one request and one answer, "exclaim.v1.Records/Get"; the methods of Records and so on do it
// with the right types.
func (c *Client) Call(ctx context.Context, method string, request, response proto.Message) error {
	service, name := cut(method)
	if err := fits(service, name, proto.Size(request)); err != nil {
		return err
	}
	return failed(c.unary.Call(ctx, service, name, message{request}, message{response}))
}

func cut(method string) (service, name string) {
	service, name, _ = strings.Cut(method, "/")
	return service, name
}

// patient tells the server the deadline, and gives it time to answer that it is over.
func patient(
	ctx context.Context, request *ttrpc.Request, response *ttrpc.Response, _ *ttrpc.UnaryClientInfo,
	invoke ttrpc.Invoker,
) error {
	waiting, stop := lasting(ctx)
	defer stop()
	err := invoke(waiting, request, response)
	if err != nil && ctx.Err() != nil && waiting.Err() != nil {
		return ctx.Err()
	}
	return err
}

// lasting is a context that ends with the given one: at once when that is called off, a little later when its time is up.
func lasting(ctx context.Context) (context.Context, context.CancelFunc) {
	waiting, stop := context.WithCancel(context.Background())
	go func() {
		select {
		case <-waiting.Done():
			return
		case <-ctx.Done():
		}
		if ctx.Err() == context.DeadlineExceeded {
			grace := time.NewTimer(graceDuration)
			defer grace.Stop()
			select {
			case <-waiting.Done():
			case <-grace.C:
			}
		}
		stop()
	}()
	return waiting, stop
}

// message lets ttrpc 1.1, which encodes through an older protobuf library, carry messages of the current one: that
// library calls Marshal and Unmarshal where a value has them.
type message struct{ proto.Message }

func (m message) Reset()                       { proto.Reset(m.Message) }
func (m message) String() string               { return "" }
func (m message) ProtoMessage()                {}
func (m message) Marshal() ([]byte, error)     { return proto.Marshal(m.Message) }
func (m message) Unmarshal(bytes []byte) error { return decode(bytes, m.Message) }
