//! Makes Rust messages from the contract, which protoc has read.

use protobuf::descriptor::FileDescriptorSet;
use protobuf::Message;
use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-env-changed=PEER_CONTRACT");
    let contract =
        env::var("PEER_CONTRACT").expect("PEER_CONTRACT names a descriptor set; run ../build");
    println!("cargo:rerun-if-changed={}", contract);
    let bytes = fs::read(&contract).expect("the descriptor set can be read");
    let set = FileDescriptorSet::parse_from_bytes(&bytes).expect("the descriptor set is one");
    // Google's own files come with the library.
    let names = set.file.iter().map(|file| file.get_name().to_string());
    let ours: Vec<String> = names.filter(|name| name.starts_with("exclaim/")).collect();
    let options = protobuf_codegen::Customize {
        gen_mod_rs: Some(true),
        ..Default::default()
    };
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    protobuf_codegen::gen_and_write(&set.file, &ours, Path::new(&out), &options)
        .expect("messages are written");
}
