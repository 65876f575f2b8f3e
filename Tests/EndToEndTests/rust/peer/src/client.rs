//! The two clients that the crate has, behind one face: one blocks its thread, the other shares threads.

use protobuf::Message;
use std::os::unix::io::IntoRawFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Duration;
use ttrpc::context::Context;
use ttrpc::{Code, Error, Request, Response, Status};

/// A connection. Clones share it.
pub trait Client: Clone + Send + 'static {
    fn connect(socket: &str) -> Result<Self, String>;
    fn request(&self, request: Request) -> ttrpc::Result<Response>;

    /// A call with neither metadata nor a deadline.
    fn call<Q: Message, A: Message>(&self, path: &str, message: &Q) -> ttrpc::Result<A> {
        self.call_with(path, message, Context::default())
    }

    /// Calls "Service/Method" of exclaim.v1 and decodes its answer.
    fn call_with<Q: Message, A: Message>(
        &self,
        path: &str,
        message: &Q,
        context: Context,
    ) -> ttrpc::Result<A> {
        let (service, method) = path.split_once('/').expect("a path is Service/Method");
        let mut request = Request::new();
        request.set_service(format!("exclaim.v1.{}", service));
        request.set_method(method.to_string());
        request.set_timeout_nano(context.timeout_nano);
        request.set_metadata(ttrpc::context::to_pb(context.metadata));
        request.set_payload(encoded(message)?);
        let response = self.request(request)?;
        A::parse_from_bytes(response.get_payload())
            .map_err(|problem| Error::Others(problem.to_string()))
    }
}

fn encoded<M: Message>(message: &M) -> ttrpc::Result<Vec<u8>> {
    message
        .write_to_bytes()
        .map_err(|problem| Error::Others(problem.to_string()))
}

/// The crate dials abstract sockets alone, and takes a descriptor for any other.
fn dial(socket: &str) -> Result<i32, String> {
    let stream = UnixStream::connect(socket)
        .map_err(|problem| format!("connect {}: {}", socket, problem))?;
    Ok(stream.into_raw_fd())
}

/// The client that blocks the calling thread.
#[derive(Clone)]
pub struct Blocking(ttrpc::Client);

impl Client for Blocking {
    fn connect(socket: &str) -> Result<Self, String> {
        Ok(Blocking(ttrpc::Client::new(dial(socket)?)))
    }

    fn request(&self, request: Request) -> ttrpc::Result<Response> {
        self.0.request(request)
    }
}

/// The client of async functions, on threads of its own.
#[derive(Clone)]
pub struct Sharing(ttrpc::asynchronous::Client, Arc<tokio::runtime::Runtime>);

impl Client for Sharing {
    fn connect(socket: &str) -> Result<Self, String> {
        let threads = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build();
        let threads = threads.map_err(|problem| problem.to_string())?;
        let descriptor = dial(socket)?;
        let client = threads.block_on(async { ttrpc::asynchronous::Client::new(descriptor) });
        Ok(Sharing(client, Arc::new(threads)))
    }

    /// This client lets a call hang that is open when its connection ends, so there is a limit.
    fn request(&self, request: Request) -> ttrpc::Result<Response> {
        let mut client = self.0.clone();
        self.1.block_on(async move {
            let call = client.request(request);
            let limit = tokio::time::timeout(Duration::from_secs(30), call);
            limit
                .await
                .unwrap_or_else(|_| Err(Error::Others("no answer in 30 s".to_string())))
        })
    }
}

/// The status that a call was refused with.
pub fn refusal<A>(outcome: ttrpc::Result<A>, code: Code) -> Result<Status, String> {
    match outcome {
        Err(Error::RpcStatus(status)) if status.get_code() == code => Ok(status),
        Err(other) => Err(format!("expected {:?}, got {}", code, other)),
        Ok(_) => Err(format!("expected {:?}, and the call succeeded", code)),
    }
}

/// The detail of a status that has the name in exclaim.v1.
pub fn detail<M: Message>(status: &Status, name: &str) -> Result<M, String> {
    let url = format!("type.googleapis.com/exclaim.v1.{}", name);
    let found = status
        .get_details()
        .iter()
        .find(|detail| detail.get_type_url() == url);
    let found = found.ok_or_else(|| format!("no {} in {:?}", name, status))?;
    M::parse_from_bytes(found.get_value()).map_err(|problem| problem.to_string())
}

/// Turns a failed call into a problem that names it.
pub fn must<A>(what: &str, outcome: ttrpc::Result<A>) -> Result<A, String> {
    outcome.map_err(|problem| format!("{}: {}", what, problem))
}

/// A problem unless the condition holds.
pub fn check(holds: bool, problem: impl FnOnce() -> String) -> Result<(), String> {
    if holds {
        Ok(())
    } else {
        Err(problem())
    }
}
