//! A generation being built: an ordinary environment beside the current one, switched in when it is whole.

use std::path::{Path, PathBuf};

use super::config::{self, Base, Extra};
use super::guard::{Guard, TEMPORARY};
use super::handover::Handover;
use super::{Found, Generation, State, VenvError, look};
use crate::sys;
use crate::sys::fs::FsResult;
use crate::sys::tree::Dir;

/// What an environment is made of, besides packages.
#[derive(Clone, Debug)]
pub struct Make<'a> {
    /// Its interpreter.
    pub base: &'a Base,
    /// Shown by activate scripts; `None`: the directory's name, chosen by them.
    pub prompt: Option<&'a str>,
    /// Whether the base interpreter's packages are visible.
    pub includes_system: bool,
    /// Files for `bin`: name and content.
    pub scripts: &'a [(String, Vec<u8>)],
    /// A directory the interpreter must not lie in.
    pub project: Option<&'a Path>,
}

/// A generation on its way. Dropped without [`Building::commit`], it is removed and nothing has changed.
#[derive(Debug)]
pub struct Building<'a> {
    pub(super) guard: &'a Guard,
    pub(super) environment: PathBuf,
    pub(super) dir: tempfile::TempDir,
    pub(super) site_packages: String,
    /// What will move to it from the current generation.
    pub(super) handover: Option<Handover>,
}

/// Whether a change must outlive a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// All of it is on the disk before the flip, and the flip before the end.
    Durable,
    /// For what is thrown away.
    Fast,
}

/// What a commit did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The generation that is current now.
    pub generation: Generation,
    /// The one that was; `None` for a new environment.
    pub previous: Option<Generation>,
}

impl<'a> Building<'a> {
    /// Starts a generation of the environment that `guard` holds, with everything `python -m venv` makes in it.
    pub fn begin(guard: &'a Guard, make: &Make<'_>) -> Result<Building<'a>, VenvError> {
        Building::begin_for(guard, make, guard.path())
    }

    /// The same, for an environment that will lie at the path `environment` when it is done.
    pub(super) fn begin_for(guard: &'a Guard, make: &Make<'_>, environment: &Path) -> Result<Building<'a>, VenvError> {
        check_interpreter(make.base, environment)?;
        if let Some(project) = make.project {
            check_interpreter(make.base, project)?;
        }
        let id = match look(guard.path())? {
            Found::Ours(venv) => venv.config().noglue_id().map(str::to_owned),
            Found::Nothing => None,
            Found::Foreign(path, _) => return Err(VenvError::Foreign { path }),
            Found::Other => return Err(VenvError::NotAnEnvironment { path: guard.path().to_owned() }),
        };
        let building = Building::begin_at(guard, make, id).map_err(|error| match error {
            VenvError::Fs(error) => VenvError::in_environment(environment)(error),
            other => other,
        })?;
        Ok(Building { environment: environment.to_owned(), ..building })
    }

    fn begin_at(guard: &'a Guard, make: &Make<'_>, id: Option<String>) -> Result<Building<'a>, VenvError> {
        let gen_dir = guard.generations();
        if sys::fs::create_dir(&gen_dir)? {
            sys::fs::replace(&guard.path().join(".gitignore"), b"*\n")?;
            sys::fs::replace(&guard.path().join("CACHEDIR.TAG"), CACHEDIR_TAG)?;
        }
        let id = match id {
            Some(id) => id,
            None => sys::random::hex(16).map_err(sys::fs::at("make an id for", guard.path()))?,
        };
        let text =
            config::write(make.base, &Extra { prompt: make.prompt, includes_system: make.includes_system, id: &id })?;
        let prefix = format!("{TEMPORARY}{}-", std::process::id());
        let dir = sys::fs::temp_dir_in(&gen_dir, &prefix)?;
        // tempfile makes it 0700; an environment is as visible as umask lets it be.
        sys::fs::set_mode(dir.path(), 0o777 & !sys::fs::umask())?;
        write_skeleton(&Dir::open(dir.path())?, make, &text)?;
        let site_packages = make.base.site_packages();
        Ok(Building { guard, environment: guard.path().to_owned(), dir, site_packages, handover: None })
    }

    /// The directory of the generation: where files go now.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The environment it belongs to: the path that scripts name.
    pub fn environment(&self) -> &Path {
        &self.environment
    }

    /// `lib/python3.12/site-packages`.
    pub fn site_packages(&self) -> &str {
        &self.site_packages
    }

    /// Errs when `needs` bytes do not fit on the file system, with a twentieth to spare.
    pub fn check_room(&self, needs: u64) -> Result<(), VenvError> {
        let free = sys::fs::free_space(self.dir())?;
        if needs.saturating_add(needs / 20) > free { Err(self.no_room(needs)) } else { Ok(()) }
    }

    /// The error that says that `needs` bytes did not fit.
    pub fn no_room(&self, needs: u64) -> VenvError {
        if sys::fs::has_no_inodes(self.dir()) {
            return VenvError::NoInodes { path: self.environment.clone() };
        }
        let free = sys::fs::free_space(self.dir()).unwrap_or(0);
        VenvError::NoRoom { path: self.environment.clone(), needs, free }
    }

    /// Makes it the current generation. Err(CannotMove), and nothing changed, when it was begun as a small change and
    /// this file system cannot exchange directories.
    pub fn commit(self, state: &State, durability: Durability) -> Result<Committed, VenvError> {
        let path = self.environment.clone();
        let committed = self.commit_inner(state, durability).map_err(VenvError::in_environment(&path))?;
        committed.ok_or(VenvError::CannotMove { path })
    }

    fn commit_inner(self, state: &State, durability: Durability) -> FsResult<Option<Committed>> {
        let Building { guard, dir, site_packages, handover, .. } = self;
        sys::fs::write_new(&dir.path().join("state.json"), &state.to_json())?;
        let site_packages = dir.path().join(&site_packages);
        // Directories that move have theirs already.
        if sys::fs::exists(&dir.path().join("bin/gunicorn")) && sys::fs::is_dir(&site_packages) {
            for (name, text) in RELOAD {
                sys::fs::replace(&site_packages.join(name), text.as_bytes())?;
            }
        }
        if durability == Durability::Durable {
            sys::flush::tree(dir.path())?;
        }
        let previous = Generation::current(guard.path()).ok();
        let number = guard.next_number()?;
        let path = guard.generations().join(number.to_string());
        sys::fs::rename(dir.path(), &path)?;
        // Renamed away: nothing is left for the guard of the temporary directory to remove.
        let _ = dir.keep();
        let generation = Generation { number, path };
        if let Some(handover) = &handover
            && !handover.run(&guard.generations())?
        {
            let doomed = guard.generations().join(format!("{TEMPORARY}{number}-old"));
            sys::fs::rename(&generation.path, &doomed)?;
            sys::fs::remove_dir_all(&doomed)?;
            return Ok(None);
        }
        guard.flip(&generation)?;
        if let Some(handover) = &handover {
            guard.settle(handover)?;
        }
        Ok(Some(Committed { generation, previous }))
    }
}

