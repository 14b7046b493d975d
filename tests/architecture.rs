//! The floors of `src/lib.rs`, held: imports run downward only, and each floor's invariant.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "tests"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the library and the floor of each; a module may use lower floors and itself.
const FLOORS: [(&str, u8); 10] = [
    ("text", 1),
    ("model", 2),
    ("formats", 3),
    ("ingest", 3),
    ("report", 3),
    ("storage", 3),
    ("suggest", 3),
    ("session", 4),
    ("gui", 5),
    ("cli", 6),
];

/// No file is longer; most are near 200 lines.
const LONGEST_FILE: usize = 600;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code = code.split("\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(src()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn floor_of(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// The modules a file names as `crate::x`.
fn used_modules(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for piece in code.split("crate::").skip(1) {
        let name: String = piece.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        used.push(name);
    }
    used
}

#[test]
fn imports_run_downward_only() {
    let mut breaches = Vec::new();
    for path in sources(&src()) {
        let module = module_of(&path);
        let Some(floor) = floor_of(&module) else { continue };
        for used in used_modules(&code_of(&path)) {
            let Some(used_floor) = floor_of(&used) else { continue };
            if used != module && used_floor >= floor {
                breaches.push(format!("{} uses crate::{used}", path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_module_has_a_floor() {
    let code = fs::read_to_string(src().join("lib.rs")).unwrap();
    let modules: Vec<&str> = code
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "))
        .map(|line| line.trim_end_matches(';'))
        .collect();
    assert_eq!(modules.len(), FLOORS.len());
    for module in modules {
        assert!(floor_of(module).is_some(), "{module} has no floor");
    }
}

#[track_caller]
fn nowhere(words: &[&str], allowed: &[&str]) {
    for path in sources(&src()) {
        if allowed.contains(&module_of(&path).as_str()) {
            continue;
        }
        let code = code_of(&path);
        for word in words {
            assert!(!code.contains(word), "{} says {word}", path.display());
        }
    }
}

#[test]
fn the_model_and_the_text_are_pure() {
    let above = ["formats", "ingest", "report", "storage", "session", "gui", "cli", "main", "lib"];
    let impure = [
        "std::fs",
        "std::io",
        "std::thread",
        "std::env",
        "SystemTime",
        "Instant",
        "Timestamp::now",
        "egui",
        "now_v7",
    ];
    nowhere(&impure, &above);
}

#[test]
fn only_the_gui_knows_egui_and_rfd() {
    nowhere(&["egui::", "eframe::", "rfd::"], &["gui", "cli"]);
    let cli = sources(&src().join("cli"));
    let knowing: Vec<_> = cli.iter().filter(|path| code_of(path).contains("egui::")).collect();
    assert!(knowing.iter().all(|path| path.ends_with("render.rs")), "{knowing:?}");
}

#[test]
fn only_storage_opens_files() {
    nowhere(
        &["fs::write", "fs::read", "File::create", "File::open", "fs::rename", "fs::remove"],
        &["storage"],
    );
}

#[test]
fn formats_ingest_and_report_do_no_io() {
    let others = ["text", "model", "storage", "session", "gui", "cli", "main", "lib"];
    nowhere(&["std::fs", "std::thread", "std::env", "std::net", "storage::"], &others);
}

#[test]
fn files_can_be_read_at_one_sitting() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in sources(&src()).into_iter().chain(sources(&root.join("tests"))) {
        let n_lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(n_lines <= LONGEST_FILE, "{} has {n_lines} lines", path.display());
    }
}

#[test]
fn no_file_is_called_utils() {
    for path in sources(&src()) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            !["utils", "util", "helpers", "misc", "common"].contains(&name.as_str()),
            "{}",
            path.display()
        );
    }
}

#[test]
fn colours_are_made_in_the_theme_alone() {
    for path in sources(&src().join("gui")) {
        let inside_theme = path.ends_with("theme.rs") || path.starts_with(src().join("gui/raster"));
        let code = code_of(&path);
        let makes = ["Color32::from_rgb", "Color32::from_gray", "Color32::RED", "Color32::from_hex"];
        assert!(
            inside_theme || path.ends_with("raster.rs") || makes.iter().all(|word| !code.contains(word)),
            "{}",
            path.display()
        );
    }
}
