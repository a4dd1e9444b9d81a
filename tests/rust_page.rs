//! The Rust of docs/rust.md, compiled and run. It must stand there in the same words.

#![allow(clippy::expect_used, reason = "it is how the page shows it")]

use msgraph_chats::{CallOptions, ClientOptions, CreatedChat, Failure, Port, create_chat};

#[test]
fn check_and_build() {
    use msgraph_chats::{Cloud, GraphOptions, build_chat, validate_chat};

    let options = GraphOptions { cloud: Cloud::China, ..GraphOptions::default() };
    let request = r#"{ "chatType": "oneOnOne", "members": ["adele@contoso.com", "alex@contoso.com"] }"#;
    assert!(validate_chat(request, &options).is_empty());

    let body = build_chat(request, &options).expect("no issue is an error");
    assert!(body.contains("https://microsoftgraph.chinacloudapi.cn/v1.0/users('alex@contoso.com')"));
}

#[expect(dead_code, reason = "to compile is what it is for")]
async fn send<P: Port>(port: &P, request: &str) -> Result<CreatedChat, Box<Failure>> {
    let options = ClientOptions { max_attempts: 6, ..ClientOptions::default() };
    create_chat(port, &options, &CallOptions::default(), request).await
}

/// Lines that say something, without their indentation.
fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |all, line| all + line + "\n")
}

#[test]
fn the_page_shows_the_code_of_this_file() {
    let here = lines(include_str!("rust_page.rs"));
    let page = include_str!("../docs/rust.md");
    let fences = page.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut count = 0;
    for fence in fences {
        count += 1;
        for part in fence.split("\n\n") {
            assert!(here.contains(&lines(part)), "not in tests/rust_page.rs:\n{part}");
        }
    }
    assert_eq!(count, 2);
}
