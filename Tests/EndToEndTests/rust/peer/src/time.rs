//! Deadlines, and a server that stops.

use crate::client::{check, must, refusal, Client};
use crate::contract::control::{HealthRequest, HealthResponse, VerifyRequest, VerifyResponse};
use crate::contract::records::SubmitResponse;
use crate::ledger::{actor, is_serving, submission};
use std::thread::sleep;
use std::time::{Duration, Instant};
use ttrpc::context::with_timeout;
use ttrpc::{Code, Error};

/// Records whose verification takes much longer than the deadline that it gets.
const RECORDS: usize = 5_000;

pub fn deadlines<C: Client>(client: &C) -> Result<(), String> {
    let over: ttrpc::Result<HealthResponse> =
        client.call_with("Control/Health", &HealthRequest::new(), with_timeout(-1));
    refusal(over, Code::DEADLINE_EXCEEDED)?;
    let far: ttrpc::Result<HealthResponse> = client.call_with(
        "Control/Health",
        &HealthRequest::new(),
        with_timeout(60_000_000_000),
    );
    must("a far deadline", far)?;

    let records = (0..RECORDS)
        .map(|number| actor(&format!("rust-peer-{}", number), "Somebody"))
        .collect();
    let answer: SubmitResponse = must(
        "Submit",
        client.call("Records/Submit", &submission(records)),
    )?;
    check(answer.created == RECORDS as u32, || {
        format!("Submit: {} records", answer.created)
    })?;
    let late: ttrpc::Result<VerifyResponse> = client.call_with(
        "Control/Verify",
        &VerifyRequest::new(),
        with_timeout(1_000_000),
    );
    match late {
        Err(Error::RpcStatus(status)) if status.get_code() == Code::DEADLINE_EXCEEDED => {}
        // The client that blocks watches the clock too; the server's word then comes to a call that it forgot.
        Err(Error::Others(words)) if words.contains("timeout") || words.contains("timed out") => {}
        other => return Err(format!("expected DEADLINE_EXCEEDED, got {:?}", other)),
    }
    let whole: VerifyResponse = must(
        "Verify",
        client.call("Control/Verify", &VerifyRequest::new()),
    )?;
    check(whole.intact, || format!("Verify: {:?}", whole))
}

/// Says when it is connected, so that the server can be stopped; then finds the next server.
pub fn away<C: Client>(client: &C, socket: &str) -> Result<(), String> {
    check(must("Health", is_serving(client))?, || {
        "Health: it does not serve".to_string()
    })?;
    println!("connected");
    let closed = poll(|| match is_serving(client) {
        // Until the connection ends a server that drains answers, or refuses.
        Ok(_) | Err(Error::RpcStatus(_)) => None,
        Err(_) => Some(()),
    });
    closed.ok_or("the connection outlived its server")?;
    let again = poll(|| {
        is_serving(&C::connect(socket).ok()?)
            .ok()
            .filter(|serving| *serving)
    });
    check(again.is_some(), || "no server came back".to_string())
}

/// Asks until there is an answer or a minute is over.
fn poll<T>(ask: impl Fn() -> Option<T>) -> Option<T> {
    let end = Instant::now() + Duration::from_secs(60);
    while Instant::now() < end {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        sleep(Duration::from_millis(5));
    }
    None
}
