use super::*;

const SWAPS: &[Swap] = &[
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    Swap::Exchange,
    Swap::TwoRenames,
];

/// What stands in a folder, without the folders in it.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn staged(out: &Path, bytes: &[u8]) -> Staging {
    let staging = Staging::for_folder(out, Path::new("no-content")).unwrap();
    staging.write("x/index.html", bytes).unwrap();
    staging
}

#[test]
fn a_folder_of_somebody_s_own_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    fs::create_dir(&content).unwrap();
    fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
    for out in [folder.path(), &content, &content.join("public"), &folder.path().join("thesis.txt")] {
        let Err(problems) = Staging::for_folder(out, &content) else { panic!("{} taken", out.display()) };
        assert_eq!(problems.diagnostics[0].code, "out-folder", "{}", out.display());
    }
    assert!(folder.path().join("thesis.txt").is_file());
}

#[test]
fn a_folder_that_comes_while_a_build_runs_is_left_alone() {
    for swap in SWAPS {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        for earlier in [None, Some(b"one")] {
            if let Some(bytes) = earlier {
                staged(&out, bytes).publish_by(*swap).unwrap();
            }
            let staging = staged(&out, b"two");
            let _ = fs::remove_dir_all(&out);
            fs::create_dir(&out).unwrap();
            fs::write(out.join("thesis.txt"), "years of work").unwrap();
            let problems = staging.publish_by(*swap).unwrap_err();
            assert_eq!(problems.diagnostics[0].code, "out-folder", "{swap:?}");
            assert_eq!((names(&out), names(folder.path())), (vec!["thesis.txt".to_owned()], vec!["public".to_owned()]), "{swap:?}");
            fs::remove_dir_all(&out).unwrap();
        }
        // An empty one is nobody's loss.
        let staging = staged(&out, b"three");
        fs::create_dir(&out).unwrap();
        staging.publish_by(*swap).unwrap();
        assert_eq!(fs::read(out.join("x/index.html")).unwrap(), b"three");
    }
}

#[test]
fn a_build_is_published_whole_or_leaves_no_trace() {
    for swap in SWAPS {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/public");
        staged(&out, b"one").publish_by(*swap).unwrap();
        drop(staged(&out, b"two"));
        assert_eq!(fs::read(out.join("x/index.html")).unwrap(), b"one");
        let staging = staged(&out, b"three");
        staging.keep("x/index.html").unwrap();
        staging.publish_by(*swap).unwrap();
        assert_eq!(fs::read(out.join("x/index.html")).unwrap(), b"one", "{swap:?}");
        staged(&out, b"four").publish_by(*swap).unwrap();
        assert_eq!(fs::read(out.join("x/index.html")).unwrap(), b"four", "{swap:?}");
        assert_eq!(names(&folder.path().join("a")), ["public"], "{swap:?}");
    }
}

#[test]
fn what_a_kill_leaves_is_swept_and_what_is_in_use_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let at_work = staged(&out, b"one");
    // A build that was killed between two renames, and one that was killed at work.
    for (name, target) in [("dead", "other"), ("deader", "")] {
        let left = folder.path().join(format!(".pamphlet-build-{name}"));
        fs::create_dir_all(left.join("earlier")).unwrap();
        fs::write(left.join("earlier").join(MARK), MARK_TEXT).unwrap();
        fs::write(left.with_extension("lock"), target).unwrap();
    }
    drop(staged(&folder.path().join("third"), b"two"));
    assert_eq!(names(folder.path()).len(), 3, "{:?}", names(folder.path()));
    assert!(is_ours(&folder.path().join("other")));
    at_work.publish().unwrap();
    assert_eq!(names(folder.path()), ["other", "public"]);
}

#[test]
fn one_file_is_written_whole_wherever_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.pdf");
    write_file(&file, b"one").unwrap();
    write_file(&file, b"two").unwrap();
    assert!(write_file(folder.path(), b"three").is_err());
    assert_eq!((fs::read(&file).unwrap(), names(folder.path())), (b"two".to_vec(), vec!["a.pdf".to_owned()]));
    #[cfg(unix)]
    {
        let link = folder.path().join("b.pdf");
        std::os::unix::fs::symlink("a.pdf", &link).unwrap();
        write_file(&link, b"four").unwrap();
        assert_eq!((fs::read(&file).unwrap(), link.is_symlink()), (b"four".to_vec(), true));
        write_file(Path::new("/dev/null"), b"five").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        // Nobody reads from these pipes, and to open one would take for ever.
        let (pipe, link) = (folder.path().join("pipe"), folder.path().join("c.pdf"));
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::os::unix::fs::symlink("pipe", &link).unwrap();
        for path in [pipe.as_path(), &link, Path::new("/dev/tty"), Path::new("/dev/zero")] {
            assert!(write_file(path, b"six").is_err(), "{}", path.display());
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_is_known() {
    let folder = tempfile::tempdir().unwrap();
    assert!(place::is_mount_point(Path::new("/proc")) && !place::is_mount_point(folder.path()));
}
