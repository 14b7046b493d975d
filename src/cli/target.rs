//! Where converted documents go: standard output, one file for all of them, or files in a folder.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use super::destination::{Content, Destination};
use super::output;
use super::wrong_call;
use crate::formats::{Format, Joined};
#[cfg(feature = "parquet")]
use crate::formats::{ParquetTables, Rows};
use crate::report::Audience;
use crate::session::ENDING;
use crate::session::jobs::{explained, would_be_desk_file};
use crate::storage::{ExportFile, SaveError, make_folder, write_atomically, write_export};

/// Where converted documents go.
pub(super) enum Target {
    /// They are only looked at.
    Nowhere,
    /// To standard output, one behind the other.
    Stdout(Joined),
    /// One document to standard output; whether it is there.
    StdoutOnce(bool),
    /// Into the files of one export, one document behind the other.
    Together {
        stem: PathBuf,
        joined: Joined,
        files: Vec<(&'static str, ExportFile)>,
        paths: Vec<PathBuf>,
        replace: bool,
    },
    /// Into a folder, each into files of its own; or one document to this stem.
    Apart(Writer),
    /// Into a folder, each into files of its own; rows into tables over all of them.
    #[cfg(feature = "parquet")]
    Tables(Writer, Tables),
}

fn failed(error: &SaveError) -> anyhow::Error {
    anyhow!("{}", explained(error))
}

impl Target {
    /// Standard output, for `n_inputs` files of what takes one file.
    pub(super) fn stdout(
        destination: Destination,
        audience: Audience,
        n_inputs: usize,
    ) -> anyhow::Result<Self> {
        let (name, n_files) = (destination.name(), destination.endings(audience).len());
        if destination == Destination::Parquet {
            return Err(wrong_call("parquet is written as a file a table. Say where they go with -o FOLDER"));
        }
        if n_files > 1 {
            return Err(wrong_call(format!(
                "{name} is written as {n_files} files. Say where they go with -o FOLDER"
            )));
        }
        let is_text = destination == Destination::Format(Format::Txt);
        if destination.joined().is_none() && !is_text && n_inputs > 1 {
            return Err(wrong_call(format!(
                "{name} holds one article a file. Say -o FOLDER for {n_inputs} of them"
            )));
        }
        Ok(match destination {
            // Nothing else is an article's words behind another's.
            Destination::Format(format) if is_text => Self::Stdout(Joined::new(format)),
            _ => destination
                .joined()
                .map_or(Self::StdoutOnce(false), |format| Self::Stdout(Joined::new(format))),
        })
    }

    /// A folder, made where there is none, with files of their own for each document.
    pub(super) fn folder(path: &Path, destinations: &[Destination], replace: bool) -> anyhow::Result<Self> {
        let writer = Writer { folder: Some(path.to_owned()), replace, whole_name: None };
        if destinations.contains(&Destination::Parquet) {
            return Self::tables(&path.join(""), writer);
        }
        make_folder(path).map_err(|error| failed(&error))?;
        Ok(Self::Apart(writer))
    }

    /// Tables whose names begin with `stem`.
    #[cfg(feature = "parquet")]
    fn tables(stem: &Path, writer: Writer) -> anyhow::Result<Self> {
        if let Some(folder) = &writer.folder {
            make_folder(folder).map_err(|error| failed(&error))?;
        }
        let tables = Tables::begin(stem, writer.replace)?;
        Ok(Self::Tables(writer, tables))
    }

    #[cfg(not(feature = "parquet"))]
    fn tables(_stem: &Path, _writer: Writer) -> anyhow::Result<Self> {
        Err(wrong_call(super::destination::NO_PARQUET))
    }

    /// The file or folder `path`, for `n_inputs` files.
    pub(super) fn at(
        path: &Path,
        destination: Destination,
        audience: Audience,
        n_inputs: usize,
        replace: bool,
    ) -> anyhow::Result<Self> {
        if destination != Destination::Format(Format::Ron) && !path.is_dir() && would_be_desk_file(path) {
            return Err(wrong_call(output::reserved(path, "converted file")));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ends_in_slash = path.to_string_lossy().ends_with(['/', '\\']);
        let names_a_file = !path.is_dir() && !ends_in_slash && (path.extension().is_some() || path.is_file());
        if !names_a_file {
            return Self::folder(path, &[destination], replace);
        }
        let endings = destination.endings(audience);
        let own = endings.iter().find(|ending| name.to_lowercase().ends_with(ending.as_str()));
        let stem = own.and_then(|ending| name.get(..name.len() - ending.len())).unwrap_or(&name);
        // The name is taken as it is where there is one file.
        let stem = path.with_file_name(if endings.len() == 1 { &name } else { stem });
        if let Some(format) = destination.joined() {
            let joined = Joined::new(format);
            return Ok(Self::Together { stem, joined, files: Vec::new(), paths: Vec::new(), replace });
        }
        if destination == Destination::Parquet {
            let stem = path.with_file_name(format!("{}.", name.strip_suffix(".parquet").unwrap_or(&name)));
            return Self::tables(&stem, Writer { folder: None, replace, whole_name: None });
        }
        if n_inputs > 1 {
            return Err(wrong_call(format!(
                "{} holds one article a file. Say -o FOLDER for {n_inputs} of them",
                destination.name()
            )));
        }
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self::Apart(Writer { folder: Some(folder), replace, whole_name: Some(stem) }))
    }

