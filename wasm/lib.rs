//! The module that JavaScript loads: the library's bindings and nothing else.
#[cfg(target_arch = "wasm32")]
pub use msgraph_chats::bindings::*;

/// As fast as the standard one, in a third of its bytes.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
