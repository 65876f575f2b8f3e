package exclaim

import (
	"context"
	"io"

	v1 "exclaim/Generated/v1"

	"google.golang.org/protobuf/proto"
)

// partBytesMax is how long the messages are into which Submit divides a submission. One record may be longer.
const partBytesMax = 256 << 10

// Submit stores records as one submission, however many they are. Give each a key: then submitting the same again after
// any failure changes nothing. With Atomic all are stored or none, and the Problems of the error say why; without it the
// results say what became of each.
func (c *Client) Submit(ctx context.Context, submission *v1.SubmitRequest) (*v1.SubmitResponse, error) {
	stream, err := c.Records.SubmitStream(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	for _, part := range parts(submission) {
		if err := stream.Send(part); err != nil {
			return nil, err
		}
	}
	response := &v1.SubmitResponse{}
	if err := stream.Finish(response); err != nil {
		return nil, err
	}
	return response, nil
}

// parts divides a submission into messages. The options of the first hold for all.
func parts(submission *v1.SubmitRequest) []*v1.SubmitRequest {
	first := &v1.SubmitRequest{
		Atomic: submission.Atomic, DryRun: submission.DryRun, Revise: submission.Revise,
		ReturnRecords: submission.ReturnRecords, AllowFlagged: submission.AllowFlagged, Reason: submission.Reason,
	}
	all, last, bytes := []*v1.SubmitRequest{first}, first, 0
	for _, record := range submission.Records {
		size := proto.Size(record)
		if bytes+size > partBytesMax && len(last.Records) > 0 {
			last, bytes = &v1.SubmitRequest{}, 0
			all = append(all, last)
		}
		last.Records = append(last.Records, record)
		bytes += size
	}
	return all
}

// Each reads all records that a list asks for, as they come, and stops at the first error of take, which it returns.
func (c *Client) Each(ctx context.Context, list *v1.ListRequest, take func(*v1.Record) error) error {
	stream, err := c.Records.ListStream(ctx, list)
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		page, err := stream.Message()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for _, record := range page.Records {
			if err := take(record); err != nil {
				return err
			}
		}
	}
}

// Follow brings what is written to the journal, from a place on, until the context ends, the server stops, or take
// returns an error; it returns that error. Keep the Sequence of each message with what you made of it, and come back
// with the one after it: then nothing is missing and nothing comes twice.
func (c *Client) Follow(ctx context.Context, watch *v1.WatchRequest, take func(*v1.WatchResponse) error) error {
	stream, err := c.Journal.Watch(ctx, watch)
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		change, err := stream.Message()
		if err != nil {
			return err
		}
		if err := take(change); err != nil {
			return err
		}
	}
}
