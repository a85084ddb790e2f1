//! The `noglue` binary. argv, environment and working directory in; the only exit.

fn main() -> std::process::ExitCode {
    noglue::dispatch::run()
}
