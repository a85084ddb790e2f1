//! Only what no real server can be made to do at will: the order in which processes write. All texts are tested with
//! the servers themselves, in `tests/apps/doctor`.

use super::*;
use crate::discover::{Disk, Outcome};
use crate::sys::accounts::{Account, Accounts};

fn ids(text: &str) -> Vec<&'static str> {
    let accounts = Accounts::default();
    let machine = Machine {
        view: &Disk,
        accounts: &accounts,
        environment: &|_, _| Outcome::NotFound,
        hook: &|_| None,
        project: &|_| None,
        service: Account { name: "www-data".into(), uid: 33, groups: vec![33] },
    };
    let log = Log::new("x.log".into(), text.as_bytes(), None);
    diagnose(&log, &machine).iter().map(|finding| finding.kind.id).collect()
}

const START: &str = "*** Starting uWSGI 2.0 ***\n";
const EMPEROR: &str = "*** starting uWSGI Emperor ***\n";
const NO_PLUGIN: &str = "no request plugin is loaded, you will not be able to manage requests.\n";
const ROOT: &str = "*** WARNING: you are running uWSGI as root !!! (use the --uid flag) ***\n";

#[test]
fn an_emperor_needs_no_plugin_whoever_writes_first() {
    assert_eq!(ids(&[START, ROOT, EMPEROR, ROOT, NO_PLUGIN, START].concat()), [""; 0]);
    assert_eq!(ids(&[START, ROOT, NO_PLUGIN, EMPEROR, START].concat()), [""; 0]);
    assert_eq!(ids(&[START, EMPEROR, START, NO_PLUGIN].concat()), [""; 0]);
    // A vassal without one says it too.
    assert_eq!(ids(&[START, EMPEROR, NO_PLUGIN, START, NO_PLUGIN].concat()), ["plugin-missing"]);
    assert_eq!(ids(&[START, NO_PLUGIN, ROOT].concat()), ["plugin-missing", "runs-as-root"]);
    // What an earlier Emperor said is history.
    assert_eq!(ids(&[START, NO_PLUGIN, NO_PLUGIN, START, EMPEROR, NO_PLUGIN].concat()), [""; 0]);
}

#[test]
fn what_a_daemon_of_apache_says_before_apache_runs_is_of_that_start() {
    let fatal = "Python path configuration:\n  PYTHONHOME = '/srv/empty'\n\
                 Fatal Python error: init_fs_encoding: failed to get the Python codec of the filesystem encoding\n\
                 ModuleNotFoundError: No module named 'encodings'\n";
    let runs = "[Tue Nov 24 10:51:18.5 2026] [mpm_event:notice] [pid 3:tid 3] AH00489: Apache/2.4.68 (Debian) \
                mod_wsgi/4.9.4 Python/3.11 configured -- resuming normal operations\n";
    let ends = "[Tue Nov 24 10:52:18.5 2026] [mpm_event:notice] [pid 3:tid 3] AH00491: caught SIGTERM, shutting down\n";
    let restarts = "[Tue Nov 24 10:52:18.5 2026] [mpm_event:notice] [pid 3:tid 3] AH00493: SIGUSR1 received.  \
                    Doing graceful restart\n";
    let wrong = ["standard-library-missing"];
    for (log, expected) in [
        (format!("{runs}{fatal}"), &wrong[..]),
        (format!("{fatal}{runs}"), &wrong),
        (format!("{fatal}{runs}{ends}{runs}"), &[]),
        (format!("{fatal}{runs}{restarts}{runs}"), &[]),
        (format!("{fatal}{runs}{runs}"), &[]),
        (format!("{runs}{ends}{fatal}{runs}"), &wrong),
    ] {
        assert_eq!(ids(&log), expected, "{log}");
    }
}
