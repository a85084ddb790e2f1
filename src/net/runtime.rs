//! The thread that network requests run on, started by the first one.

use std::io;
use std::sync::mpsc;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// A running runtime; ends when dropped, and what still ran on it is given up.
#[derive(Debug)]
pub struct Runtime {
    handle: Handle,
    stop: Option<oneshot::Sender<()>>,
}

impl Runtime {
    /// Starts it.
    pub fn start() -> io::Result<Runtime> {
        let runtime =
            Builder::new_current_thread().enable_all().max_blocking_threads(4).thread_name("noglue-work").build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        std::thread::Builder::new().name("noglue-net".into()).spawn(move || {
            let _ = runtime.block_on(stopped);
            runtime.shutdown_background();
        })?;
        Ok(Runtime { handle, stop: Some(stop) })
    }

    /// Where to spawn.
    pub fn handle(&self) -> &Handle {
        &self.handle
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

/// Runs a future on the runtime and waits for it. `None` when the future died.
pub fn block_on<T: Send + 'static>(handle: &Handle, future: impl Future<Output = T> + Send + 'static) -> Option<T> {
    let (done, result) = mpsc::sync_channel(1);
    handle.spawn(async move {
        let _ = done.send(future.await);
    });
    result.recv().ok()
}
