//! The module that JavaScript loads: the library's bindings and nothing else.
#[cfg(target_arch = "wasm32")]
pub use msgraph_chats::bindings::*;

/// Half the size of the standard one for this target, and as fast.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
