//! Django projects on a machine: made by Django itself, their environment by `noglue sync`, both as their owner; and
//! what a process of theirs reports of itself, checked.
//!
//! Each has another Django than the system, and another version of the package `marker`. `manage.py` and `wsgi.py` are
//! as Django made them; only a view is added (`report.py`).

use serde_json::Value;

use super::machine::{Job, Machine};
use crate::support::wheel;

/// The system's Django, older than any of these, is what a leak shows.
pub const NEWEST: &str = "5.2.19";
pub const NEWER: &str = "5.1.15";
pub const NEW: &str = "4.2.11";

/// Where wheels lie: those of the cached system, and those a test made.
const WHEELS: &str = "/srv/wheels /srv/markers";

/// A project on a machine.
#[derive(Clone, Debug)]
pub struct Site {
    pub owner: String,
    pub dir: String,
    pub django: String,
    pub marker: String,
}

impl Machine {
    /// The project `/srv/NAME` of `owner`: package `proj`, this Django, `marker==VERSION`, and `more` requirements.
    #[track_caller]
    pub fn site(&self, owner: &str, name: &str, django: &str, marker: &str, more: &[&str]) -> Site {
        let site = Site {
            owner: owner.to_owned(),
            dir: format!("/srv/{name}"),
            django: django.to_owned(),
            marker: marker.to_owned(),
        };
        self.publish_marker(marker);
        let requirements = format!("django=={django}\nmarker=={marker}\ntzdata\n{}\n", more.join("\n"));
        self.write(&format!("{}/requirements.txt", site.dir), requirements);
        self.give(&site.dir, &format!("{owner}:{owner}"));
        self.sync(&site);
        self.noglue(&site, &["run", "--", "django-admin", "startproject", "proj", "."]).output().ok();
        let urls = "from django.urls import path\n\nfrom proj.report import report\n\n\
                    urlpatterns = [path(\"\", report), path(\"report\", report)]\n";
        self.write(&format!("{}/proj/urls.py", site.dir), urls);
        self.write(&format!("{}/proj/report.py", site.dir), include_str!("report.py"));
        self.give(&site.dir, &format!("{owner}:{owner}"));
        site
    }

    /// `noglue sync` by the owner.
    #[track_caller]
    pub fn sync(&self, site: &Site) {
        self.noglue(site, &["sync"]).output().ok();
    }

    /// `noglue WORDS` by the owner, in the project, without a network.
    pub fn noglue(&self, site: &Site, words: &[&str]) -> Job<'_> {
        let home = if site.owner == "root" { "/root".to_owned() } else { format!("/home/{}", site.owner) };
        let job = self.run(&[&["noglue"], words].concat()).by(&site.owner).cwd(&site.dir).env("HOME", &home);
        job.env("PIP_NO_INDEX", "1").env("PIP_FIND_LINKS", WHEELS).env("NOGLUE_COMPILE", "never")
    }

    /// Makes a version of the package `marker` available.
    pub fn publish_marker(&self, version: &str) {
        let package = wheel("marker", version)
            .file("marker/__init__.py", format!("__version__ = \"{version}\"\n"))
            .file("marker/late.py", format!("VERSION = \"{version}\"\n"));
        self.write(&format!("/srv/markers/{}", package.filename()), package.build());
    }

    /// A user's number.
    pub fn uid(&self, user: &str) -> u32 {
        let users = self.read("/etc/passwd");
        let fields = users.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|fields| fields[0] == user);
        fields.expect("a user of the machine")[2].parse().unwrap()
    }
}

/// A report, parsed.
#[derive(Debug)]
pub struct Report(Value);

impl Report {
    /// Reads what `report.py` wrote; the last line, as programs may say something before.
    #[track_caller]
    pub fn read(text: &str) -> Report {
        let line = text.lines().next_back().unwrap_or_default();
        Report(serde_json::from_str(line).unwrap_or_else(|e| panic!("no report ({e}): {text}")))
    }

    /// One fact that is text.
    pub fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or_else(|| panic!("no {name} in {}", self.0))
    }

    /// The process, as the machine sees it.
    pub fn pid(&self) -> u64 {
        self.0["pid"].as_u64().unwrap()
    }

    /// The process that started it.
    pub fn parent(&self) -> u64 {
        self.0["parent"].as_u64().unwrap()
    }

    /// The process runs in this project's environment, as this user, and sees nothing of the system's packages.
    #[track_caller]
    pub fn is_of(&self, site: &Site, machine: &Machine, user: &str) {
        self.is_of_user(site, machine.uid(user));
    }

    /// As [`Report::is_of`], the user by number.
    #[track_caller]
    pub fn is_of_user(&self, site: &Site, uid: u32) {
        let facts = &self.0;
        let venv = format!("{}/.venv", site.dir);
        let is_ours = |path: &str| path == venv || path.starts_with(&format!("{venv}/gen/"));
        assert!(is_ours(self.text("prefix")) && is_ours(self.text("exec_prefix")), "{facts:#}");
        assert_eq!(self.text("base_prefix"), "/usr", "{facts:#}");
        assert!(self.text("executable").starts_with(&format!("{venv}/")), "{facts:#}");
        assert_eq!((self.text("django"), self.text("marker")), (&*site.django, &*site.marker), "{facts:#}");
        assert_eq!(self.text("late"), site.marker, "{facts:#}");
        assert!(self.text("django_file").starts_with(&format!("{venv}/")), "{facts:#}");
        let path = facts["path"].as_array().unwrap().iter().map(|entry| entry.as_str().unwrap_or_default());
        let leaks: Vec<&str> = path.filter(|entry| entry.contains("dist-packages")).collect();
        assert!(leaks.is_empty(), "the system's packages are in reach: {leaks:?}");
        assert_eq!(facts["uid"], uid, "{facts:#}");
    }
}
