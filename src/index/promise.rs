//! A value that somebody is working on: many may wait for it, one gives it.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Clones share the value.
#[derive(Debug)]
pub struct Promise<T>(Arc<(Mutex<State<T>>, Condvar)>);

#[derive(Debug)]
enum State<T> {
    Pending,
    Given(T),
    Broken,
}

/// Gives the value. Dropped without having done so, it breaks the promise, so that nobody waits for ever.
#[derive(Debug)]
pub struct Giver<T>(Promise<T>);

impl<T> Clone for Promise<T> {
    fn clone(&self) -> Self {
        Promise(self.0.clone())
    }
}

impl<T: Clone> Promise<T> {
    /// A promise and who must keep it.
    pub fn new() -> (Promise<T>, Giver<T>) {
        let promise = Promise(Arc::new((Mutex::new(State::Pending), Condvar::new())));
        (promise.clone(), Giver(promise))
    }

    /// Waits for the value; `None` when it will never come.
    pub fn wait(&self) -> Option<T> {
        let (state, changed) = &*self.0;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match &*state {
                State::Given(value) => return Some(value.clone()),
                State::Broken => return None,
                State::Pending => state = changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

impl<T> Promise<T> {
    fn settle(&self, new: State<T>) {
        let (state, changed) = &*self.0;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*state, State::Pending) {
            *state = new;
            changed.notify_all();
        }
    }
}

impl<T> Giver<T> {
    /// Keeps the promise.
    pub fn give(self, value: T) {
        self.0.settle(State::Given(value));
    }
}

impl<T> Drop for Giver<T> {
    fn drop(&mut self) {
        self.0.settle(State::Broken);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_gets_the_value_or_learns_that_there_is_none() {
        let (promise, giver) = Promise::new();
        let waiting: Vec<_> = (0..3)
            .map(|_| {
                let promise = promise.clone();
                std::thread::spawn(move || promise.wait())
            })
            .collect();
        giver.give(7);
        assert!(waiting.into_iter().all(|thread| thread.join().unwrap() == Some(7)));
        let (promise, giver) = Promise::<u8>::new();
        drop(giver);
        assert_eq!(promise.wait(), None);
    }
}
