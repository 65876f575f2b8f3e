//! What is too much: refused by name, and the connection lives on.

use crate::client::{check, detail, must, refusal, Client};
use crate::contract::control::{HealthRequest, HealthResponse};
use crate::contract::document::Document;
use crate::contract::error::LimitExceeded;
use crate::contract::record::Record;
use crate::contract::records::{SubmitRequest, SubmitResponse};
use crate::ledger::{get, is_serving, submission};
use protobuf::{Message, RepeatedField};
use ttrpc::context::{with_metadata, Context};
use ttrpc::{Code, Request, Status};

pub fn metadata<C: Client>(client: &C) -> Result<(), String> {
    must("metadata", health_with(client, metadata_of(64)))?;
    let refused = refusal(
        health_with(client, metadata_of(65)),
        Code::RESOURCE_EXHAUSTED,
    )?;
    limit(&refused, "metadataPairsMax", 64)?;
    lives(client)
}

/// So many values, all of one key but one.
fn metadata_of(pairs: usize) -> Context {
    let mut context = with_metadata(Default::default());
    context.set("language".to_string(), vec!["uk".to_string()]);
    context.set(
        "peer".to_string(),
        (1..pairs).map(|number| number.to_string()).collect(),
    );
    context
}

fn health_with<C: Client>(client: &C, context: Context) -> ttrpc::Result<HealthResponse> {
    client.call_with("Control/Health", &HealthRequest::new(), context)
}

/// The longest frame, in bytes, without its header.
const FRAME: usize = 4_194_304;

pub fn sizes<C: Client>(client: &C) -> Result<(), String> {
    let longest = request_of(FRAME);
    let answer: SubmitResponse = must(
        "the longest request",
        client.call("Records/Submit", &longest),
    )?;
    check(answer.refused == 1, || {
        "a document longer than a record may be was taken".to_string()
    })?;
    let answer: ttrpc::Result<SubmitResponse> =
        client.call("Records/Submit", &request_of(FRAME + 1));
    limit(
        &refusal(answer, Code::RESOURCE_EXHAUSTED)?,
        "frameBytesMax",
        FRAME,
    )?;
    lives(client)?;

    // Two that are sent back with all that the server adds to them.
    let mut request = submission(vec![
        document("long-1", 1_500_000),
        document("long-2", 1_500_000),
    ]);
    request.set_return_records(true);
    let answer: ttrpc::Result<SubmitResponse> = client.call("Records/Submit", &request);
    limit(
        &refusal(answer, Code::RESOURCE_EXHAUSTED)?,
        "frameBytesMax",
        FRAME,
    )?;
    refusal(get(client, "long-1"), Code::NOT_FOUND)?;
    lives(client)
}

/// A submission that takes so many bytes in a frame, its envelope included.
fn request_of(size: usize) -> SubmitRequest {
    let request = |characters| {
        let mut request = SubmitRequest::new();
        request.set_records(RepeatedField::from_vec(vec![document("long", characters)]));
        request
    };
    let length = |request: &SubmitRequest| {
        // What the client puts around it: two names and the payload, each with the length of its own.
        let mut envelope = Request::new();
        envelope.set_service("exclaim.v1.Records".to_string());
        envelope.set_method("Submit".to_string());
        envelope.set_payload(request.write_to_bytes().expect("it is whole"));
        envelope.compute_size() as usize
    };
    // What stands around the text is as long for any text of about this length.
    let around = length(&request(size - 1_000)) - (size - 1_000);
    request(size - around)
}

fn document(key: &str, characters: usize) -> Record {
    let mut document = Document::new();
    document.set_key(key.to_string());
    document.set_text("x".repeat(characters));
    let mut record = Record::new();
    record.set_document(document);
    record
}

/// A problem unless the details name this limit.
fn limit(status: &Status, name: &str, value: usize) -> Result<(), String> {
    let exceeded: LimitExceeded = detail(status, "LimitExceeded")?;
    let named = exceeded.limit == name && exceeded.value == value as i64;
    check(named, || {
        format!("expected {} {}, got {:?}", name, value, exceeded)
    })
}

fn lives<C: Client>(client: &C) -> Result<(), String> {
    check(must("afterwards", is_serving(client))?, || {
        "afterwards it does not serve".to_string()
    })
}
