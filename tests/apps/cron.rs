//! `manage.py` started by cron, ssh, sudo and services, with the little that they leave in the environment.
//!
//! cron looks at the clock once a minute: it is started first, and what it did is looked at last.

use super::machine::Job;
use super::matrix::{self, Group, refusal, row};
use super::site::{Report, Site};
use super::stage::Stage;
use crate::support::Output;

const MANAGE: &str = "`manage.py`";
const CRON: &str = "cron";
const SSH: &str = "ssh";
const SUDO: &str = "sudo";
const SERVICE: &str = "a service";

/// See the module.
pub const GROUP: Group = Group {
    prepare,
    rows: &[
        row(MANAGE, "`/usr/bin/python3 /PROJECT/manage.py`", |stage| {
            runs(stage, stage.machine.run(&["/usr/bin/python3", "/srv/gamma/manage.py"]).by("carol"));
        }),
        row(MANAGE, "`./manage.py`, and by a link from elsewhere", typed),
        row(MANAGE, "`python manage.py`", |stage| {
            runs(stage, stage.machine.run(&["python", "manage.py"]).by("carol").cwd("/srv/gamma"));
        }),
        row(MANAGE, "`env -i /usr/bin/python3 /PROJECT/manage.py`", |stage| {
            runs(stage, stage.machine.run(&["/usr/bin/python3", "/srv/gamma/manage.py"]).by("carol").env_clear());
        }),
        row(MANAGE, "`env -i /usr/local/bin/python /PROJECT/manage.py`", |stage| {
            runs(stage, stage.machine.run(&["/usr/local/bin/python", "/srv/gamma/manage.py"]).by("carol").env_clear());
        }),
        row(SSH, "`ssh host 'cd /PROJECT && ./manage.py'`, and by the shim and the hook", ssh),
        row(SUDO, "`sudo -u www-data /PROJECT/manage.py`, and by `/usr/bin/python3`", sudo),
        row(SERVICE, "as systemd starts it: another user, no groups, no HOME, no new privileges", service),
        row(SERVICE, "file system read-only, no HOME, a user without a name", read_only),
        row(MANAGE, "moved to another path", |stage| {
            let site = stage.moved("managed", &[]);
            let script = format!("{}/manage.py", site.dir);
            for words in [&[&*script][..], &["/usr/bin/python3", &script]] {
                is_of(&site, "carol", stage, tell(stage.machine.run(words).by("carol")));
            }
        }),
        refusal(MANAGE, "an environment that anybody may write to", open_to_all),
        refusal(MANAGE, "`python -m django` in a directory of somebody else", of_somebody_else),
        row(CRON, "crontab of a user: `cd /PROJECT && ./manage.py`", |stage| told(stage, "typed", "carol", GAMMA)),
        row(CRON, "crontab of a user: `python3 /PROJECT/manage.py`", |stage| told(stage, "named", "carol", GAMMA)),
        row(CRON, "`/etc/cron.d`, as a user: `/PROJECT/manage.py`", |stage| told(stage, "other", "www-data", GAMMA)),
        row(CRON, "`/etc/cron.d`, as root: `/usr/bin/python3 /PROJECT/manage.py`", |stage| {
            told(stage, "root", "root", GAMMA);
        }),
        row(CRON, "moved to another path", |stage| told(stage, "moved", "carol", MOVED)),
    ],
};

const GAMMA: &str = "/srv/gamma";
const MOVED: &str = "/srv/else where/cron";
/// The arguments with which a `manage.py` tells what it is.
const TELL: [&str; 3] = ["shell", "-c", "from proj.report import report; report()"];
/// The same on a line of a shell.
const TELL_LINE: &str = "shell -c 'from proj.report import report; report()'";

#[test]
fn manage_py_needs_nothing_in_its_environment() {
    matrix::run(&GROUP);
}

fn prepare() -> Option<Stage> {
    let stage = Stage::prepare(&[])?;
    let machine = &stage.machine;
    stage.moved("cron", &[]);
    machine.run(&["install", "-d", "-m", "1777", "/srv/told"]).output().ok();
    let user = format!(
        "* * * * * cd /srv/gamma && ./manage.py {TELL_LINE} >/srv/told/typed 2>&1\n\
         * * * * * python3 /srv/gamma/manage.py {TELL_LINE} >/srv/told/named 2>&1\n\
         * * * * * \"/srv/else where/cron/manage.py\" {TELL_LINE} >/srv/told/moved 2>&1\n"
    );
    machine.write("/srv/told/crontab", user);
    machine.run(&["crontab", "/srv/told/crontab"]).by("carol").output().ok();
    let system = format!(
        "* * * * * www-data /srv/gamma/manage.py {TELL_LINE} >/srv/told/other 2>&1\n\
         * * * * * root /usr/bin/python3 /srv/gamma/manage.py {TELL_LINE} >/srv/told/root 2>&1\n"
    );
    machine.write("/etc/cron.d/gamma", system);
    machine.run(&["sh", "-c", "cron -f >/srv/told/log 2>&1 &"]).output().ok();
    Some(stage)
}

