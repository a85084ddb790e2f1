//! Every kind of finding: its id, how bad it is, what it means. The reference page is made from [`ALL`].

use super::Severity::{self, Note, Problem, Warning};

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name in JSON. It never changes its meaning.
    pub id: &'static str,
    /// How bad it mostly is.
    pub severity: Severity,
    /// What it means, for the reference.
    pub meaning: &'static str,
}

macro_rules! kinds {
    ($($name:ident = $id:literal, $severity:ident, $meaning:literal;)*) => {
        $(#[doc = $meaning] pub const $name: &Kind = &Kind { id: $id, severity: $severity, meaning: $meaning };)*
        /// All of them, by what they are about.
        pub const ALL: &[&Kind] = &[$($name),*];
    };
}

kinds! {
    // The environment.
    ENVIRONMENT_MISSING = "environment-missing", Problem, "the project has no environment";
    ENVIRONMENT_NOT_TRUSTED = "environment-not-trusted", Problem, "the environment is not trusted by the user that is to run it";
    ENVIRONMENT_BROKEN = "environment-broken", Problem, "the environment is damaged or cannot be read";
    ENVIRONMENT_NOT_FRESH = "environment-not-fresh", Warning, "the environment is not what the project asks for now";
    ENVIRONMENT_OTHER = "environment-other", Problem, "a process runs in another environment than that of its project";
    ENVIRONMENT_UNUSED = "environment-unused", Problem, "a process runs without the environment of its project";
    GENERATION_OLD = "generation-old", Warning, "a process runs on an older generation of the environment: reload it";
    PROJECT_MOVED = "project-moved", Note, "the project was moved since its environment was made";
    PYTHON_GONE = "python-gone", Problem, "the Python that the environment was made with is gone";
    PYTHON_CHANGED = "python-changed", Problem, "the Python that the environment was made with is another version now";
    PYTHON_MISMATCH = "python-mismatch", Problem, "the server's Python is another minor version than the environment's";
    PYTHON_OTHER_BUILD = "python-other-build", Warning, "the server's Python is another build of the environment's version";
    SHEBANG_DEAD = "shebang-dead", Problem, "the interpreter on the first line of a script is gone";
    // The machine.
    HOOK_MISSING = "hook-missing", Warning, "an interpreter that servers embed has no start-up hook";
    HOOK_OLD = "hook-old", Warning, "the start-up hook of an interpreter is of another noglue";
    HOOK_TWICE = "hook-twice", Problem, "an interpreter has two start-up hooks";
    VARIABLE_STRAY = "variable-stray", Warning, "a variable changes which Python packages are seen";
    SHIMS_MISSING = "shims-missing", Warning, "the shims are not on PATH";
    SHIMS_BEHIND = "shims-behind", Warning, "another python stands before the shims on PATH";
    PYTHON_CLAIMED = "python-claimed", Note, "another tool claims python, too";
    PYTHON_NOT_FOUND = "python-not-found", Problem, "there is no python on the PATH of the caller";
    DIRECTORY_CLOSED = "directory-closed", Problem, "the service's user cannot pass a directory or read a file";
    USER_UNKNOWN = "user-unknown", Problem, "a user or group does not exist";
    RUNS_AS_ROOT = "runs-as-root", Warning, "the application runs as root";
    PROCESS_HIDDEN = "process-hidden", Note, "a process shows what it does to its own user and to root only";
    // The server and its configuration.
    PLUGIN_MISSING = "plugin-missing", Problem, "uWSGI has no plugin that runs Python";
    PLUGIN_UNLOADABLE = "plugin-unloadable", Warning, "uWSGI could not load a plugin";
    CHDIR_MISSING = "chdir-missing", Problem, "the directory to change to does not exist";
    HOME_OPTION = "home-option", Warning, "a path to an environment is written into the configuration";
    HOME_MISSING = "home-missing", Problem, "the path to an environment leads nowhere";
    STANDARD_LIBRARY_MISSING = "standard-library-missing", Problem, "Python does not find its own standard library";
    WORKER_CLASS_MISSING = "worker-class-missing", Problem, "the environment lacks what the workers need, gevent for example";
    APPLICATION_FILE_MISSING = "application-file-missing", Problem, "the file or module of the application does not exist";
    APPLICATION_MISSING = "application-missing", Problem, "the file of the application has no such callable";
    APPLICATION_ERROR = "application-error", Problem, "the application raised an error while it was imported";
    MODULE_MISSING = "module-missing", Problem, "a module is not installed where the server looks";
    PROJECT_NOT_FOUND = "project-not-found", Problem, "the server does not find the project's own module";
    TWO_PROJECTS = "two-projects", Problem, "two projects share one interpreter of mod_wsgi";
    CONFIG_WRONG = "config-wrong", Problem, "a configuration cannot be read, or includes itself";
    CRON_PATH = "cron-path", Warning, "cron's PATH does not lead to the shims";
    RESPAWNING = "respawning", Note, "the server starts the application again and again";
    KILLED = "killed", Note, "a process was killed while it ended, which is normal for mod_wsgi";
    REFUSED = "refused", Problem, "noglue refused an environment";
    // Sockets, and who speaks to whom.
    SOCKET_OPEN = "socket-open", Warning, "any local user may connect to the socket";
    SOCKET_DENIED = "socket-denied", Problem, "the front end may not connect to the socket";
    SOCKET_MISSING = "socket-missing", Problem, "there is no socket where the front end looks";
    SOCKET_DEAD = "socket-dead", Problem, "nobody listens on the socket";
    SOCKET_IN_USE = "socket-in-use", Problem, "another process listens on the address already";
    SOCKET_NOT_MADE = "socket-not-made", Problem, "the server cannot make its socket";
    SOCKET_NOT_REMOVED = "socket-not-removed", Problem, "the server may not remove the socket of an earlier start";
    PROTOCOL_MISMATCH = "protocol-mismatch", Problem, "the front end speaks another protocol than the server";
    DAEMON_UNREACHABLE = "daemon-unreachable", Problem, "Apache cannot reach the daemon of mod_wsgi";
    ANSWER_MISSING = "answer-missing", Problem, "the server took a request and ended it without an answer";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_plain() {
        let mut ids: Vec<&str> = ALL.iter().map(|kind| kind.id).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }
}
