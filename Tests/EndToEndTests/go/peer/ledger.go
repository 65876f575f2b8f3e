package main

import (
	"context"
	"fmt"
	"strings"

	v1 "exclaim/v1"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// identity prints who the server takes this process for; whoever started it knows whether that is right.
func identity(ctx context.Context, p peer) error {
	caller := &v1.WhoAmIResponse{}
	if err := p.call(ctx, "Control", "WhoAmI", &v1.WhoAmIRequest{}, caller); err != nil {
		return err
	}
	fmt.Println(caller.Uid, caller.Gid)
	return nil
}

func (p peer) health(ctx context.Context) error {
	health := &v1.HealthResponse{}
	if err := p.call(ctx, "Control", "Health", &v1.HealthRequest{}, health); err != nil {
		return err
	}
	if health.State != v1.ServingState_SERVING_STATE_SERVING {
		return fmt.Errorf("Health: state %v", health.State)
	}
	return nil
}

// submit stores all of the records or none.
func (p peer) submit(ctx context.Context, records ...*v1.Record) (*v1.SubmitResponse, error) {
	submitted := &v1.SubmitResponse{}
	request := &v1.SubmitRequest{Records: records, Atomic: true}
	return submitted, p.call(ctx, "Records", "Submit", request, submitted)
}

// get reads the record with this id or key.
func (p peer) get(ctx context.Context, id string) (*v1.Record, error) {
	read := &v1.GetResponse{}
	err := p.call(ctx, "Records", "Get", &v1.GetRequest{Id: id}, read)
	return read.Record, err
}

// actor is a record that the server takes.
func actor(key, name string) *v1.Record {
	actor := &v1.Actor{Key: key, Kind: v1.ActorKind_ACTOR_KIND_STATE, Name: name}
	return &v1.Record{Content: &v1.Record_Actor{Actor: actor}}
}

func records(ctx context.Context, p peer) error {
	if err := p.health(ctx); err != nil {
		return err
	}
	return writesAndReads(ctx, p, "go-peer", "Північ\x00land")
}

// writesAndReads submits an actor and reads it back.
func writesAndReads(ctx context.Context, p peer, key, name string) error {
	submitted, err := p.submit(ctx, actor(key, name))
	if err != nil {
		return fmt.Errorf("Submit %s: %w", key, err)
	}
	if submitted.Created != 1 || submitted.Results[0].Id == "" {
		return fmt.Errorf("Submit %s: %v", key, submitted)
	}
	read, err := p.get(ctx, submitted.Results[0].Id)
	if err != nil {
		return fmt.Errorf("Get %s: %w", key, err)
	}
	if got := read.GetActor(); got.GetName() != name || got.GetKey() != key || read.Revision != 1 {
		return fmt.Errorf("Get %s: %v", key, read)
	}
	return nil
}

func refusals(ctx context.Context, p peer) error {
	_, err := p.get(ctx, "no-such-record")
	if status.Code(err) != codes.NotFound || !strings.Contains(err.Error(), "no-such-record") {
		return fmt.Errorf("Get of nothing: %v", err)
	}
	err = p.call(ctx, "Control", "NoSuchMethod", &v1.HealthRequest{}, &v1.HealthResponse{})
	if status.Code(err) != codes.Unimplemented {
		return fmt.Errorf("an unknown method: %v", err)
	}
	err = p.call(ctx, "NoSuchService", "Health", &v1.HealthRequest{}, &v1.HealthResponse{})
	if status.Code(err) != codes.Unimplemented {
		return fmt.Errorf("an unknown service: %v", err)
	}

	relation := &v1.Relation{FromClaim: "no-such-claim", ToClaim: "nor-this", Kind: v1.RelationKind_RELATION_KIND_SUPPORTS}
	_, err = p.submit(ctx, &v1.Record{Content: &v1.Record_Relation{Relation: relation}})
	bad := &v1.BadRequest{}
	if err := refusal(err, codes.NotFound, bad); err != nil {
		return err
	}
	if len(bad.Problems) != 2 || bad.Problems[0].Field != "relation.from" || bad.Problems[1].Field != "relation.to" {
		return fmt.Errorf("other problems than expected: %v", bad)
	}
	return nil
}

// refusal expects an error with this code, and reads its detail of this type.
func refusal(err error, code codes.Code, detail proto.Message) error {
	refused, isStatus := status.FromError(err)
	if err == nil || !isStatus || refused.Code() != code {
		return fmt.Errorf("expected %v, got: %v", code, err)
	}
	url := "type.googleapis.com/" + string(detail.ProtoReflect().Descriptor().FullName())
	for _, any := range refused.Proto().Details {
		if any.TypeUrl == url {
			return proto.Unmarshal(any.Value, detail)
		}
	}
	return fmt.Errorf("no %s in the details of: %v", url, refused.Proto())
}
