//! Many threads on one connection.

use crate::client::{check, must, Client};
use crate::contract::records::SubmitResponse;
use crate::ledger::{actor, get, is_serving, submission};
use std::thread;

const THREADS: usize = 64;
const ROUNDS: usize = 10;

/// Every thread gets the answers to its own questions.
pub fn crowd<C: Client>(client: &C) -> Result<(), String> {
    let threads: Vec<_> = (0..THREADS)
        .map(|number| {
            let client = client.clone();
            thread::spawn(move || (0..ROUNDS).try_for_each(|round| rounds(&client, number, round)))
        })
        .collect();
    let outcomes: Vec<_> = threads.into_iter().map(|thread| thread.join()).collect();
    outcomes
        .into_iter()
        .try_for_each(|outcome| outcome.unwrap_or_else(|_| Err("a thread panicked".to_string())))
}

fn rounds<C: Client>(client: &C, number: usize, round: usize) -> Result<(), String> {
    let key = format!("crowd-{}-{}", number, round);
    let name = format!("Member {} of round {}", number, round);
    let answer: SubmitResponse = must(
        &key,
        client.call("Records/Submit", &submission(vec![actor(&key, &name)])),
    )?;
    check(answer.created == 1, || format!("{}: {:?}", key, answer))?;
    check(must(&key, is_serving(client))?, || {
        format!("{}: it does not serve", key)
    })?;
    let read = must(&key, get(client, &key))?;
    let mine = read.get_actor().name == name && read.id == answer.results[0].id;
    check(mine, || format!("{}: got {:?}", key, read))
}
