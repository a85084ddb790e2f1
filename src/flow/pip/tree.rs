//! `noglue tree`: what is installed and what it needs, or what needs it, drawn as a tree or as data.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Value, json};

use super::graph::{Graph, State};
use super::inventory::Inventory;
use super::latest::{self, Newest};
use super::target::Target;
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::flow::options::{IndexOptions, ResolveOptions};
use crate::flow::{drift, packages_named};
use crate::pep::name::{ExtraName, PackageName};
use crate::ui::{clean, nearest};

/// What was asked for on the command line.
#[derive(Debug, Default)]
pub struct Request {
    pub target: Option<PathBuf>,
    /// Only from these on.
    pub packages: Vec<String>,
    /// From these packages to what needs them.
    pub invert: Vec<String>,
    pub depth: Option<usize>,
    pub no_dedupe: bool,
    /// With the newest version of each.
    pub outdated: bool,
    pub json: bool,
    pub index: IndexOptions,
    pub resolve: ResolveOptions,
}

/// Prints it.
pub fn run(context: &Context, request: &Request) -> Result<()> {
    let target = Target::find(context, request.target.as_deref())?;
    let interpreter = target.interpreter(context)?;
    let inventory = Inventory::of(context, &target)?;
    let asked = asked_extras(context, &target);
    let graph = Graph::of(&inventory, &interpreter.markers, &asked);
    let is_inverted = !request.invert.is_empty();
    let named = packages_named(if is_inverted { &request.invert } else { &request.packages })?;
    for name in &named {
        if inventory.get(name).is_none() {
            let refusal = Plain::refused(format!("{name} is not installed in {}", target.env.display()));
            let known = inventory.iter().map(|item| item.installed.name.as_str());
            let near = nearest(name.as_str(), known);
            return Err(match near.first() {
                Some(near) => refusal.hint(format!("did you mean {near}?")),
                None => refusal.hint("'noglue pip list' lists what is"),
            }
            .into());
        }
    }
    let tops = if named.is_empty() { graph.tops() } else { named };
    let newest = match request.outdated {
        true => latest::of_all(context, &target, &interpreter, &inventory, &request.index, &request.resolve)?,
        false => BTreeMap::new(),
    };
    let mut drawing = Drawing {
        inventory: &inventory,
        graph: &graph,
        asked: &asked,
        newest: &newest,
        is_inverted,
        depth: request.depth.unwrap_or(usize::MAX),
        dedupes: !request.no_dedupe,
        lines: Vec::new(),
        shown: BTreeSet::new(),
        is_cut: false,
    };
    if request.json {
        context.ui.data(serde_json::to_string_pretty(&drawing.json(&tops)).expect("strings and numbers only"));
        return Ok(());
    }
    for top in &tops {
        drawing.top(top);
    }
    for line in &drawing.lines {
        context.ui.data(line);
    }
    if drawing.is_cut {
        context.ui.note("(*) is drawn above with what it needs; --no-dedupe draws it each time");
    }
    Ok(())
}

/// The extras that a person asked for, by package.
pub(super) fn asked_extras(context: &Context, target: &Target) -> BTreeMap<PackageName, Vec<ExtraName>> {
    let current = drift::current(context, &target.env);
    let packages = current.map(|current| current.state.packages).unwrap_or_default();
    let extras = |all: &[String]| all.iter().filter_map(|extra| ExtraName::parse(extra).ok()).collect();
    let pair =
        |package: &crate::venv::Package| Some((PackageName::parse(&package.name).ok()?, extras(&package.extras)));
    packages.iter().filter(|package| package.requested).filter_map(pair).collect()
}

struct Drawing<'a> {
    inventory: &'a Inventory,
    graph: &'a Graph,
    asked: &'a BTreeMap<PackageName, Vec<ExtraName>>,
    newest: &'a BTreeMap<PackageName, Newest>,
    is_inverted: bool,
    depth: usize,
    dedupes: bool,
    lines: Vec<String>,
    shown: BTreeSet<PackageName>,
    is_cut: bool,
}

/// One line below another.
struct Branch {
    name: PackageName,
    extras: Vec<ExtraName>,
    remark: String,
    is_missing: bool,
}

