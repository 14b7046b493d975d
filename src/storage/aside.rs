//! Files that cannot be used are kept under another name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Moves a file to `<name>.broken`, or `.broken2` and so on where there is one already, and says where.
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let numbered = |number: u32| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".broken");
        if number > 1 {
            name.push(number.to_string());
        }
        path.with_file_name(name)
    };
    let aside = (1..1000).map(numbered).find(|name| !name.exists()).unwrap_or_else(|| numbered(1000));
    fs::rename(path, &aside)?;
    Ok(aside)
}
