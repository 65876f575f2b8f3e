package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	v1 "exclaim/v1"

	"github.com/containerd/ttrpc"
	gogo "github.com/gogo/protobuf/proto"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// metadata sends as many pairs as are allowed, and one more.
func metadata(ctx context.Context, p peer) error {
	pairs := func(count int) context.Context {
		md := ttrpc.MD{}
		md.Set("language", "uk")
		for number := 1; number < count; number++ {
			md.Append("peer", strconv.Itoa(number))
		}
		return ttrpc.WithMetadata(ctx, md)
	}
	if err := p.health(pairs(64)); err != nil {
		return err
	}
	if err := overLimit(p.health(pairs(65)), "metadataPairsMax", 64); err != nil {
		return err
	}
	return p.health(ctx)
}

// The longest frame, in bytes, without its header.
const frameBytesMax = 4_194_304

// sizes asks for what does not fit a frame, and sends it.
func sizes(ctx context.Context, p peer) error {
	submitted := &v1.SubmitResponse{}
	if err := p.call(ctx, "Records", "Submit", requestOf(frameBytesMax), submitted); err != nil {
		return fmt.Errorf("the longest request: %w", err)
	}
	if submitted.Refused != 1 {
		return errors.New("a document longer than a record may be was taken")
	}
	err := p.call(ctx, "Records", "Submit", requestOf(frameBytesMax+1), &v1.SubmitResponse{})
	if err := overLimit(err, "frameBytesMax", frameBytesMax); err != nil {
		return err
	}

	// Two that are sent back with all that the server adds to them.
	documents := []*v1.Record{document("long-1", 1_500_000), document("long-2", 1_500_000)}
	request := &v1.SubmitRequest{Records: documents, Atomic: true, ReturnRecords: true}
	err = p.call(ctx, "Records", "Submit", request, &v1.SubmitResponse{})
	if err := overLimit(err, "frameBytesMax", frameBytesMax); err != nil {
		return err
	}
	if _, err := p.get(ctx, "long-1"); status.Code(err) != codes.NotFound {
		return fmt.Errorf("a refused record: %v", err)
	}
	if err := p.health(ctx); err != nil {
		return err
	}

	// A length that no header may name ends the connection; whether its refusal is read before is a race.
	err = p.call(ctx, "Records", "Submit", requestOf(1<<24), &v1.SubmitResponse{})
	if status.Code(err) != codes.ResourceExhausted && !errors.Is(err, ttrpc.ErrClosed) {
		return fmt.Errorf("an absurd request: %v", err)
	}
	if err := p.closes(ctx); err != nil {
		return err
	}
	return again(ctx, p.socket)
}

// requestOf is a submission that takes so many bytes in a frame, its envelope included.
func requestOf(size int) *v1.SubmitRequest {
	request := func(characters int) *v1.SubmitRequest {
		return &v1.SubmitRequest{Records: []*v1.Record{document("long", characters)}}
	}
	// What stands around the text is as long for any text of about this length.
	payload, _ := proto.Marshal(request(size - 1_000))
	envelope := ttrpc.Request{Service: "exclaim.v1.Records", Method: "Submit", Payload: payload}
	around := gogo.Size(&envelope) - (size - 1_000)
	return request(size - around)
}

func document(key string, characters int) *v1.Record {
	document := &v1.Document{Key: key, Text: strings.Repeat("x", characters)}
	return &v1.Record{Content: &v1.Record_Document{Document: document}}
}

// overLimit expects a refusal that names this limit.
func overLimit(err error, name string, value int64) error {
	exceeded := &v1.LimitExceeded{}
	if err := refusal(err, codes.ResourceExhausted, exceeded); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if exceeded.Limit != name || exceeded.Value != value {
		return fmt.Errorf("expected %s %d, got %v", name, value, exceeded)
	}
	return nil
}
