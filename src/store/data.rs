//! Where the files of a wheel's `.data` directory belong (binary distribution format, "The .data directory").

/// A place in an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    Purelib,
    Platlib,
    Scripts,
    Headers,
    Data,
}

impl Scheme {
    /// The place of a file in `NAME.data/SCHEME/REST`, with REST; `None` for files outside such a directory. Err names a
    /// directory that is no scheme, or a file that lies in none.
    pub fn of(path: &str) -> Option<Result<(Scheme, &str), &str>> {
        // As pip does it: any top directory that ends so, not only the one with the wheel's own name.
        let (top, rest) = path.split_once('/')?;
        if !top.ends_with(".data") {
            return None;
        }
        let Some((scheme, rest)) = rest.split_once('/') else { return Some(Err(rest)) };
        Some(match scheme {
            "purelib" => Ok((Scheme::Purelib, rest)),
            "platlib" => Ok((Scheme::Platlib, rest)),
            "scripts" => Ok((Scheme::Scripts, rest)),
            "headers" => Ok((Scheme::Headers, rest)),
            "data" => Ok((Scheme::Data, rest)),
            other => Err(other),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_placed_by_the_second_directory() {
        assert_eq!(Scheme::of("a/b.py"), None);
        assert_eq!(Scheme::of("a.data"), None);
        assert_eq!(Scheme::of("a-1.data/scripts/x"), Some(Ok((Scheme::Scripts, "x"))));
        assert_eq!(Scheme::of("a-1.data/data/share/x"), Some(Ok((Scheme::Data, "share/x"))));
        assert_eq!(Scheme::of("a-1.data/evil/x"), Some(Err("evil")));
        assert_eq!(Scheme::of("a-1.data/x"), Some(Err("x")));
    }
}
