//! Requirements files and the files they name -> [`Requirements`]. Read as pip reads them, refused where pip refuses.

use std::path::{Path, PathBuf};

use super::error::{Place, RequirementsError};
use super::hash::Hash;
use super::line::{self, At, shown};
use super::options::{self, Given, Opt};
use super::remote::Named;
use super::text::{self, Line};
use super::{Requirements, Said, World, input, project};
use crate::sourced::{Source, Sourced};
use crate::sys;

/// Reads files named with `-r`. A `pyproject.toml` among them gives its project's dependencies, a script what its
/// comments say (PEP 723).
pub fn read_files(files: &[PathBuf], world: &World<'_>) -> Result<Requirements, RequirementsError> {
    read(files, false, world)
}

/// Reads files named with `-c`, all of which becomes constraints, and with `--override`, whose requirements become
/// overrides; what else these say does not count.
pub fn read_limits(
    constraints: &[PathBuf],
    overrides: &[PathBuf],
    world: &World<'_>,
) -> Result<Requirements, RequirementsError> {
    let mut limits = read(constraints, true, world)?;
    let Requirements { roots, inputs, .. } = read(overrides, false, world)?;
    limits.extend(Requirements { overrides: roots, inputs, ..Requirements::default() });
    Ok(limits)
}

/// Reads the text of a requirements file that is on no disk, such as a pipe's; `name` is for messages. What it names is
/// below the working directory.
pub fn read_text(name: &str, bytes: &[u8], world: &World<'_>) -> Result<Requirements, RequirementsError> {
    let mut reader = Reader { world, read: Requirements::default() };
    reader.text(&Named::path(Path::new(name)), bytes, false, &mut Vec::new())?;
    Ok(reader.read)
}

fn read(files: &[PathBuf], is_constraint: bool, world: &World<'_>) -> Result<Requirements, RequirementsError> {
    let mut reader = Reader { world, read: Requirements::default() };
    for file in files {
        let named = Named::typed(file).map_err(|why| wrong(Place::Said(Source::CommandLine("-r")), why))?;
        reader.file(&named, is_constraint, None, &mut Vec::new())?;
    }
    let mut read = reader.read;
    read.inputs.sort();
    read.inputs.dedup();
    Ok(read)
}

/// How deep files may name files.
const MAX_DEPTH: usize = 30;

struct Reader<'a> {
    world: &'a World<'a>,
    read: Requirements,
}

/// One line on its way.
struct Spot<'a> {
    file: &'a Named,
    line: &'a Line,
}

impl Spot<'_> {
    fn at(&self, offset: usize) -> Place {
        self.line.place(&self.file.shown, offset)
    }

    fn wrong(&self, offset: usize, why: impl Into<String>) -> RequirementsError {
        wrong(self.at(offset), why)
    }

    fn said<T>(&self, value: T) -> Sourced<T> {
        Sourced::new(value, self.at(0).source())
    }
}

fn wrong(place: Place, why: impl Into<String>) -> RequirementsError {
    RequirementsError::Wrong { place, why: why.into(), hints: Vec::new() }
}

// What kind of thing a file is that is read for a whole project only.
fn read_alone(name: &str) -> Option<&'static str> {
    match name {
        "Pipfile" => Some("pipenv's file"),
        "setup.py" | "setup.cfg" => Some("setuptools' file"),
        "environment.yml" | "environment.yaml" => Some("conda's file"),
        _ if super::lock::is_pylock(name) || super::lock::Tool::of_lock(name).is_some() => Some("the lock file"),
        _ => None,
    }
}

