//! Which file of a project says what it needs: one table, and which lock of which tool it means.

use super::lock::Tool;
use super::project::{Project, Says};

/// The files in the order they are looked for; the first that is there and says something is the one. What of a lock
/// counts as well stands in `docs/concepts/projects.md`, with this table.
pub const TABLE: [(&str, &str); 11] = [
    ("`requirements` of `[tool.noglue]`", "the files it names"),
    ("`pylock.toml`", "locked versions"),
    ("`uv.lock`, `poetry.lock`, `pdm.lock`", "locked versions; of several, that of the tool `pyproject.toml` names"),
    ("`Pipfile.lock`", "locked versions, where `pyproject.toml` has no dependencies"),
    ("`pyproject.toml`", "`[project]`, else `[tool.poetry.dependencies]`"),
    ("`Pipfile`", "`[packages]`, and `[dev-packages]` as the group `dev`"),
    ("`requirements.txt`", "all of it"),
    (
        "`requirements/*.txt`",
        "`production` or `prod`, else `base`, `common` or `main`, else the one that is not for developers alone",
    ),
    ("`requirements.in`", "all of it"),
    ("`setup.py`, `setup.cfg`", "what the package says when it is built; `setup.cfg` alone: `install_requires`"),
    ("`environment.yml`", "its `pip:` part"),
];

/// The lock that is used, and those that are there and are not.
pub(super) fn own_lock(project: Option<&Project>, is_there: &dyn Fn(&str) -> bool) -> (Option<Tool>, Vec<Tool>) {
    let has_tables = project.is_some_and(|project| matches!(project.says(), Says::List | Says::Dynamic));
    let is_usable = |tool: &Tool| match tool {
        Tool::Pipenv => !has_tables,
        _ => project.is_some(),
    };
    let there: Vec<Tool> = Tool::ALL.into_iter().filter(|tool| is_there(tool.lock())).collect();
    let named = project.map(Project::tools).unwrap_or_default();
    let usable: Vec<Tool> = there.iter().copied().filter(is_usable).collect();
    let used = named.iter().find(|tool| usable.contains(tool)).or(usable.first()).copied();
    let others = there.into_iter().filter(|tool| Some(*tool) != used).collect();
    (used, others)
}

/// Names of files in `requirements/` that are meant before the others, the first first.
const MAIN: [&[&str]; 2] = [&["production", "prod"], &["base", "common", "main"]];

/// Files in `requirements/` that are never all a project needs.
const ASIDE: [&str; 22] = [
    "build",
    "ci",
    "constraints",
    "dev",
    "devel",
    "develop",
    "development",
    "doc",
    "docs",
    "format",
    "lint",
    "linting",
    "local",
    "optional",
    "release",
    "test",
    "testing",
    "tests",
    "tools",
    "type",
    "types",
    "typing",
];

/// Of the names of the files in `requirements/` the one that is meant; Err: those that it could be.
pub(super) fn in_folder(names: &[String]) -> Result<Option<&String>, Vec<String>> {
    let stem = |name: &&String| name.trim_end_matches(".txt").to_ascii_lowercase();
    for meant in MAIN {
        if let Some(name) = names.iter().find(|name| meant.contains(&stem(name).as_str())) {
            return Ok(Some(name));
        }
    }
    let main: Vec<&String> = names.iter().filter(|name| !ASIDE.contains(&stem(name).as_str())).collect();
    match (main.as_slice(), names) {
        ([one], _) => Ok(Some(one)),
        ([], [one]) => Ok(Some(one)),
        ([], []) => Ok(None),
        ([], _) => Err(names.to_vec()),
        (several, _) => Err(several.iter().map(|name| (*name).clone()).collect()),
    }
}
