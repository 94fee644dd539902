//! Faults of the parsers that are used here, kept to the file in which they happen.

use std::{
    any::Any,
    panic::{self, AssertUnwindSafe},
};

use crate::diagnostic::Diagnostic;

/// Does some work on a file. A panic in it is an error like any other, so that the other files can go on.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    // What the work had in hand is thrown away with it.
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let message = format!("this file can't be read: a fault in the program itself ({})", words(&*payload));
        Diagnostic::error("fault", message)
            .with_help("please report it, with the file. To go on meanwhile, write what was changed last in another way")
    })
}

fn words(payload: &(dyn Any + Send)) -> &str {
    let words = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    words.and_then(|words| words.lines().next()).unwrap_or("nothing is known of it")
}
