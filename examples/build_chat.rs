//! Reads a request from standard input and writes the body of `POST /chats`, or what is wrong with it:
//! `echo '{ "chatType": "group", "members": ["adele@contoso.com"] }' | cargo run --example build_chat`

use std::io::{Read, Write, stderr, stdin, stdout};
use std::process::ExitCode;

use msgraph_chats::{GraphOptions, build_chat};

fn main() -> std::io::Result<ExitCode> {
    let mut request = String::new();
    stdin().read_to_string(&mut request)?;
    match build_chat(&request, &GraphOptions::default()) {
        Ok(body) => {
            stdout().write_all(body.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(issues) => {
            for issue in issues {
                writeln!(stderr(), "{} {}", issue.path, issue.message)?;
            }
            Ok(ExitCode::FAILURE)
        }
    }
}
