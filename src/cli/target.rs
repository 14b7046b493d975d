//! Where converted documents go: standard output, one file for all of them, or files in a folder.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use crate::formats::{Exported, Format, Joined};
use crate::session::jobs::explained;
use crate::storage::{ExportFile, SaveError, make_folder, write_export};

/// Where converted documents go.
pub(super) enum Target {
    /// They are only looked at.
    Nowhere,
    /// To standard output, one behind the other.
    Stdout(Joined),
    /// Into the files of one export, one document behind the other.
    Together {
        stem: PathBuf,
        joined: Joined,
        files: Vec<(&'static str, ExportFile)>,
        paths: Vec<PathBuf>,
        replace: bool,
    },
    /// Into a folder, each into files of its own; or one document to this stem.
    Apart { folder: PathBuf, replace: bool, whole_name: Option<PathBuf> },
}

/// The files one document is in.
pub(super) struct Written {
    pub(super) files: Vec<String>,
}

fn failed(error: &SaveError) -> anyhow::Error {
    anyhow!("{}", explained(error))
}

impl Target {
    /// Standard output, for a format whose export is one file.
    pub(super) fn stdout(format: Format) -> anyhow::Result<Self> {
        let n_files = format.written_endings().len();
        if n_files > 1 {
            bail!("{} is written as {n_files} files. Say where they go with -o FOLDER", format.name());
        }
        Ok(Self::Stdout(Joined::new(format)))
    }

    /// The file or folder `path`, for `n_inputs` files.
    pub(super) fn at(path: &Path, format: Format, n_inputs: usize, replace: bool) -> anyhow::Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ends_in_slash = path.to_string_lossy().ends_with(['/', '\\']);
        let names_a_file = !path.is_dir() && !ends_in_slash && (path.extension().is_some() || path.is_file());
        if !names_a_file {
            make_folder(path).map_err(|error| failed(&error))?;
            return Ok(Self::Apart { folder: path.to_owned(), replace, whole_name: None });
        }
        let own = format.written_endings().iter().find(|ending| name.to_lowercase().ends_with(*ending));
        let stem = own.and_then(|ending| name.get(..name.len() - ending.len())).unwrap_or(&name);
        let single = format.written_endings().len() == 1;
        if format.can_be_joined() {
            // The name is taken as it is where there is one file.
            let stem = path.with_file_name(if single { &name } else { stem });
            return Ok(Self::Together {
                stem,
                joined: Joined::new(format),
                files: Vec::new(),
                paths: Vec::new(),
                replace,
            });
        }
        if n_inputs > 1 {
            bail!("{} holds one article a file. Say -o FOLDER for {n_inputs} of them", format.name());
        }
        let whole_name = path.with_file_name(if single { &name } else { stem });
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self::Apart { folder, replace, whole_name: Some(whole_name) })
    }

    /// What writes on the threads that convert.
    pub(super) fn writer(&self) -> Writer {
        match self {
            Self::Apart { folder, replace, whole_name } => {
                Writer { folder: Some(folder.clone()), replace: *replace, whole_name: whole_name.clone() }
            }
            _ => Writer { folder: None, replace: false, whole_name: None },
        }
    }

    /// Takes a document in order; says where it is.
    pub(super) fn take(&mut self, own: &str, exported: &Exported) -> anyhow::Result<Written> {
        let mut written = Vec::new();
        match self {
            Self::Nowhere => {}
            Self::Stdout(joined) => {
                for (_, piece) in joined.add(exported) {
                    std::io::stdout().lock().write_all(piece.as_bytes())?;
                }
                written.push("-".to_owned());
            }
            Self::Together { stem, joined, files, paths, replace } => {
                let pieces = joined.add(exported);
                if files.is_empty() {
                    for (ending, _) in &pieces {
                        let path = if pieces.len() == 1 { stem.clone() } else { with_ending(stem, ending) };
                        files.push((
                            ending,
                            ExportFile::begin(&path, *replace).map_err(|error| failed(&error))?,
                        ));
                        paths.push(path);
                    }
                }
                for (ending, piece) in pieces {
                    if let Some((_, file)) = files.iter_mut().find(|(known, _)| *known == ending) {
                        file.add(piece.as_bytes()).map_err(|error| failed(&error))?;
                    }
                }
                written.extend(paths.iter().map(|path| path.display().to_string()));
            }
            Self::Apart { folder, whole_name, .. } => {
                let writer =
                    Writer { folder: Some(folder.clone()), replace: false, whole_name: whole_name.clone() };
                let paths = exported
                    .files
                    .iter()
                    .map(|file| writer.path(Path::new(own), file.ending, exported.files.len()));
                written.extend(paths.flatten().map(|path| path.display().to_string()));
            }
        }
        Ok(Written { files: written })
    }

    /// Ends what is written together.
    pub(super) fn end(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(joined) => Ok(std::io::stdout().lock().write_all(joined.end().as_bytes())?),
            Self::Together { joined, files, .. } => {
                for (_, mut file) in files {
                    file.add(joined.end().as_bytes()).map_err(|error| failed(&error))?;
                    file.end().map_err(|error| failed(&error))?;
                }
                Ok(())
            }
            Self::Nowhere | Self::Apart { .. } => Ok(()),
        }
    }
}

fn with_ending(stem: &Path, ending: &str) -> PathBuf {
    let mut path = stem.as_os_str().to_owned();
    path.push(ending);
    PathBuf::from(path)
}

/// Writes the files of a document where each has its own.
pub(super) struct Writer {
    folder: Option<PathBuf>,
    replace: bool,
    whole_name: Option<PathBuf>,
}

impl Writer {
    /// Writes, if each document has files of its own; what is written is given back for the report.
    pub(super) fn write(&self, own: &Path, mut exported: Exported) -> Result<Exported, String> {
        let n_files = exported.files.len();
        for file in &mut exported.files {
            let Some(path) = self.path(own, file.ending, n_files) else { continue };
            if let Some(folder) =
                path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
            {
                make_folder(folder).map_err(|error| explained(&error))?;
            }
            write_export(&path, file.content.as_bytes(), self.replace).map_err(|error| explained(&error))?;
            // What is on disk need not wait in memory.
            file.content = String::new();
        }
        Ok(exported)
    }

    fn path(&self, own: &Path, ending: &str, n_files: usize) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        Some(match &self.whole_name {
            Some(name) if n_files == 1 => name.clone(),
            Some(stem) => with_ending(stem, ending),
            None => with_ending(&folder.join(own), ending),
        })
    }
}
