//! A region as a marker: as short as it can be said, given that only environments of a larger region will ask.

use std::collections::{BTreeMap, BTreeSet};

use super::{NOT_YET, Platform, Point, Region, Span};
use crate::pep::marker::Marker;

/// How an environment stands to the region that is to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Is {
    In,
    Out,
    /// Nobody will ask.
    Never,
}

/// The marker that holds in `region` and nowhere else in `whole`; `None` when it would hold everywhere.
pub fn marker(platforms: &[Platform], whole: &Region, region: &Region) -> Option<Marker> {
    let text = Table::of(platforms, whole, region).text()?;
    Some(Marker::parse(&text).expect("it was written by the rules of markers"))
}

/// Each platform of a region as a marker, with its Pythons where they are not all that a platform can have here.
pub fn environments(platforms: &[Platform], region: &Region, specifiers: &Region) -> Vec<Marker> {
    let of = |at: usize| {
        let platform = &platforms[at];
        let mut text = format!(
            "sys_platform == \"{}\" and platform_machine == \"{}\" and implementation_name == \"{}\"",
            platform.sys_platform, platform.platform_machine, platform.implementation_name
        );
        let own = |region: &Region| Region(region.0.iter().filter(|(p, _)| *p == at).map(|(_, s)| (0, *s)).collect());
        let (asked, has) = (own(specifiers), own(region));
        if let Some(pythons) = Table::of(platforms, &asked, &has).text() {
            text = format!("{text} and {}", grouped(&pythons));
        }
        Marker::parse(&text).expect("it was written by the rules of markers")
    };
    region.platforms().into_iter().map(of).collect()
}

struct Table<'a> {
    platforms: &'a [Platform],
    spans: Vec<Span>,
    columns: Vec<usize>,
    // By span, then by column.
    cells: Vec<Vec<Is>>,
}

