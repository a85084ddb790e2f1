fn main() {}
mod shell_activate;