/// What lets workers of gunicorn move on to the next generation; written beside packages, claimed by none.
pub(super) const RELOAD: [(&str, &str); 2] = [
    ("noglue_reload.py", include_str!("../../shims/python/noglue_reload.py")),
    ("noglue_reload.pth", include_str!("../../shims/python/noglue_reload.pth")),
];

const CACHEDIR_TAG: &[u8] = b"Signature: 8a477f597d28d172789f06886806bc55\n\
# This directory was made by noglue and can be made again with 'noglue sync'.\n\
# See https://bford.info/cachedir/\n";

fn write_skeleton(root: &Dir, make: &Make<'_>, config: &str) -> FsResult<()> {
    let lib = Path::new("lib").join(make.base.lib_name());
    // `share` and `etc` always exist: a link to them must not dangle when another tool makes directories below it.
    for dir in [Path::new("bin"), Path::new("lib"), &lib, &lib.join("site-packages")] {
        root.make_dir(dir)?;
    }
    for dir in ["include", "share", "etc"] {
        root.make_dir(Path::new(dir))?;
    }
    root.symlink(Path::new("lib"), Path::new("lib64"))?;
    root.write(Path::new("pyvenv.cfg"), config.as_bytes(), 0o666)?;
    let bin = root.open_dir(Path::new("bin"))?;
    bin.symlink(&make.base.executable, Path::new("python"))?;
    for name in make.base.names() {
        bin.symlink(Path::new("python"), Path::new(&name))?;
    }
    for (name, content) in make.scripts {
        bin.write(Path::new(name), content, 0o666)?;
    }
    Ok(())
}

// An interpreter inside what it runs would be whatever the project ships.
fn check_interpreter(base: &Base, project: &Path) -> Result<(), VenvError> {
    let resolved = |path: &Path| sys::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    let root = resolved(project);
    if base.executable.starts_with(project) || resolved(&base.executable).starts_with(&root) {
        return Err(VenvError::InterpreterInside { interpreter: base.executable.clone(), project: project.to_owned() });
    }
    Ok(())
}
