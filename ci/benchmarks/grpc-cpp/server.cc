// The peer of exclaimd in gRPC: a callback server on a Unix socket with the Control/Health of Protos/.
//
//   grpc-server SOCKET VERSION
#include <grpcpp/grpcpp.h>

#include <cstdio>
#include <string>

#include "exclaim/v1/control.grpc.pb.h"

namespace v1 = exclaim::v1;

class Control final : public v1::Control::CallbackService {
 public:
  explicit Control(std::string version) : version_(std::move(version)) {}

  grpc::ServerUnaryReactor *Health(
      grpc::CallbackServerContext *context, const v1::HealthRequest *,
      v1::HealthResponse *response) override {
    response->set_state(v1::SERVING_STATE_SERVING);
    response->set_version(version_);
    auto *reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  const std::string version_;
};

int main(int count, char **arguments) {
  if (count != 3) {
    std::fputs("usage: grpc-server SOCKET VERSION\n", stderr);
    return 64;
  }
  Control control(arguments[2]);
  grpc::ServerBuilder builder;
  builder.AddListeningPort(std::string("unix:") + arguments[1], grpc::InsecureServerCredentials());
  builder.RegisterService(&control);
  auto server = builder.BuildAndStart();
  if (!server) return 1;
  server->Wait();
}
