//! Independent pieces of work on as many threads as pay. Keeps no thread when the work is done.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

// What waits for a disk or for locks of one file system gains nothing from more.
const MOST_THREADS: usize = 8;

/// Runs `work` on each number below `pieces`, in no fixed order. After an error no new piece is begun; of several
/// errors that of the lowest number is returned.
pub fn share<E: Send>(pieces: usize, work: impl Fn(usize) -> Result<(), E> + Sync) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(None::<(usize, E)>);
    let run = || {
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                return;
            }
            if let Err(error) = work(piece) {
                next.store(pieces, Ordering::Relaxed);
                let mut failed = failed.lock().expect("no thread has panicked");
                if failed.as_ref().is_none_or(|(first, _)| piece < *first) {
                    *failed = Some((piece, error));
                }
                return;
            }
        }
    };
    let threads = if pieces < 2 { 1 } else { std::thread::available_parallelism().map_or(1, usize::from) };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(pieces).min(MOST_THREADS) {
            scope.spawn(run);
        }
        run();
    });
    failed.into_inner().expect("no thread has panicked").map_or(Ok(()), |(_, error)| Err(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_done_once() {
        let done: Vec<AtomicUsize> = (0..1000).map(|_| AtomicUsize::new(0)).collect();
        share(1000, |piece| {
            done[piece].fetch_add(1, Ordering::Relaxed);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert!(done.iter().all(|count| count.load(Ordering::Relaxed) == 1));
    }

    #[test]
    fn an_error_stops_the_rest_and_is_returned() {
        let done = AtomicUsize::new(0);
        let result = share(1_000_000, |piece| {
            done.fetch_add(1, Ordering::Relaxed);
            if piece == 3 { Err(piece) } else { Ok(()) }
        });
        assert_eq!(result, Err(3));
        assert!(done.into_inner() < 1_000_000);
    }

    #[test]
    fn nothing_to_do_is_fine() {
        assert_eq!(share(0, |_| Err(())), Ok(()));
    }
}
