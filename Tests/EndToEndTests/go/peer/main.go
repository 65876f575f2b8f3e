// Command peer calls a server through an unmodified Go ttrpc client, on messages generated from Protos/ alone:
// health, then a record written and read back, then a refusal with its details.
//
//	peer SOCKET
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"time"

	v1 "exclaim/v1"

	"github.com/containerd/ttrpc"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		os.Exit(1)
	}
	fmt.Println("ok")
}

func run(socket string) error {
	connection, err := net.Dial("unix", socket)
	if err != nil {
		return err
	}
	client := ttrpc.NewClient(connection)
	defer client.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()

	call := func(service, method string, request, response proto.Message) error {
		return client.Call(ctx, "exclaim.v1."+service, method, message{request}, message{response})
	}

	health := &v1.HealthResponse{}
	if err := call("Control", "Health", &v1.HealthRequest{}, health); err != nil {
		return fmt.Errorf("Health: %w", err)
	}
	if health.State != v1.ServingState_SERVING_STATE_SERVING {
		return fmt.Errorf("Health: state %v", health.State)
	}

	actor := &v1.Actor{Key: "go-peer", Kind: v1.ActorKind_ACTOR_KIND_STATE, Name: "Північ\x00land"}
	submitted := &v1.SubmitResponse{}
	record := &v1.Record{Content: &v1.Record_Actor{Actor: actor}}
	request := &v1.SubmitRequest{Records: []*v1.Record{record}, Atomic: true}
	if err := call("Records", "Submit", request, submitted); err != nil {
		return fmt.Errorf("Submit: %w", err)
	}
	if submitted.Created != 1 || submitted.Results[0].Id == "" {
		return fmt.Errorf("Submit: %v", submitted)
	}

	read := &v1.GetResponse{}
	if err := call("Records", "Get", &v1.GetRequest{Id: submitted.Results[0].Id}, read); err != nil {
		return fmt.Errorf("Get: %w", err)
	}
	got := read.Record.GetActor()
	if got.GetName() != actor.Name || got.GetKey() != actor.Key || read.Record.Revision != 1 {
		return fmt.Errorf("Get: %v", read)
	}
	return refusal(call)
}

// refusal submits a relation of a claim that does not exist and expects to be told which field is wrong.
func refusal(call func(service, method string, request, response proto.Message) error) error {
	relation := &v1.Relation{FromClaim: "no-such-claim", ToClaim: "nor-this", Kind: v1.RelationKind_RELATION_KIND_SUPPORTS}
	record := &v1.Record{Content: &v1.Record_Relation{Relation: relation}}
	request := &v1.SubmitRequest{Records: []*v1.Record{record}, Atomic: true}
	err := call("Records", "Submit", request, &v1.SubmitResponse{})
	refused, isStatus := status.FromError(err)
	if !isStatus || err == nil {
		return fmt.Errorf("a bad record was not refused: %v", err)
	}
	for _, detail := range refused.Proto().Details {
		bad := &v1.BadRequest{}
		if detail.TypeUrl != "type.googleapis.com/exclaim.v1.BadRequest" {
			continue
		}
		if err := proto.Unmarshal(detail.Value, bad); err != nil {
			return err
		}
		if len(bad.Problems) == 2 && bad.Problems[0].Field == "relation.from" {
			return nil
		}
		return fmt.Errorf("other problems than expected: %v", bad)
	}
	return fmt.Errorf("a refusal without details: %v", refused.Proto())
}
