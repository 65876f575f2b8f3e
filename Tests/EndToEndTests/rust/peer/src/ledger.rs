//! Who one is, a record written and read back, and refusals with their reasons.

use crate::client::{check, detail, must, refusal, Client};
use crate::contract::actor::{Actor, ActorKind};
use crate::contract::control::{
    HealthRequest, HealthResponse, ServingState, WhoAmIRequest, WhoAmIResponse,
};
use crate::contract::error::BadRequest;
use crate::contract::record::Record;
use crate::contract::records::{GetRequest, GetResponse, SubmitRequest, SubmitResponse};
use crate::contract::relation::{Relation, RelationKind};
use protobuf::RepeatedField;
use ttrpc::Code;

/// Prints who the server takes this process for; whoever started it knows whether that is right.
pub fn identity<C: Client>(client: &C) -> Result<(), String> {
    let caller: WhoAmIResponse = must(
        "WhoAmI",
        client.call("Control/WhoAmI", &WhoAmIRequest::new()),
    )?;
    println!("{} {}", caller.uid, caller.gid);
    Ok(())
}

pub fn is_serving<C: Client>(client: &C) -> ttrpc::Result<bool> {
    let health: HealthResponse = client.call("Control/Health", &HealthRequest::new())?;
    Ok(health.state == ServingState::SERVING_STATE_SERVING)
}

pub fn records<C: Client>(client: &C) -> Result<(), String> {
    check(must("Health", is_serving(client))?, || {
        "Health: it does not serve".to_string()
    })?;
    let name = "Північ\u{0}land";
    let request = submission(vec![actor("rust-peer", name)]);
    let answer: SubmitResponse = must("Submit", client.call("Records/Submit", &request))?;
    check(answer.created == 1 && answer.results.len() == 1, || {
        format!("Submit: {:?}", answer)
    })?;
    let read = must("Get", get(client, &answer.results[0].id))?;
    let same =
        read.get_actor().name == name && read.get_actor().key == "rust-peer" && read.revision == 1;
    check(same, || format!("Get: {:?}", read))
}

pub fn refusals<C: Client>(client: &C) -> Result<(), String> {
    let missing = refusal(get(client, "no-such-record"), Code::NOT_FOUND)?;
    check(missing.get_message().contains("no-such-record"), || {
        format!("Get: {:?}", missing)
    })?;
    let unknown: ttrpc::Result<HealthResponse> =
        client.call("Control/NoSuchMethod", &HealthRequest::new());
    refusal(unknown, Code::UNIMPLEMENTED)?;
    let unknown: ttrpc::Result<HealthResponse> =
        client.call("NoSuchService/Health", &HealthRequest::new());
    refusal(unknown, Code::UNIMPLEMENTED)?;

    let mut relation = Relation::new();
    relation.set_from_claim("no-such-claim".to_string());
    relation.set_to_claim("nor-this".to_string());
    relation.set_kind(RelationKind::RELATION_KIND_SUPPORTS);
    let mut record = Record::new();
    record.set_relation(relation);
    let answer: ttrpc::Result<SubmitResponse> =
        client.call("Records/Submit", &submission(vec![record]));
    let refused = refusal(answer, Code::NOT_FOUND)?;
    let bad: BadRequest = detail(&refused, "BadRequest")?;
    let fields: Vec<&str> = bad
        .problems
        .iter()
        .map(|problem| problem.get_field())
        .collect();
    check(fields == ["relation.from", "relation.to"], || {
        format!("Submit: {:?}", bad)
    })
}

/// An actor that the server takes.
pub fn actor(key: &str, name: &str) -> Record {
    let mut actor = Actor::new();
    actor.set_key(key.to_string());
    actor.set_kind(ActorKind::ACTOR_KIND_STATE);
    actor.set_name(name.to_string());
    let mut record = Record::new();
    record.set_actor(actor);
    record
}

/// All of the records or none.
pub fn submission(records: Vec<Record>) -> SubmitRequest {
    let mut request = SubmitRequest::new();
    request.set_records(RepeatedField::from_vec(records));
    request.set_atomic(true);
    request
}

/// Reads the record with this id or key.
pub fn get<C: Client>(client: &C, id: &str) -> ttrpc::Result<Record> {
    let mut request = GetRequest::new();
    request.set_id(id.to_string());
    let mut answer: GetResponse = client.call("Records/Get", &request)?;
    Ok(answer.take_record())
}
