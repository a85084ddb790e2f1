use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::{Duration, SystemTime};

use super::super::fake::{World, answer, cache};
use super::*;
use crate::sys::kernel::kernel;

fn remembered(world: &World, path: &Path) -> Option<String> {
    cache(&world.root()).get(path, &kernel()).map(|i| i.full_version().to_owned())
}

fn file_of(world: &World) -> PathBuf {
    let dir = world.at("cache/interpreters");
    let names = crate::sys::fs::names(&dir).unwrap();
    assert_eq!(names.len(), 1, "{names:?}");
    dir.join(&names[0])
}

#[test]
fn an_answer_is_kept_whole_and_what_the_kernel_says_is_always_new() {
    let world = World::new();
    let path = world.remember("bin/python3", &answer("3.12.1"));
    let kept = cache(&world.root()).get(&path, &kernel()).unwrap();
    assert_eq!(kept.executable, path);
    assert_eq!(kept.markers.platform_release, kernel().release);
    assert_eq!(kept.markers.platform_version, kernel().version);
    assert_eq!(std::fs::metadata(world.at("cache/interpreters")).unwrap().mode() & 0o777, 0o700);
}

#[test]
fn a_file_that_changed_in_any_way_is_asked_again() {
    let world = World::new();
    let path = world.remember("bin/python3", &answer("3.12.1"));
    let set_time = |time| std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    let before = std::fs::metadata(&path).unwrap().modified().unwrap();
    assert!(remembered(&world, &path).is_some());
    set_time(before + Duration::from_nanos(1_000));
    assert_eq!(remembered(&world, &path), None);
    set_time(before);
    assert!(remembered(&world, &path).is_some());
    std::fs::write(&path, "x").unwrap();
    set_time(before);
    assert_eq!(remembered(&world, &path), None);
    std::fs::write(&path, "").unwrap();
    set_time(before);
    assert!(remembered(&world, &path).is_some());
    // Another file with the same time and size.
    let other = world.program("bin/other", "");
    std::fs::File::options().write(true).open(&other).unwrap().set_modified(before).unwrap();
    std::fs::rename(&other, &path).unwrap();
    assert_eq!(remembered(&world, &path), None);
}

#[test]
fn a_directory_that_moved_under_a_link_is_asked_again() {
    let world = World::new();
    world.program("a/bin/python3", "");
    let link = world.link("a", "current");
    let path = link.join("bin/python3");
    world.remember_at(&path, &answer("3.12.1"));
    assert!(remembered(&world, &path).is_some());
    std::fs::rename(world.at("a"), world.at("b")).unwrap();
    std::fs::remove_file(&link).unwrap();
    symlink("b", &link).unwrap();
    assert_eq!(remembered(&world, &path), None);
}

#[test]
fn a_new_c_library_or_another_machine_is_asked_again() {
    let world = World::new();
    let path = world.program("bin/python3", "");
    let loader = world.file("lib/ld.so", "1");
    world.remember_at(&path, &answer("3.12.1"));
    let interpreter = cache(&world.root()).get(&path, &kernel()).unwrap();
    cache(&world.root()).put(Stamp::of(&path).unwrap(), Some(&loader), &kernel(), &interpreter);
    assert!(remembered(&world, &path).is_some());
    let other = Kernel { machine: "sparc".into(), ..kernel() };
    assert_eq!(cache(&world.root()).get(&path, &other), None);
    std::fs::File::options()
        .write(true)
        .open(&loader)
        .unwrap()
        .set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(9))
        .unwrap();
    assert_eq!(remembered(&world, &path), None);
    std::fs::remove_file(&loader).unwrap();
    assert_eq!(remembered(&world, &path), None);
}