impl Drawing<'_> {
    fn top(&mut self, name: &PackageName) {
        let extras = self.asked.get(name).cloned().unwrap_or_default();
        let branch = Branch { name: name.clone(), extras, remark: String::new(), is_missing: false };
        self.draw(&branch, "", "", &mut Vec::new());
    }

    fn draw(&mut self, branch: &Branch, lead: &str, below: &str, open: &mut Vec<PackageName>) {
        let children = self.branches(&branch.name);
        let is_circle = open.contains(&branch.name);
        let is_known = self.dedupes && self.shown.contains(&branch.name) && !children.is_empty();
        let is_deep = open.len() >= self.depth;
        let mark = match () {
            () if is_circle => " (circle)",
            () if is_known && !is_deep => " (*)",
            () => "",
        };
        self.lines.push(format!("{lead}{}{mark}", self.label(branch)));
        if is_circle || is_deep || branch.is_missing {
            return;
        }
        if is_known {
            self.is_cut = true;
            return;
        }
        self.shown.insert(branch.name.clone());
        open.push(branch.name.clone());
        let last = children.len().saturating_sub(1);
        for (at, child) in children.iter().enumerate() {
            let (turn, line) = if at == last { ("└── ", "    ") } else { ("├── ", "│   ") };
            self.draw(child, &format!("{below}{turn}"), &format!("{below}{line}"), open);
        }
        open.pop();
    }

    fn branches(&self, name: &PackageName) -> Vec<Branch> {
        if self.is_inverted {
            let all = self.graph.needed_by.get(name).into_iter().flatten();
            let branch = |other: &PackageName| {
                let need = self.graph.needs[other].iter().find(|need| need.requirement.name == *name);
                let asks = need.map(|need| specifiers(&need.requirement)).unwrap_or_default();
                let remark = if asks.is_empty() { String::new() } else { format!(" (needs {name}{asks})") };
                Branch { name: other.clone(), extras: Vec::new(), remark, is_missing: false }
            };
            return all.map(branch).collect();
        }
        let needs = self.graph.needs.get(name).map(Vec::as_slice).unwrap_or_default();
        let branch = |need: &super::graph::Need| {
            let asks = specifiers(&need.requirement);
            let remark = match need.state {
                State::Met => String::new(),
                State::Missing if asks.is_empty() => " (missing)".to_owned(),
                State::Missing => format!(" (missing, needs {asks})"),
                State::Unmet => format!(" (needs {asks})"),
            };
            let extras = need.requirement.extras.clone();
            let is_missing = need.state == State::Missing;
            Branch { name: need.requirement.name.clone(), extras, remark, is_missing }
        };
        needs.iter().map(branch).collect()
    }

    fn label(&self, branch: &Branch) -> String {
        let extras: Vec<&str> = branch.extras.iter().map(ExtraName::as_str).collect();
        let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
        let version =
            self.inventory.get(&branch.name).map_or(String::new(), |item| format!(" {}", item.installed.version));
        let current = self.inventory.get(&branch.name).map(|item| item.installed.version.as_str());
        let newest = self
            .newest
            .get(&branch.name)
            .filter(|newest| current.is_some_and(|current| !drift::is_same_version(current, &newest.version)));
        let newest = newest.map_or(String::new(), |newest| format!(" (latest: {})", newest.version));
        clean(&format!("{}{extras}{version}{}{newest}", branch.name, branch.remark))
    }

    // Each package once, with the names on both sides of it: a tree is what the reader makes of it.
    fn json(&self, tops: &[PackageName]) -> Value {
        let mut all = BTreeSet::new();
        let mut todo: Vec<(PackageName, usize)> = tops.iter().map(|top| (top.clone(), 0)).collect();
        let mut at = 0;
        while let Some((name, depth)) = todo.get(at).cloned() {
            at += 1;
            if self.inventory.get(&name).is_none() || !all.insert(name.clone()) || depth >= self.depth {
                continue;
            }
            todo.extend(self.branches(&name).into_iter().map(|branch| (branch.name, depth + 1)));
        }
        let package = |name: &PackageName| {
            let item = self.inventory.get(name)?;
            let needs = self.graph.needs.get(name).map(Vec::as_slice).unwrap_or_default();
            let needs: Vec<Value> = needs
                .iter()
                .map(|need| {
                    json!({
                        "name": need.requirement.name.as_str(),
                        "extras": need.requirement.extras.iter().map(ExtraName::as_str).collect::<Vec<_>>(),
                        "requires": specifiers(&need.requirement),
                        "is_installed": need.state != State::Missing,
                        "is_satisfied": need.state == State::Met,
                    })
                })
                .collect();
            let needed_by = self.graph.needed_by.get(name).into_iter().flatten().map(PackageName::as_str);
            let mut value = json!({
                "name": name.as_str(),
                "version": item.installed.version,
                "requested": item.installed.requested,
                "needs": needs,
                "needed_by": needed_by.collect::<Vec<_>>(),
            });
            if let Some(newest) = self.newest.get(name) {
                value["latest"] = newest.version.as_str().into();
            }
            Some(value)
        };
        json!({
            "tops": tops.iter().map(PackageName::as_str).collect::<Vec<_>>(),
            "packages": all.iter().filter_map(package).collect::<Vec<_>>(),
        })
    }
}

fn specifiers(requirement: &crate::pep::requirement::Requirement) -> String {
    match &requirement.source {
        crate::pep::requirement::Source::Any(specifiers) => specifiers.to_string(),
        crate::pep::requirement::Source::Url(url) => format!(" @ {}", crate::net::hide(url)),
    }
}