impl<'a> Table<'a> {
    fn of(platforms: &'a [Platform], whole: &Region, region: &Region) -> Table<'a> {
        let both = whole.0.iter().chain(&region.0);
        let edges: BTreeSet<Point> = both.flat_map(|(_, span)| [span.from, span.to]).collect();
        let edges: Vec<Point> = edges.into_iter().collect();
        let spans: Vec<Span> = edges.windows(2).map(|pair| Span { from: pair[0], to: pair[1] }).collect();
        let columns: Vec<usize> = whole.platforms().into_iter().collect();
        let is = |column: &usize, span: &Span| {
            let has = |region: &Region| {
                region.0.iter().any(|(at, own)| at == column && own.from <= span.from && span.to <= own.to)
            };
            match (has(whole), has(region)) {
                (_, true) => Is::In,
                (true, false) => Is::Out,
                (false, false) => Is::Never,
            }
        };
        let cells = spans.iter().map(|span| columns.iter().map(|column| is(column, span)).collect()).collect();
        Table { platforms, spans, columns, cells }
    }

    // `None`: always.
    fn text(&self) -> Option<String> {
        if self.cells.iter().flatten().all(|is| *is != Is::Out) {
            return None;
        }
        let columns: Vec<Is> = (0..self.columns.len())
            .map(|at| one(self.cells.iter().map(|row| row[at])))
            .collect::<Option<_>>()
            .unwrap_or_default();
        if !columns.is_empty() {
            return Some(self.of_platforms(&columns).unwrap_or_else(|| "os_name == \"\"".into()));
        }
        let rows: Option<Vec<Is>> = self.cells.iter().map(|row| one(row.iter().copied())).collect();
        if let Some(rows) = rows {
            return self.of_pythons(&rows);
        }
        // Pythons with the same platforms, or platforms with the same Pythons: whichever is shorter.
        let by_row = self.by_row();
        let by_column = self.by_column();
        Some(if by_column.len() < by_row.len() { by_column } else { by_row })
    }

    fn by_row(&self) -> String {
        let mut patterns: BTreeMap<&Vec<Is>, Vec<usize>> = BTreeMap::new();
        for (at, row) in self.cells.iter().enumerate().filter(|(_, row)| row.contains(&Is::In)) {
            patterns.entry(row).or_default().push(at);
        }
        let mut parts = Vec::new();
        for (pattern, rows) in &patterns {
            let is = |at: usize| match self.cells[at].iter().all(|is| *is == Is::Never) {
                true => Is::Never,
                false if rows.contains(&at) => Is::In,
                false => Is::Out,
            };
            let pythons: Vec<Is> = (0..self.spans.len()).map(is).collect();
            parts.push((rows[0], both(self.of_pythons(&pythons), self.of_platforms(pattern))));
        }
        joined(parts)
    }

    fn by_column(&self) -> String {
        let column = |at: usize| -> Vec<Is> { self.cells.iter().map(|row| row[at]).collect() };
        let mut patterns: BTreeMap<Vec<Is>, Vec<usize>> = BTreeMap::new();
        for at in (0..self.columns.len()).filter(|at| column(*at).contains(&Is::In)) {
            patterns.entry(column(at)).or_default().push(at);
        }
        let mut parts = Vec::new();
        for (pattern, columns) in &patterns {
            let is = |at: usize| if columns.contains(&at) { Is::In } else { Is::Out };
            let platforms: Vec<Is> = (0..self.columns.len()).map(is).collect();
            parts.push((columns[0], both(self.of_pythons(pattern), self.of_platforms(&platforms))));
        }
        joined(parts)
    }

    fn of_pythons(&self, rows: &[Is]) -> Option<String> {
        if rows.iter().all(|is| *is != Is::Out) {
            return None;
        }
        let mut parts = Vec::new();
        let mut at = 0;
        while at < rows.len() {
            if rows[at] != Is::In {
                at += 1;
                continue;
            }
            let mut end = at;
            while end + 1 < rows.len() && rows[end + 1] != Is::Out {
                end += 1;
            }
            while rows[end] == Is::Never {
                end -= 1;
            }
            let is_first = rows[..at].iter().all(|is| *is != Is::Out);
            let is_last = rows[end + 1..].iter().all(|is| *is != Is::Out);
            let (from, to) = (self.spans[at].from, self.spans[end].to);
            parts.push(match (is_first, is_last) {
                (true, true) => continue,
                (true, false) => compared("<", to),
                (false, true) => compared(">=", from),
                (false, false) if from[2] == 0 && to == [from[0], from[1] + 1, 0] => {
                    format!("python_version == \"{}.{}\"", from[0], from[1])
                }
                (false, false) => format!("{} and {}", compared(">=", from), compared("<", to)),
            });
            at = end + 1;
        }
        Some(parts.join(" or "))
    }

    fn of_platforms(&self, columns: &[Is]) -> Option<String> {
        if columns.iter().all(|is| *is != Is::Out) {
            return None;
        }
        let mut systems: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let asked = (0..columns.len()).filter(|at| columns[*at] != Is::Never);
        for at in asked {
            systems.entry(&self.platforms[self.columns[at]].sys_platform).or_default().push(at);
        }
        let all = |at: &[usize], is: Is| at.iter().all(|at| columns[*at] == is);
        let out: Vec<&str> = systems.iter().filter(|(_, at)| all(at, Is::Out)).map(|(name, _)| *name).collect();
        let whole: Vec<&str> = systems.iter().filter(|(_, at)| all(at, Is::In)).map(|(name, _)| *name).collect();
        if let ([one], true) = (out.as_slice(), whole.len() > 1 && whole.len() + 1 == systems.len()) {
            return Some(format!("sys_platform != \"{one}\""));
        }
        let mut parts = Vec::new();
        for (name, at) in &systems {
            let system = format!("sys_platform == \"{name}\"");
            if all(at, Is::In) {
                parts.push(system);
                continue;
            }
            for own in at.iter().filter(|at| columns[**at] == Is::In) {
                let platform = &self.platforms[self.columns[*own]];
                let same = |other: &&usize| {
                    self.platforms[self.columns[**other]].platform_machine == platform.platform_machine
                };
                let machine = format!("{system} and platform_machine == \"{}\"", platform.platform_machine);
                parts.push(match at.iter().filter(same).all(|other| columns[*other] == Is::In) {
                    true => machine,
                    false => format!("{machine} and implementation_name == \"{}\"", platform.implementation_name),
                });
            }
        }
        parts.dedup();
        Some(parts.join(" or "))
    }
}

// The one answer of all that are asked; `None` when there are two.
fn one(all: impl Iterator<Item = Is>) -> Option<Is> {
    let mut found = Is::Never;
    for is in all.filter(|is| *is != Is::Never) {
        match found {
            Is::Never => found = is,
            other if other != is => return None,
            _ => {}
        }
    }
    Some(found)
}

fn both(one: Option<String>, other: Option<String>) -> String {
    match (one, other) {
        (Some(one), Some(other)) => format!("{} and {}", grouped(&one), grouped(&other)),
        (one, other) => one.or(other).unwrap_or_default(),
    }
}

fn joined(mut parts: Vec<(usize, String)>) -> String {
    parts.sort();
    parts.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" or ")
}

/// Text of a marker that another one may stand beside with `and`.
pub fn grouped(text: &str) -> String {
    if text.contains(" or ") { format!("({text})") } else { text.to_owned() }
}

fn compared(sign: &str, point: Point) -> String {
    debug_assert!(point < NOT_YET, "the end of time is never said");
    match point {
        [major, minor, 0] => format!("python_version {sign} \"{major}.{minor}\""),
        [major, minor, micro] => format!("python_full_version {sign} \"{major}.{minor}.{micro}\""),
    }
}
