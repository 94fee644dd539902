//! Faults of programs that are used here, kept to the page in which they happen.

use std::{
    any::Any,
    panic::{self, AssertUnwindSafe},
};

use crate::{Diagnostic, Problems};

/// Blocks contain blocks, and layout recurs with them. Every thread that reads or makes pages has as much room for that as any other, so
/// that a page which one command makes is never too deep for another.
pub const STACK: usize = 16 << 20;

/// From now on a panic is told by whoever guards the work, and not by the thread in which it happens. Who looks for its cause sets
/// `RUST_BACKTRACE`.
pub fn quiet() {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        panic::set_hook(Box::new(|_| {}));
    }
}

/// Does some work. A panic in it is an error like any other: `what` can't be made.
///
/// # Errors
/// Those of the work, or one that tells of the panic.
pub fn guarded<T>(what: &str, work: impl FnOnce() -> Result<T, Problems>) -> Result<T, Problems> {
    caught(work).unwrap_or_else(|fault| Err(problem(what, &fault).into()))
}

/// Does some work.
///
/// # Errors
/// The words of a panic in it.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    // What was in hand when it happened is thrown away with the work.
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| words(&*payload))
}

/// What to tell of a fault.
#[must_use]
pub fn problem(what: &str, fault: &str) -> Diagnostic {
    Diagnostic::error("fault", format!("{what} can't be made: a fault in the program itself ({fault})"))
        .with_help("please report it, with the file. To go on meanwhile, write what was changed last in another way")
}

fn words(payload: &(dyn Any + Send)) -> String {
    let words = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    words.and_then(|words| words.lines().next()).unwrap_or("of which nothing is known").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_an_error_stays_one() {
        let refused = guarded("the page", || -> Result<(), Problems> { panic!("index {} of {}", 3, 2) }).unwrap_err();
        assert_eq!(refused.diagnostics[0].message, "the page can't be made: a fault in the program itself (index 3 of 2)");
        let refused = guarded("the page", || -> Result<(), Problems> { Err(Diagnostic::error("x", "no").into()) }).unwrap_err();
        assert_eq!(refused.diagnostics[0].code, "x");
        assert_eq!(guarded("the page", || Ok(3)).unwrap(), 3);
    }
}