    /// What writes on the threads that convert.
    pub(super) fn writer(&self) -> Writer {
        match self {
            Self::Apart(writer) => writer.clone(),
            #[cfg(feature = "parquet")]
            Self::Tables(writer, _) => writer.clone(),
            _ => Writer { folder: None, replace: false, whole_name: None },
        }
    }

    /// Takes a document in order; says where it is, if it was not written before.
    pub(super) fn take(&mut self, content: &mut Content) -> anyhow::Result<Vec<String>> {
        match (self, content) {
            #[cfg(feature = "parquet")]
            (Self::Tables(_, tables), Content::Rows { rows, .. }) => tables.add(rows.take()),
            (Self::Stdout(joined), Content::Exported(exported)) => {
                for (_, piece) in joined.add(exported) {
                    output::show(piece.as_bytes())?;
                }
                Ok(vec!["-".to_owned()])
            }
            (Self::StdoutOnce(taken), content) => {
                if std::mem::replace(taken, true) {
                    bail!("There are several articles in it, which do not go into one file. Say -o FOLDER");
                }
                for (_, bytes) in content.files() {
                    output::show(bytes)?;
                }
                Ok(vec!["-".to_owned()])
            }
            (Self::Together { stem, joined, files, paths, replace }, Content::Exported(exported)) => {
                let pieces = joined.add(exported);
                if files.is_empty() {
                    for (ending, _) in &pieces {
                        let path = if pieces.len() == 1 { stem.clone() } else { with_ending(stem, ending) };
                        let file = ExportFile::begin(&path, *replace).map_err(|error| failed(&error))?;
                        files.push((ending, file));
                        paths.push(path);
                    }
                }
                for (ending, piece) in pieces {
                    if let Some((_, file)) = files.iter_mut().find(|(known, _)| *known == ending) {
                        file.add(piece.as_bytes()).map_err(|error| failed(&error))?;
                    }
                }
                Ok(paths.iter().map(|path| path.display().to_string()).collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Ends what is written together.
    pub(super) fn end(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(joined) => output::show(joined.end().as_bytes()),
            Self::Together { joined, files, .. } => {
                for (_, mut file) in files {
                    file.add(joined.end().as_bytes()).map_err(|error| failed(&error))?;
                    file.end().map_err(|error| failed(&error))?;
                }
                Ok(())
            }
            #[cfg(feature = "parquet")]
            Self::Tables(_, tables) => tables.end(),
            Self::Nowhere | Self::Apart(_) | Self::StdoutOnce(_) => Ok(()),
        }
    }
}

/// Parquet files that are being written.
#[cfg(feature = "parquet")]
pub(super) struct Tables {
    tables: ParquetTables<ExportFile>,
    paths: Vec<String>,
}

#[cfg(feature = "parquet")]
impl Tables {
    fn begin(stem: &Path, replace: bool) -> anyhow::Result<Self> {
        let mut paths = Vec::new();
        let tables = ParquetTables::begin(|table| {
            let path = with_ending(stem, &format!("{table}.parquet"));
            paths.push(path.display().to_string());
            ExportFile::begin(&path, replace).map_err(|error| failed(&error))
        })?;
        Ok(Self { tables, paths })
    }

    fn add(&mut self, rows: Option<Rows>) -> anyhow::Result<Vec<String>> {
        rows.map(|rows| self.tables.add(rows)).transpose()?;
        Ok(self.paths.clone())
    }

    fn end(self) -> anyhow::Result<()> {
        self.tables.end()?.into_iter().try_for_each(|file| file.end().map_err(|error| failed(&error)))
    }
}

fn with_ending(stem: &Path, ending: &str) -> PathBuf {
    let mut path = stem.as_os_str().to_owned();
    path.push(ending);
    PathBuf::from(path)
}

/// Writes the files of a document where each has its own.
#[derive(Clone)]
pub(super) struct Writer {
    folder: Option<PathBuf>,
    replace: bool,
    whole_name: Option<PathBuf>,
}

impl Writer {
    /// Whether there is a name for one document only.
    pub(super) fn is_for_one(&self) -> bool {
        self.whole_name.is_some()
    }

    /// Writes, if each document has files of its own, and says which.
    pub(super) fn write(&self, own: &Path, content: &mut Content) -> Result<Vec<String>, String> {
        let files = content.files();
        let mut written = Vec::new();
        for (ending, bytes) in &files {
            let Some(path) = self.path(own, ending, files.len()) else { return Ok(written) };
            if let Some(folder) =
                path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
            {
                make_folder(folder).map_err(|error| explained(&error))?;
            }
            self.write_file(&path, ending, bytes)?;
            written.push(path.display().to_string());
        }
        content.forget();
        Ok(written)
    }

    /// A Copydesk file that is replaced stays as a backup, and nothing else takes its place.
    fn write_file(&self, path: &Path, ending: &str, bytes: &[u8]) -> Result<(), String> {
        let is_ours = ending == ENDING;
        if !is_ours && would_be_desk_file(path) {
            return Err(output::reserved(path, "converted file"));
        }
        let written = if is_ours && self.replace && path.exists() {
            write_atomically(path, bytes, None).map(drop)
        } else {
            write_export(path, bytes, self.replace)
        };
        written.map_err(|error| explained(&error))
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
