use std::{
    num::NonZeroUsize,
    panic,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use super::guard::STACK;

/// Does numbered pieces of work on some threads, and gives the results in the order of the numbers.
///
/// Each worker is the only thread of a rayon pool of its own. Typst lays out with rayon, and in a shared pool a thread
/// that waits for a part of one handout would take up another whole handout in the meantime.
pub(super) fn run<T: Send>(workers: NonZeroUsize, pieces: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                return done;
            }
            done.push((piece, work(piece)));
        }
    };
    let alone = || match rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build() {
        Ok(pool) => pool.install(take),
        // A system that gives no more threads still has this one.
        Err(_) => take(),
    };
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers.get().min(pieces)).map(|_| scope.spawn(alone)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|payload| panic::resume_unwind(payload))).collect()
    });
    done.sort_by_key(|(piece, _)| *piece);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_work() {
        for workers in [1, 2, 7] {
            let squares = run(NonZeroUsize::new(workers).unwrap(), 20, |n| n * n);
            assert_eq!(squares, (0..20).map(|n| n * n).collect::<Vec<_>>());
        }
        assert!(run(NonZeroUsize::MIN, 0, |n| n).is_empty());
    }
}
