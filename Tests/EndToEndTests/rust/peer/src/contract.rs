//! The messages of Protos/, as build.rs made them.

// Newer compilers have more to say about it than its generator knew.
#![allow(warnings)]

include!(concat!(env!("OUT_DIR"), "/mod.rs"));