/// Looks at what a job of cron wrote.
#[track_caller]
fn told(stage: &Stage, name: &str, user: &str, dir: &str) {
    let machine = &stage.machine;
    // cron's minute, and a start.
    let file = format!("/srv/told/{name}");
    let words = ["sh", "-c", "for i in $(seq 900); do grep -qs '}$' \"$0\" && exit; sleep 0.1; done; exit 1", &file];
    let has_ended = machine.run(&words).output().any();
    let text = machine.read(&file);
    assert_eq!(has_ended.exit_code(), Some(0), "{text}{}", machine.read("/srv/told/log"));
    let site = Site { dir: dir.to_owned(), ..stage.gamma.clone() };
    Report::read(&text).is_of(&site, machine, user);
}

fn tell(job: Job<'_>) -> Output {
    TELL.iter().fold(job, |job, word| job.arg(word)).output()
}

#[track_caller]
fn is_of(site: &Site, user: &str, stage: &Stage, output: Output) {
    Report::read(output.ok().raw_stdout()).is_of(site, &stage.machine, user);
}

/// Runs carol's project as carol.
#[track_caller]
fn runs(stage: &Stage, manage: Job<'_>) {
    is_of(&stage.gamma, "carol", stage, tell(manage));
}

fn typed(stage: &Stage) {
    let machine = &stage.machine;
    runs(stage, machine.run(&["./manage.py"]).by("carol").cwd("/srv/gamma"));
    machine.run(&["ln", "-s", "/srv/gamma/manage.py", "/home/carol/manage-gamma"]).output().ok();
    runs(stage, machine.run(&["/home/carol/manage-gamma"]).by("carol").cwd("/home/carol"));
}

fn ssh(stage: &Stage) {
    let machine = &stage.machine;
    let script = "mkdir -p /run/sshd && install -d -o carol -g carol -m 700 /home/carol/.ssh\n\
                  ssh-keygen -q -t ed25519 -N '' -f /root/key\n\
                  install -o carol -g carol -m 600 /root/key.pub /home/carol/.ssh/authorized_keys\n";
    machine.run(&["sh", "-euc", script]).output().ok();
    let mut server = machine.run(&["/usr/sbin/sshd", "-D", "-e", "-p", "2222"]).serve();
    server.wait_for_log("Server listening");
    let options =
        "ssh -i /root/key -p 2222 -o BatchMode=yes -o StrictHostKeyChecking=no -o LogLevel=ERROR carol@127.0.0.1";
    for command in [
        "cd /srv/gamma && ./manage.py",
        "cd /srv/gamma && python manage.py",
        "/srv/gamma/manage.py",
        "python3 /srv/gamma/manage.py",
    ] {
        let command = format!("{command} {TELL_LINE}");
        let words: Vec<&str> = options.split(' ').chain([&*command]).collect();
        is_of(&stage.gamma, "carol", stage, machine.run(&words).output());
    }
}

fn sudo(stage: &Stage) {
    let sudo = ["sudo", "-u", "www-data"];
    for words in [&["/srv/gamma/manage.py"][..], &["/usr/bin/python3", "/srv/gamma/manage.py"]] {
        let manage = stage.machine.run(&[&sudo, words].concat()).env("HOME", "/root");
        is_of(&stage.gamma, "www-data", stage, tell(manage));
    }
}

fn service(stage: &Stage) {
    let set = ["setpriv", "--reuid=www-data", "--regid=www-data", "--clear-groups", "--no-new-privs", "env", "-i"];
    let variables = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", "LANG=C.UTF-8", "INVOCATION_ID=1"];
    for words in [&["/srv/gamma/manage.py"][..], &["/usr/bin/python3", "/srv/gamma/manage.py"]] {
        let manage = stage.machine.run(&[&set[..], &variables, words].concat());
        is_of(&stage.gamma, "www-data", stage, tell(manage));
    }
}

/// A user that no file knows.
const NAMELESS: u32 = 4242;

fn read_only(stage: &Stage) {
    let script = "mount -o remount,bind,ro / && ! touch /srv/touched 2>/dev/null || exit 3\n\
                  exec setpriv --reuid=4242 --regid=4242 --clear-groups env -i PATH=/usr/bin:/bin \"$@\"";
    let read_only = ["unshare", "--mount", "sh", "-c", script, "sh"];
    for words in [&["/srv/gamma/manage.py"][..], &["/usr/bin/python3", "/srv/gamma/manage.py"]] {
        let output = tell(stage.machine.run(&[&read_only, words].concat()));
        Report::read(output.ok().raw_stdout()).is_of_user(&stage.gamma, NAMELESS);
    }
}

fn open_to_all(stage: &Stage) {
    let machine = &stage.machine;
    machine.run(&["chmod", "o+w", "/srv/beta/.venv"]).output().ok();
    for words in [&["/srv/beta/manage.py"][..], &["/usr/bin/python3", "/srv/beta/manage.py"]] {
        let output = tell(machine.run(words).by("bob"));
        output.code(126).stderr_has("noglue: /srv/beta/.venv is writable by others; not used").stdout_is("");
    }
    machine.run(&["chmod", "o-w", "/srv/beta/.venv"]).output().ok();
}

fn of_somebody_else(stage: &Stage) {
    for python in ["python", "/usr/bin/python3"] {
        let job = stage.machine.run(&[python, "-m", "django", "--version"]).by("bob").cwd("/srv/gamma");
        job.output().code(126).stderr_has("noglue: /srv/gamma/.venv was not made by you with noglue").stdout_is("");
    }
}