impl Reader<'_> {
    /// `named` as by who names it; `open` are the files being read, by absolute path or URL.
    fn file(
        &mut self,
        named: &Named,
        is_constraint: bool,
        asked_by: Option<&Place>,
        open: &mut Vec<PathBuf>,
    ) -> Result<(), RequirementsError> {
        let path = named.shown.as_path();
        let last = named.url.as_ref().map_or(path, |url| Path::new(url.path()));
        let name = last.file_name().unwrap_or_default().to_string_lossy();
        let refuse = |why: String, hint: &str| RequirementsError::Wrong {
            place: asked_by.cloned().unwrap_or(Place::Whole(path.to_owned())),
            why,
            hints: vec![hint.to_owned()],
        };
        if let Some(kind) = read_alone(&name) {
            return Err(refuse(
                format!("{kind} {} is no file of requirements", shown(&name)),
                "'noglue sync' in its directory reads it; -r takes a requirements.txt, a pyproject.toml or a lock",
            ));
        }
        let is_whole = !is_constraint && (name == "pyproject.toml" || super::script::is_script(last));
        if let Some(url) = &named.url {
            if is_whole {
                let why = format!("{} belongs to a project, and only files of requirements have a URL", path.display());
                return Err(refuse(why, "download it and name the file"));
            }
            let bytes = (self.world.fetch)(url.as_str()).map_err(|unread| RequirementsError::Fetch {
                url: path.to_owned(),
                place: asked_by.cloned(),
                unread,
            })?;
            self.read.inputs.push(input(path, &bytes));
            return self.opened(named, url.as_str().into(), &bytes, is_constraint, open);
        }
        if is_whole && name == "pyproject.toml" {
            return project::read_into(&mut self.read, path, self.world);
        }
        if is_whole {
            return super::script::read_into(&mut self.read, path, self.world);
        }
        let absolute = sys::fs::absolute(path, self.world.cwd);
        let bytes = sys::fs::read(&absolute).map_err(|source| {
            if source.is_not_found() {
                RequirementsError::Missing { path: path.to_owned(), place: asked_by.cloned() }
            } else {
                RequirementsError::Read { place: asked_by.cloned(), source }
            }
        })?;
        self.read.inputs.push(input(&absolute, &bytes));
        self.opened(named, absolute, &bytes, is_constraint, open)
    }

    fn opened(
        &mut self,
        named: &Named,
        key: PathBuf,
        bytes: &[u8],
        is_constraint: bool,
        open: &mut Vec<PathBuf>,
    ) -> Result<(), RequirementsError> {
        open.push(key);
        self.text(named, bytes, is_constraint, open)?;
        open.pop();
        Ok(())
    }

    fn text(
        &mut self,
        file: &Named,
        bytes: &[u8],
        is_constraint: bool,
        open: &mut Vec<PathBuf>,
    ) -> Result<(), RequirementsError> {
        for line in text::lines(&file.shown, bytes, self.world.variable)? {
            self.line(&Spot { file, line: &line }, is_constraint, open)?;
        }
        Ok(())
    }

    fn line(&mut self, spot: &Spot<'_>, is_constraint: bool, open: &mut Vec<PathBuf>) -> Result<(), RequirementsError> {
        let words = options::split(spot.line.text()).map_err(|(why, at)| spot.wrong(at, why))?;
        for (word, at) in &words.stray {
            self.note(spot, *at, &format!("\"{}\" stands behind an option and is not read, as by pip", shown(word)));
        }
        let editable = words.options.iter().find(|given| given.opt == Opt::Editable);
        if let Some(editable) = editable {
            // As pip: what stands before -e is what is editable, and of several -e the first counts.
            let start = spot.line.text().find(words.requirement).unwrap_or(0);
            let before = Given { opt: Opt::Editable, value: words.requirement.to_owned(), at: start };
            let named = if words.requirement.is_empty() { editable } else { &before };
            return self.editable(spot, named, &words.options, is_constraint);
        }
        if !words.requirement.is_empty() {
            return self.requirement(spot, words.requirement, &words.options, is_constraint);
        }
        let mut files = words.options.iter().filter(|given| matches!(given.opt, Opt::Requirement | Opt::Constraint));
        // pip reads the first -r of a line, else the first -c, and nothing else then.
        if let Some(first) = files.clone().find(|g| g.opt == Opt::Requirement).or_else(|| files.next()) {
            for other in words.options.iter().filter(|given| *given != first) {
                let why = format!("{} beside {} is not read, as by pip", other.opt.name(), first.opt.name());
                self.note(spot, other.at, &why);
            }
            return self.nested(spot, first, open);
        }
        words.options.iter().try_for_each(|given| self.option(spot, given))
    }

    fn note(&mut self, spot: &Spot<'_>, at: usize, what: &str) {
        self.read.notes.push(format!("{}: {what}", spot.at(at)));
    }

    fn requirement(
        &mut self,
        spot: &Spot<'_>,
        text: &str,
        given: &[Given],
        is_constraint: bool,
    ) -> Result<(), RequirementsError> {
        let start = spot.line.text().find(text).unwrap_or(0);
        let said = self.parsed(spot, start, |at| line::parse(text, at))?;
        self.add(spot, text, start, said, given, is_constraint)
    }

    fn editable(
        &mut self,
        spot: &Spot<'_>,
        editable: &Given,
        given: &[Given],
        is_constraint: bool,
    ) -> Result<(), RequirementsError> {
        if is_constraint {
            return Err(spot.wrong(editable.at, "a constraint cannot be editable"));
        }
        let said = self.parsed(spot, editable.at, |at| line::parse_editable(&editable.value, at))?;
        let rest: Vec<Given> = given.iter().filter(|other| *other != editable).cloned().collect();
        self.add(spot, &editable.value, editable.at, said, &rest, false)
    }

    fn parsed(
        &self,
        spot: &Spot<'_>,
        start: usize,
        parse: impl FnOnce(&At<'_>) -> Result<Said, RequirementsError>,
    ) -> Result<Said, RequirementsError> {
        let beside = self.beside(spot);
        let bases = [beside.as_path(), self.world.cwd];
        parse(&At { place: &|offset| spot.at(start + offset), bases: &bases })
    }

    fn add(
        &mut self,
        spot: &Spot<'_>,
        text: &str,
        start: usize,
        mut said: Said,
        given: &[Given],
        is_constraint: bool,
    ) -> Result<(), RequirementsError> {
        let (hashes, settings) = match &mut said {
            Said::Named(root) => (&mut root.hashes, &mut root.config_settings),
            Said::Unnamed(unnamed) => (&mut unnamed.hashes, &mut unnamed.config_settings),
        };
        for option in given {
            match option.opt {
                Opt::Hash => {
                    let hash = Hash::parse(&option.value).map_err(|why| spot.wrong(option.at, why))?;
                    hashes.push(hash);
                }
                Opt::ConfigSettings => {
                    let pair = option.value.split_once('=').filter(|(key, _)| !key.is_empty());
                    let (key, value) =
                        pair.ok_or_else(|| spot.wrong(option.at, "--config-settings has the form KEY=VALUE"))?;
                    settings.entry(key.to_owned()).or_default().push(value.to_owned());
                }
                // In pip these two count wherever they stand, and for all packages.
                Opt::NoBinary | Opt::OnlyBinary => self.option(spot, option)?,
                other => {
                    let why = format!("{} behind a requirement is not read, as by pip", other.name());
                    self.note(spot, option.at, &why);
                }
            }
        }
        if !is_constraint {
            self.read.push(spot.said(said));
            return Ok(());
        }
        let Said::Named(root) = said else {
            return Err(spot.wrong(start, format!("a constraint needs a name: \"{}\"", shown(text))));
        };
        if !root.requirement.extras.is_empty() {
            return Err(spot.wrong(start, format!("a constraint has no extras: \"{}\"", shown(text))));
        }
        self.read.constraints.push(spot.said(root));
        Ok(())
    }

    fn nested(&mut self, spot: &Spot<'_>, given: &Given, open: &mut Vec<PathBuf>) -> Result<(), RequirementsError> {
        let place = spot.at(given.at);
        let value = given.value.as_str();
        let named = spot.file.join(value).map_err(|why| wrong(place.clone(), why))?;
        let key = match &named.url {
            Some(url) => url.as_str().into(),
            None => sys::fs::absolute(&named.shown, self.world.cwd),
        };
        if open.contains(&key) {
            let why = format!("{} names itself, directly or through others", shown(value));
            return Err(wrong(place, why));
        }
        if open.len() >= MAX_DEPTH {
            return Err(spot.wrong(given.at, "files name files more than 30 deep"));
        }
        self.file(&named, given.opt == Opt::Constraint, Some(&place), open)
    }

    fn option(&mut self, spot: &Spot<'_>, given: &Given) -> Result<(), RequirementsError> {
        let value = given.value.clone();
        match given.opt {
            Opt::IndexUrl => {
                // pip: a later --index-url forgets the extra ones before it.
                self.read.options.extra_index_urls.clear();
                self.read.options.index_url = Some(spot.said(value));
            }
            Opt::ExtraIndexUrl => self.read.options.extra_index_urls.push(spot.said(value)),
            Opt::FindLinks => {
                let links = self.find_links(spot, value);
                self.read.options.find_links.push(links);
            }
            Opt::TrustedHost => self.read.options.trusted_hosts.push(spot.said(value)),
            Opt::NoIndex => self.read.options.no_index = Some(spot.at(given.at).source()),
            Opt::Pre => self.read.options.pre = true,
            Opt::AllReleases => {
                self.read.options.releases.all(&value).map_err(|why| spot.wrong(given.at, why))?;
            }
            Opt::OnlyFinal => {
                self.read.options.releases.only_final(&value).map_err(|why| spot.wrong(given.at, why))?;
            }
            Opt::PreferBinary => self.read.options.prefer_binary = true,
            Opt::RequireHashes => self.read.options.require_hashes = Some(true),
            Opt::NoRequireHashes => self.read.options.require_hashes = Some(false),
            Opt::NoBinary => {
                self.read.options.formats.no_binary(&value).map_err(|why| spot.wrong(given.at, why))?;
            }
            Opt::OnlyBinary => {
                self.read.options.formats.only_binary(&value).map_err(|why| spot.wrong(given.at, why))?;
            }
            Opt::Hash => self.note(spot, given.at, "--hash without a requirement is not read, as by pip"),
            Opt::UseFeature => {
                self.note(spot, given.at, &format!("--use-feature {} means nothing here", shown(&value)));
            }
            Opt::ConfigSettings => {
                self.note(spot, given.at, "--config-settings without a requirement is not read, as by pip");
            }
            // Read before, or as a file of its own.
            Opt::Editable | Opt::Requirement | Opt::Constraint => {}
        }
        Ok(())
    }

    // pip: relative to the file when that exists, else left to the working directory.
    fn find_links(&self, spot: &Spot<'_>, value: String) -> Sourced<String> {
        let beside = sys::fs::absolute(Path::new(&value), &self.beside(spot));
        let is_url = value.contains("://") || value.starts_with("file:");
        let found = Some(beside).filter(|path| !is_url && sys::fs::exists(path));
        spot.said(found.and_then(|path| path.to_str().map(str::to_owned)).unwrap_or(value))
    }

    // The directory of the file; a file on a server has none, and what it names is below the working directory.
    fn beside(&self, spot: &Spot<'_>) -> PathBuf {
        if spot.file.url.is_some() {
            return self.world.cwd.to_owned();
        }
        let file = sys::fs::absolute(&spot.file.shown, self.world.cwd);
        file.parent().unwrap_or(Path::new("/")).to_owned()
    }
}
