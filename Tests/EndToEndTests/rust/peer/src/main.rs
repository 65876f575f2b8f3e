//! Calls a server through an unmodified Rust ttrpc client, on messages made from Protos/ alone.
//!
//!     peer SOCKET sync|async TOPIC
//!
//! Prints "ok" when the server kept what the topic promises; else says what it did, and ends with 1.

mod client;
mod contract;
mod crowd;
mod ledger;
mod limits;
mod time;

use client::{Blocking, Client, Sharing};
use std::time::Duration;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    std::thread::spawn(|| {
        std::thread::sleep(Duration::from_secs(120));
        fail("still not done after two minutes");
    });
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [socket, "sync", topic] => run::<Blocking>(socket, topic),
        [socket, "async", topic] => run::<Sharing>(socket, topic),
        _ => Err("give SOCKET sync|async TOPIC".to_string()),
    };
    if let Err(problem) = outcome {
        fail(&problem);
    }
    println!("ok");
}

fn fail(problem: &str) {
    eprintln!("peer: {}", problem);
    std::process::exit(1);
}

fn run<C: Client>(socket: &str, topic: &str) -> Result<(), String> {
    let client = C::connect(socket)?;
    match topic {
        "identity" => ledger::identity(&client),
        "records" => ledger::records(&client),
        "refusals" => ledger::refusals(&client),
        "metadata" => limits::metadata(&client),
        "sizes" => limits::sizes(&client),
        "deadlines" => time::deadlines(&client),
        "crowd" => crowd::crowd(&client),
        "away" => time::away(&client, socket),
        _ => Err(format!("no topic {:?}", topic)),
    }
}
