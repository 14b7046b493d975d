//! Several exports as one file each.

use super::exchange::Exported;
use super::format::Format;

/// Puts the exports of several documents behind each other, as the format wants it.
#[derive(Debug)]
pub struct Joined {
    format: Format,
    n_added: usize,
}

impl Joined {
    /// Nothing yet. The format is one that [`Format::can_be_joined`].
    pub fn new(format: Format) -> Self {
        Self { format, n_added: 0 }
    }

    /// What is to be written next into each of the files, by their endings.
    pub fn add(&mut self, exported: &Exported) -> Vec<(&'static str, String)> {
        let first = self.n_added == 0;
        self.n_added += 1;
        let pieces = exported.files.iter().map(|file| {
            let content = file.content.as_str();
            let piece = match self.format {
                Format::LabelStudio => {
                    let inside = content.trim().trim_start_matches('[').trim_end_matches(']').trim_end();
                    format!("{}{inside}", if first { "[" } else { "," })
                }
                // The names of the columns stand once.
                Format::Csv if !first => content.split_once("\r\n").map_or("", |(_, rows)| rows).to_owned(),
                _ => content.to_owned(),
            };
            (file.ending, piece)
        });
        pieces.collect()
    }

    /// What is to be written at the end of each file.
    pub fn end(&self) -> &'static str {
        match (self.format, self.n_added) {
            (Format::LabelStudio, 0) => "[]\n",
            (Format::LabelStudio, _) => "\n]\n",
            _ => "",
        }
    }
}
