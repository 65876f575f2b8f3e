package exclaim

import (
	"context"
	"errors"
	"fmt"
	"strings"

	v1 "exclaim/Generated/v1"

	"github.com/containerd/ttrpc"
	rpc "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
)

// Error is a call that failed. Protos/README.md says what to do about each code.
type Error struct {
	// Code is the status code.
	Code codes.Code
	// Message says in words what is wrong and what to do.
	Message string
	// Details are messages of exclaim.v1, such as BadRequest and RevisionConflict, that say it as data. One of a type that
	// this client does not know stays the *anypb.Any that it came as.
	Details []proto.Message
}

// Error says all in words.
func (e *Error) Error() string {
	lines := []string{e.Message}
	if e.Message == "" {
		lines[0] = e.Code.String()
	}
	for _, problem := range e.Problems() {
		lines = append(lines, fmt.Sprintf("record %d, %s: %q: %s; %s",
			problem.Record, problem.Field, problem.Value, problem.Reason, problem.Remedy))
	}
	return strings.Join(lines, "\n")
}

// Problems are the fields that are wrong, all of them; empty when the failure is of another kind.
func (e *Error) Problems() []*v1.FieldProblem {
	for _, detail := range e.Details {
		if bad, is := detail.(*v1.BadRequest); is {
			return bad.Problems
		}
	}
	return nil
}

// Conflict is what came between, when a revision was not made from the latest one; else nil.
func (e *Error) Conflict() *v1.RevisionConflict {
	for _, detail := range e.Details {
		if conflict, is := detail.(*v1.RevisionConflict); is {
			return conflict
		}
	}
	return nil
}

// Code is the status code of an error of this package; OK for nil, Unknown for any other error.
func Code(err error) codes.Code {
	var failure *Error
	switch {
	case err == nil:
		return codes.OK
	case errors.As(err, &failure):
		return failure.Code
	}
	return codes.Unknown
}

func fail(code codes.Code, format string, values ...interface{}) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, values...)}
}

func refused(given *rpc.Status) *Error {
	failure := &Error{Code: codes.Unknown, Message: given.Message}
	if given.Code >= 0 && given.Code <= int32(codes.Unauthenticated) {
		failure.Code = codes.Code(given.Code)
	}
	for _, detail := range given.Details {
		failure.Details = append(failure.Details, known(&anypb.Any{TypeUrl: detail.TypeUrl, Value: detail.Value}))
	}
	return failure
}

func known(detail *anypb.Any) proto.Message {
	message, err := detail.UnmarshalNew()
	if err != nil {
		return detail
	}
	return message
}

// failed makes what the libraries report an Error.
func failed(err error) error {
	var failure *Error
	if err == nil || errors.As(err, &failure) {
		return err
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return fail(codes.DeadlineExceeded, "the time for the call was up before its answer came; "+
			"a write may have been made or not: submit it again with the same key")
	case errors.Is(err, context.Canceled):
		return fail(codes.Canceled, "the call was called off here; "+
			"a write may have been made or not: submit it again with the same key")
	case errors.Is(err, ttrpc.ErrClosed):
		return fail(codes.Unavailable, "the server closed the connection; connect again")
	}
	if given, is := status.FromError(err); is {
		return refused(given.Proto())
	}
	return fail(codes.Unavailable, "the connection failed: %v", err)
}
