//! Why no configuration could be made: what was asked for, what stands in the way, what to type.

use std::path::PathBuf;

use crate::error::{Exit, Explain};
use crate::ui::clean;

/// A configuration that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// No WSGI or ASGI callable.
    #[error("no WSGI or ASGI application was found in {}: looked at {}", shown(dir), super::app::LOOKED_AT)]
    NoApp {
        /// Where it was looked for.
        dir: PathBuf,
    },
    /// `--app` is no reference to a callable.
    #[error("--app {}: {why}", clean(text))]
    BadApp {
        /// What was said.
        text: String,
        /// What is wrong with it.
        why: String,
    },
    /// A name that cannot stand in a configuration.
    #[error("{option} {}: {why}", clean(text))]
    BadName {
        /// The option.
        option: &'static str,
        /// What was said.
        text: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A directory that this format cannot write.
    #[error("a configuration of {format} cannot name {}: {why}", shown(path))]
    Unwritable {
        /// The format.
        format: &'static str,
        /// The directory.
        path: PathBuf,
        /// What stands in the way.
        why: String,
    },
    /// The server does not speak the application's interface, or cannot call it.
    #[error("{server} cannot serve {app}: {why}")]
    Unserved {
        /// The server.
        server: &'static str,
        /// The application.
        app: String,
        /// Why not.
        why: &'static str,
        /// What serves it.
        instead: &'static str,
    },
}

impl Explain for ServerError {
    fn exit(&self) -> Exit {
        match self {
            ServerError::BadName { .. } | ServerError::BadApp { .. } => Exit::Usage,
            _ => Exit::Refused,
        }
    }

    fn hints(&self) -> Vec<String> {
        vec![match self {
            ServerError::NoApp { .. } => {
                "name it: '--app module:callable', for example '--app mysite.wsgi:application'".into()
            }
            ServerError::BadApp { .. } => {
                "it is written 'module:callable' or 'module:factory()', for example 'mysite.wsgi:application'".into()
            }
            ServerError::BadName { option, .. } => format!("name another one with '{option}'"),
            ServerError::Unwritable { .. } => {
                "rename the directory, or serve the project through a link with a plain name".into()
            }
            ServerError::Unserved { instead, .. } => (*instead).into(),
        }]
    }
}

fn shown(path: &std::path::Path) -> String {
    clean(&path.to_string_lossy())
}
