package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"exclaim"
	v1 "exclaim/Generated/v1"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

// waitMax is how long a step may wait.
const waitMax = 30 * time.Second

type step struct {
	Call, Open, Read, Cancel string
	As                       string
	Request                  json.RawMessage
	Requests                 []json.RawMessage
	TimeoutNano              int64
	Messages, Records        int
	ToEnd                    bool
	Gives                    *struct {
		Message interface{}
		Error   *struct {
			Code    string
			Details map[string]interface{}
		}
	}
	Save map[string]string
}

type runner struct {
	client  *exclaim.Client
	values  map[string]string
	streams map[string]stream
}

type stream struct {
	v1.Receiver
	method protoreflect.MethodDescriptor
	stop   context.CancelFunc
}

func (r *runner) dropStreams() {
	for _, s := range r.streams {
		s.Close()
		s.stop()
	}
}

func (r *runner) step(text json.RawMessage) error {
	var raw interface{}
	if err := strictly(text, &raw); err != nil {
		return err
	}
	raw, err := filled(raw, r.values)
	if err != nil {
		return err
	}
	text, _ = json.Marshal(raw)
	var s step
	if err := strictly(text, &s); err != nil {
		return err
	}
	got, err := r.do(s)
	if err := compare(s, got, err); err != nil {
		return fmt.Errorf("%s%s%s%s: %w", s.Call, s.Open, s.Read, s.Cancel, err)
	}
	for name, path := range s.Save {
		if r.values[name], err = at(got, path); err != nil {
			return err
		}
	}
	return nil
}

// do does what the step says and returns what came, as JSON.
func (r *runner) do(s step) (interface{}, error) {
	switch {
	case s.Call != "":
		return r.call(s)
	case s.Open != "":
		return nil, r.open(s)
	case s.Read != "":
		return r.read(s)
	case s.Cancel != "":
		return nil, r.streams[s.Cancel].Cancel()
	}
	return nil, errors.New("this is no step")
}

func deadline(s step, otherwise time.Duration) (context.Context, context.CancelFunc) {
	if s.TimeoutNano != 0 {
		otherwise = time.Duration(s.TimeoutNano)
	}
	return context.WithTimeout(context.Background(), otherwise)
}

func (r *runner) call(s step) (interface{}, error) {
	ctx, stop := deadline(s, waitMax)
	defer stop()
	name, method, err := methodNamed(s.Call)
	if err != nil {
		return nil, err
	}
	response, _ := made(method.Output(), nil)
	if s.Requests == nil {
		request, err := made(method.Input(), s.Request)
		if err != nil {
			return nil, err
		}
		if err := r.client.Call(ctx, name, request, response); err != nil {
			return nil, err
		}
		return asJSON(response)
	}
	sender, err := r.client.Begin(ctx, name)
	if err != nil {
		return nil, err
	}
	defer sender.Close()
	for _, text := range s.Requests {
		request, err := made(method.Input(), text)
		if err != nil {
			return nil, err
		}
		if err := sender.Send(request); err != nil {
			return nil, err
		}
	}
	if err := sender.Finish(response); err != nil {
		return nil, err
	}
	return asJSON(response)
}

func (r *runner) open(s step) error {
	name, method, err := methodNamed(s.Open)
	if err != nil {
		return err
	}
	request, err := made(method.Input(), s.Request)
	if err != nil {
		return err
	}
	// A stream lives as long as its case; each read waits no longer than a step may.
	ctx, stop := deadline(s, time.Hour)
	receiver, err := r.client.Open(ctx, name, request)
	if err != nil {
		stop()
		return err
	}
	r.streams[s.As] = stream{receiver, method, stop}
	return nil
}

func (r *runner) read(s step) (interface{}, error) {
	from, has := r.streams[s.Read]
	if !has {
		return nil, fmt.Errorf("no stream is named %q", s.Read)
	}
	impatience := time.AfterFunc(waitMax, func() { from.Close() })
	defer impatience.Stop()
	last, records := map[string]interface{}{}, []interface{}{}
	for messages := 0; s.ToEnd || messages < s.Messages || len(records) < s.Records; messages++ {
		response, _ := made(from.method.Output(), nil)
		err := from.Next(response)
		if err == io.EOF && s.ToEnd {
			break
		}
		if err == io.EOF {
			return nil, errors.New("the stream ended too early")
		}
		if err != nil {
			return nil, err
		}
		got, err := asJSON(response)
		if err != nil {
			return nil, err
		}
		last = got.(map[string]interface{})
		held, _ := last["records"].([]interface{})
		records = append(records, held...)
	}
	last["records"] = records
	return last, nil
}

// compare says how what came differs from what the step gives.
func compare(s step, got interface{}, err error) error {
	if s.Gives == nil || s.Gives.Error == nil {
		if err != nil {
			return fmt.Errorf("expected success, got %v: %w", exclaim.Code(err), err)
		}
		if s.Gives == nil || s.Gives.Message == nil {
			return nil
		}
		if found := difference(s.Gives.Message, got, "message"); found != "" {
			return errors.New(found)
		}
		return nil
	}
	var failure *exclaim.Error
	if !errors.As(err, &failure) {
		return fmt.Errorf("expected %s, got %s, %v", s.Gives.Error.Code, shown(got), err)
	}
	var code codes.Code
	if code.UnmarshalJSON([]byte(`"`+s.Gives.Error.Code+`"`)) != nil || code != failure.Code {
		return fmt.Errorf("expected %s, got %v: %w", s.Gives.Error.Code, failure.Code, err)
	}
	for name, expected := range s.Gives.Error.Details {
		found := "no " + name + " among the details of " + failure.Error()
		for _, detail := range failure.Details {
			if string(detail.ProtoReflect().Descriptor().Name()) == name {
				got, _ := asJSON(detail)
				found = difference(expected, got, name)
			}
		}
		if found != "" {
			return errors.New(found)
		}
	}
	return nil
}

func methodNamed(short string) (string, protoreflect.MethodDescriptor, error) {
	full := "exclaim.v1." + short
	found, err := protoregistry.GlobalFiles.FindDescriptorByName(
		protoreflect.FullName(strings.Replace(full, "/", ".", 1)))
	method, is := found.(protoreflect.MethodDescriptor)
	if err != nil || !is {
		return "", nil, fmt.Errorf("%s is no method", short)
	}
	return full, method, nil
}

// made is a message of a type, with what the JSON says.
func made(descriptor protoreflect.MessageDescriptor, text json.RawMessage) (proto.Message, error) {
	known, err := protoregistry.GlobalTypes.FindMessageByName(descriptor.FullName())
	if err != nil {
		return nil, err
	}
	message := known.New().Interface()
	if text != nil {
		err = protojson.Unmarshal(text, message)
	}
	return message, err
}

func asJSON(message proto.Message) (interface{}, error) {
	text, err := protojson.Marshal(message)
	if err != nil {
		return nil, err
	}
	var value interface{}
	err = strictly(text, &value)
	return value, err
}
