//! A generation that differs little from the current one: what does not change is not made again.
//!
//! Paths that go and paths that come in, a generation on its way out in which every directory without such a path is
//! still a link, until [`Handover`] moves it. Gives up, and says nothing, where it would have to decide something: two
//! packages with one file, an environment that is made differently now.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::building::RELOAD;
use super::config::{self, Extra};
use super::guard::{Guard, TEMPORARY};
use super::handover::{Handover, MOVED, MOVING};
use super::{Building, Found, Generation, Make, VenvError, look};
use crate::sys;
use crate::sys::fs::FsResult;

/// What a small change touches, relative to a generation's root.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// Files that go, and directories that go with all that is in them.
    pub going: BTreeSet<PathBuf>,
    /// Files that will be put in.
    pub coming: BTreeSet<PathBuf>,
}

impl Touched {
    fn is_below(&self, dir: &Path) -> bool {
        let lies_in = |paths: &BTreeSet<PathBuf>| {
            paths.range(dir.to_owned()..).find(|path| *path != dir).is_some_and(|path| path.starts_with(dir))
        };
        lies_in(&self.going) || lies_in(&self.coming)
    }
}

impl<'a> Building<'a> {
    /// Starts a generation that is the current one but for `touched`. `None` when it has to be made as a whole.
    pub fn begin_small(
        guard: &'a Guard,
        make: &Make<'_>,
        touched: &Touched,
    ) -> Result<Option<Building<'a>>, VenvError> {
        let Found::Ours(venv) = look(guard.path())? else { return Ok(None) };
        let Some(id) = venv.config().noglue_id() else { return Ok(None) };
        let current = venv.current()?;
        let extra = Extra { prompt: make.prompt, includes_system: make.includes_system, id };
        let is_made_so =
            sys::fs::read(&current.path.join("pyvenv.cfg"))? == config::write(make.base, &extra)?.as_bytes();
        if !is_made_so || sys::fs::exists(&current.path.join(MOVED)) {
            return Ok(None);
        }
        Building::begin_small_at(guard, make, touched, &current).map_err(VenvError::in_environment(guard.path()))
    }

    fn begin_small_at(
        guard: &'a Guard,
        make: &Make<'_>,
        touched: &Touched,
        current: &Generation,
    ) -> FsResult<Option<Building<'a>>> {
        let prefix = format!("{TEMPORARY}{}-", std::process::id());
        let dir = sys::fs::temp_dir_in(&guard.generations(), &prefix)?;
        sys::fs::set_mode(dir.path(), 0o777 & !sys::fs::umask())?;
        let handover = Handover { from: current.number, to: guard.next_number()?, directories: Vec::new() };
        let mut growth = Growth { from: &current.path, to: dir.path(), touched, handover };
        if growth.fill(Path::new(""))?.is_none() {
            return Ok(None);
        }
        sys::fs::write_new(&dir.path().join(MOVING), &growth.handover.to_bytes())?;
        let handover = Some(growth.handover);
        let site_packages = make.base.site_packages();
        Ok(Some(Building { guard, environment: guard.path().to_owned(), dir, site_packages, handover }))
    }
}

struct Growth<'a> {
    from: &'a Path,
    to: &'a Path,
    touched: &'a Touched,
    handover: Handover,
}

impl Growth<'_> {
    // Gives the number of names in the new directory; `None`: not this way.
    fn fill(&mut self, dir: &Path) -> FsResult<Option<usize>> {
        let is_root = dir.as_os_str().is_empty();
        // By the real place of its `bin/python` a process tells which generation it was started on.
        let (bin, gunicorn) = (Path::new("bin"), Path::new("bin/gunicorn"));
        let mut count = 0;
        for name in sys::fs::names(&self.from.join(dir))? {
            let path = dir.join(&name);
            let is_made_anew = is_root && (name == "state.json" || name == MOVING);
            let is_of_gunicorn = RELOAD.iter().any(|(own, _)| name == *own) && self.touched.going.contains(gunicorn);
            if is_made_anew || is_of_gunicorn || self.touched.going.contains(&path) {
                continue;
            }
            let (old, new) = (self.from.join(&path), self.to.join(&path));
            if !sys::fs::symlink_metadata(&old)?.is_dir() {
                // Something else is to come to this place, or below it.
                if self.touched.coming.contains(&path) || self.touched.is_below(&path) {
                    return Ok(None);
                }
                sys::fs::link_or_copy(&old, &new)?;
            } else if self.touched.coming.contains(&path) {
                return Ok(None);
            } else if !self.touched.is_below(&path) && path != bin {
                sys::fs::symlink(&self.handover.link(&path), &new)?;
                self.handover.directories.push(path);
            } else {
                sys::fs::create_dir(&new)?;
                let Some(inside) = self.fill(&path)? else { return Ok(None) };
                if inside == 0 && !is_kept_empty(&path) && !self.comes_to(&path) {
                    sys::fs::remove_empty_dir(&new)?;
                    continue;
                }
            }
            count += 1;
        }
        Ok(Some(count))
    }

    fn comes_to(&self, dir: &Path) -> bool {
        self.touched.coming.range(dir.to_owned()..).next().is_some_and(|path| path.starts_with(dir))
    }
}

// What an environment has from the beginning.
fn is_kept_empty(dir: &Path) -> bool {
    let depth = dir.components().count();
    depth == 1
        || (dir.starts_with("lib") && (depth == 2 || dir.file_name().is_some_and(|name| name == "site-packages")))
}
