//! celery, worker and beat, with a queue of files: what each of the processes is, and what the tasks see.

use super::machine::{Job, PATH};
use super::matrix::{self, Group, refusal, row};
use super::site::{NEWEST, Report, Site};
use super::stage::Stage;

const CALLER: &str = "celery";

/// See the module.
pub const GROUP: Group = Group {
    prepare,
    rows: &[
        row(CALLER, "worker with `--workdir`, beat started in the project", |stage| {
            let worker = by_alice(stage, "/", &["celery", "--workdir=/srv/alpha", APP, "worker", "--concurrency=1"]);
            let beat = by_alice(stage, "/srv/alpha", &["celery", APP, "beat"]);
            works(stage, &stage.alpha, "alice", worker, beat);
        }),
        row(CALLER, "`python3 -m celery`, started in the project", |stage| {
            let python = ["/usr/bin/python3", "-m", "celery", APP];
            let worker = by_alice(stage, "/srv/alpha", &[&python[..], &["worker", "--pool=solo"]].concat());
            let beat = by_alice(stage, "/srv/alpha", &[&python[..], &["beat"]].concat());
            works(stage, &stage.alpha, "alice", worker, beat);
        }),
        row(CALLER, "root's project, by another user and a shim in `/usr/local/bin`", roots),
        row(CALLER, "moved to another path, and started again", moved),
        refusal(CALLER, "an environment without it", |stage| {
            let output = by_alice(stage, "/", &["celery", "--workdir=/srv/own", APP, "worker"]).output();
            output.code(127).stderr_has("noglue: /srv/own/.venv has no celery; to add it: noglue add celery");
        }),
    ],
};

const APP: &str = "--app=proj.jobs";

#[test]
fn celery_works_in_the_environment_of_its_tasks() {
    matrix::run(&GROUP);
}

fn prepare() -> Option<Stage> {
    let stage = Stage::prepare(&["celery==5.7.0"])?;
    stage.machine.site("alice", "own", NEWEST, "1.0", &[]);
    stage.machine.noglue(&stage.alpha, &["setup", "--yes"]).output().ok();
    Some(stage)
}

/// As alice's shells start programs.
fn by_alice<'a>(stage: &'a Stage, cwd: &str, words: &[&str]) -> Job<'a> {
    let path = format!("/home/alice/.local/share/noglue/shims:{PATH}");
    stage.machine.run(words).by("alice").cwd(cwd).env("PATH", &path).env("HOME", "/home/alice")
}

/// Each process that there is writes what it is.
const JOBS: &str = "from celery import Celery
from celery.signals import beat_init, worker_ready

from proj.report import facts

app = Celery('jobs', broker='filesystem://', broker_connection_retry_on_startup=True)
queue = {'data_folder_in': '/srv/queue', 'data_folder_out': '/srv/queue', 'control_folder': '/srv/queue'}
app.conf.broker_transport_options = queue
app.conf.beat_schedule = {'tell': {'task': 'tell', 'schedule': 1.0, 'args': ['task']}}
app.conf.beat_schedule_filename = '/srv/queue/schedule'


@app.task(name='tell')
def tell(name):
    with open('/srv/queue/' + name, 'w') as file:
        file.write(facts())


@beat_init.connect
def beat(**_):
    tell('beat')


@worker_ready.connect
def worker(**_):
    tell('worker')
";

#[track_caller]
fn works(stage: &Stage, site: &Site, user: &str, worker: Job<'_>, beat: Job<'_>) {
    let machine = &stage.machine;
    machine.run(&["rm", "-rf", "/srv/queue"]).output().ok();
    machine.run(&["install", "-d", "-o", user, "/srv/queue"]).output().ok();
    machine.write(&format!("{}/proj/jobs.py", site.dir), JOBS);
    let (mut worker, mut beat) = (worker.serve(), beat.serve());
    for name in ["beat", "worker", "task"] {
        let file = format!("/srv/queue/{name}");
        let server = if name == "beat" { &mut beat } else { &mut worker };
        server.wait_until(name, |_| machine.read(&file).ends_with('}'));
        Report::read(&machine.read(&file)).is_of(site, machine, user);
    }
}

fn roots(stage: &Stage) {
    let site = stage.machine.site("root", "roots", NEWEST, "1.0", &["celery==5.7.0"]);
    let start =
        |words: &[&str]| stage.machine.run(&[&["celery", APP], words].concat()).by("www-data").cwd("/srv/roots");
    works(stage, &site, "www-data", start(&["worker", "--concurrency=1"]), start(&["beat"]));
}

fn moved(stage: &Stage) {
    let site = stage.moved("celery", &["celery==5.7.0"]);
    let python = ["/usr/bin/python3", "-m", "celery", "--workdir", &site.dir, APP];
    let start = |words: &[&str]| stage.machine.run(&[&python[..], words].concat()).by("carol");
    works(stage, &site, "carol", start(&["worker", "--concurrency=1"]), start(&["beat"]));
}