#[test]
fn what_is_damaged_foreign_or_for_another_path_is_as_if_it_were_not_there() {
    let world = World::new();
    let path = world.remember("bin/python3", &answer("3.12.1"));
    let file = file_of(&world);
    let good = std::fs::read(&file).unwrap();
    let text = String::from_utf8(good.clone()).unwrap();
    let whole = format!("\"format\":{FORMAT},");
    assert!(text.contains(&whole));
    for bad in [
        Vec::new(),
        good[..good.len() / 2].to_vec(),
        b"{}".to_vec(),
        b"\xff\xfe".to_vec(),
        vec![b'['; 100_000],
        text.replace(&whole, "\"format\":999,").into_bytes(),
        text.replace(env!("CARGO_PKG_VERSION"), "0.0.0").into_bytes(),
    ] {
        std::fs::write(&file, &bad).unwrap();
        assert_eq!(remembered(&world, &path), None, "{}", String::from_utf8_lossy(&bad));
    }
    std::fs::write(&file, &good).unwrap();
    assert!(remembered(&world, &path).is_some());

    let mode = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    mode(&file, 0o666);
    assert_eq!(remembered(&world, &path), None);
    mode(&file, 0o644);
    mode(file.parent().unwrap(), 0o777);
    assert_eq!(remembered(&world, &path), None);
    mode(file.parent().unwrap(), 0o700);
    assert!(remembered(&world, &path).is_some());

    let other = world.link(&path, "bin/other");
    std::fs::copy(&file, file.with_file_name(key(&other))).unwrap();
    assert_eq!(remembered(&world, &other), None);
    let aside = world.at("aside");
    std::fs::rename(&file, &aside).unwrap();
    symlink(&aside, &file).unwrap();
    assert_eq!(remembered(&world, &path), None);
}

#[test]
fn no_cache_or_one_that_cannot_be_written_is_no_error() {
    let world = World::new();
    let path = world.remember("bin/python3", &answer("3.12.1"));
    let interpreter = cache(&world.root()).get(&path, &kernel()).unwrap();
    let none = Cache::below(None, None);
    none.put(Stamp::of(&path).unwrap(), None, &kernel(), &interpreter);
    assert_eq!(none.get(&path, &kernel()), None);
    let blocked = Cache::below(Some(&world.file("file", "")), None);
    blocked.put(Stamp::of(&path).unwrap(), None, &kernel(), &interpreter);
    assert_eq!(blocked.get(&path, &kernel()), None);
    // Others may write there: nothing is put in and nothing is taken.
    let open = world.at("open");
    std::fs::create_dir_all(open.join("interpreters")).unwrap();
    std::fs::set_permissions(open.join("interpreters"), std::fs::Permissions::from_mode(0o777)).unwrap();
    Cache::below(Some(&open), None).put(Stamp::of(&path).unwrap(), None, &kernel(), &interpreter);
    assert_eq!(crate::sys::fs::names(&open.join("interpreters")).unwrap().len(), 0);
}

#[test]
fn where_the_cache_cannot_be_written_the_users_runtime_folder_keeps_answers() {
    let world = World::new();
    let path = world.remember("bin/python3", &answer("3.12.1"));
    let interpreter = cache(&world.root()).get(&path, &kernel()).unwrap();
    let (blocked, runtime) = (world.file("file", ""), world.at("runtime"));
    std::fs::create_dir(&runtime).unwrap();
    let mode = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    let kept = |cache: Option<&Path>| {
        let cache = Cache::below(cache, Some(&runtime));
        cache.put(Stamp::of(&path).unwrap(), None, &kernel(), &interpreter);
        cache.get(&path, &kernel()).is_some()
    };
    // As /tmp is: whoever sets the variable to it must not get a cache that others can fill.
    for open in [0o777, 0o1777] {
        mode(&runtime, open);
        assert!(!kept(Some(&blocked)));
        assert_eq!(crate::sys::fs::names(&runtime).unwrap().len(), 0);
    }
    mode(&runtime, 0o700);
    // A cache that works is preferred.
    assert!(kept(Some(&world.at("cache"))));
    assert_eq!(crate::sys::fs::names(&runtime).unwrap().len(), 0);
    assert!(kept(Some(&blocked)) && kept(None));
    assert_eq!(std::fs::metadata(runtime.join("noglue/interpreters")).unwrap().mode() & 0o777, 0o700);
    // Filled while it was closed, opened since.
    mode(&runtime, 0o777);
    assert!(!kept(None));
}
