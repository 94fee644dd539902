//! The preview as it's used: a process, a browser's requests, and files that are saved meanwhile.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;

const PAGE: &str = "---
title: Cough
summary: A cough clears the throat.
condition: {}
---

It passes.

## When to get help

> [!urgent] Ask for an urgent GP appointment if:
> - you cough up blood
";

/// A preview that runs until it's dropped.
struct Preview {
    folder: TempDir,
    process: Child,
    address: String,
}

impl Preview {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let content = folder.path().join("content/conditions");
        fs::create_dir_all(&content).unwrap();
        fs::write(folder.path().join("content/pamphlet.toml"), "title = 'L'\npublisher = { name = 'Example Clinic' }\n").unwrap();
        fs::write(content.join("cough.md"), PAGE).unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_pamphlet"))
            .args(["serve", "--listen", "127.0.0.1:0", "--today", "2026-12-01"])
            .current_dir(folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let line = lines.find_map(|line| Some(line.unwrap().split_once("http://")?.1.to_owned())).unwrap();
        let address = line.split('/').next().unwrap().to_owned();
        // What it says later must go somewhere.
        thread::spawn(move || lines.for_each(drop));
        Self { folder, process, address }
    }

    fn content(&self) -> std::path::PathBuf {
        self.folder.path().join("content")
    }

    fn ask(&self, method: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Waits until a page shows some words.
    fn wait_for(&self, path: &str, words: &str) -> String {
        for _ in 0..300 {
            let shown = self.ask("GET", path);
            if shown.contains(words) {
                return shown;
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("{path} never shows {words}: {}", self.ask("GET", path));
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn save(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

const COUGH: &str = "/conditions/cough/";

#[cfg(feature = "pdf")]
#[test]
fn what_keeps_a_page_from_being_printed_is_shown_on_the_page() {
    let preview = Preview::start();
    let shown = preview.ask("GET", COUGH);
    assert!(shown.contains("It passes.") && shown.contains("cough.pdf"), "{shown}");
    save(&preview.content().join("conditions/cough.md"), &PAGE.replace("blood", "血"));
    let shown = preview.wait_for(COUGH, "no typeface has it");
    // The page is there, without what can't be made, and the problem is before its heading.
    assert!(shown.contains("It passes.") && !shown.contains("cough.pdf\""), "{shown}");
    let (before, after) = shown.split_once("no typeface has it").unwrap();
    assert!(before.contains("It passes.") && after.contains("conditions/cough.md:12:"), "{shown}");
    assert!(preview.ask("GET", "/conditions/cough/cough.pdf").starts_with("HTTP/1.1 500"));
    assert!(preview.ask("GET", "/_pamphlet/").contains("no typeface has it"));
    save(&preview.content().join("conditions/cough.md"), PAGE);
    preview.wait_for(COUGH, "cough.pdf\"");
}

#[test]
fn whatever_is_saved_the_next_save_is_shown() {
    let preview = Preview::start();
    let page = preview.content().join("conditions/cough.md");
    for odd in ["---\nsumary: x\n---\n", "---\ntitle: T\nsummary: S.\ncondition: {}\n---\n>~\né\n> {}\n>=", "\0\0", ""] {
        save(&page, odd);
        preview.wait_for(COUGH, "as it was before");
        save(&page, &PAGE.replace("It passes.", &format!("It passes after {} days.", odd.len())));
        preview.wait_for(COUGH, &format!("after {} days", odd.len()));
    }
    fs::remove_dir_all(preview.content()).unwrap();
    fs::create_dir_all(page.parent().unwrap()).unwrap();
    save(&preview.content().join("pamphlet.toml"), "title = 'L'\npublisher = { name = 'Example Clinic' }\n");
    save(&page, &PAGE.replace("It passes.", "It's there again."));
    preview.wait_for(COUGH, "there again");
}

#[test]
fn one_page_s_mistake_hides_no_other_page() {
    let preview = Preview::start();
    let page = |name: &str| preview.content().join(format!("conditions/{name}.md"));
    save(&page("odd"), "---\nsumary: x\n---\n");
    save(&page("cough"), &PAGE.replace("It passes.", "It passes soon."));
    // A page that never read is shown by its errors, and only they are shown there.
    let shown = preview.wait_for("/conditions/odd/", "sumary");
    assert!(shown.contains("conditions/odd.md:2:1"), "{shown}");
    assert!(!preview.wait_for(COUGH, "passes soon").contains("odd.md"));
    save(&page("cough"), &PAGE.replace("It passes.", "<b>It</b>"));
    save(&page("odd"), PAGE);
    preview.wait_for("/conditions/odd/", "It passes.");
    let shown = preview.wait_for(COUGH, "as it was before");
    assert!(shown.contains("conditions/cough.md:7:1"), "{shown}");
}

#[test]
fn only_what_it_serves_is_answered() {
    let preview = Preview::start();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "BREW"] {
        let answer = preview.ask(method, COUGH);
        assert!(answer.starts_with("HTTP/1.1 405") && answer.contains("allow: GET, HEAD"), "{answer}");
    }
    assert!(preview.ask("HEAD", COUGH).starts_with("HTTP/1.1 200"));
    let mut stream = TcpStream::connect(&preview.address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 421"), "{answer}");
}
