//! Lines that a site puts around a story.

/// Lines that are nothing else, in lower case.
const WHOLE: &[&str] = &[
    "advertisement",
    "advertisements",
    "also read",
    "author",
    "back to top",
    "bookmark",
    "comment",
    "comments",
    "copy link",
    "email",
    "facebook",
    "font size",
    "follow us",
    "gift article",
    "leave a comment",
    "linkedin",
    "listen",
    "listen to this article",
    "log in",
    "more from author",
    "more stories",
    "most popular",
    "most read",
    "newsletter",
    "print",
    "read more",
    "recommended",
    "related",
    "related articles",
    "related coverage",
    "related stories",
    "related tags",
    "related topics",
    "reprints",
    "save",
    "save article",
    "see also",
    "share",
    "share this",
    "share this article",
    "share this story",
    "sign in",
    "sign up",
    "skip to content",
    "skip to main content",
    "sponsored",
    "sponsored content",
    "subscribe",
    "tags",
    "telegram",
    "top stories",
    "topics",
    "trending",
    "tweet",
    "twitter",
    "view all",
    "whatsapp",
    "you may also like",
];

/// How longer lines of furniture begin, in lower case; each is furniture up to a number of words.
const BEGINNINGS: &[(&str, usize)] = &[
    ("advertisement -", 8),
    ("all rights reserved", 12),
    ("copyright ©", 14),
    ("filed under:", 14),
    ("first published:", 10),
    ("follow us on", 12),
    ("last updated:", 10),
    ("last updated on", 10),
    ("published:", 10),
    ("read also:", 20),
    ("read more:", 20),
    ("read next:", 20),
    ("related topics:", 20),
    ("related:", 20),
    ("see also:", 20),
    ("share on ", 6),
    ("share this ", 10),
    ("share:", 10),
    ("sign up for ", 30),
    ("sign up to ", 30),
    ("subscribe to ", 20),
    ("tags:", 20),
    ("topics:", 20),
    ("updated:", 10),
    ("©", 14),
];

/// Whether `line` is certainly no part of a story.
pub(super) fn is_furniture(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let n_words = lower.split_whitespace().count();
    let begins = |(beginning, most): &(&str, usize)| lower.starts_with(beginning) && n_words <= *most;
    WHOLE.contains(&bare.trim()) || BEGINNINGS.iter().any(begins) || is_clock(&lower) || is_counter(&lower)
}

/// "0:00", "0:00 / 3:45": the display of a player.
fn is_clock(line: &str) -> bool {
    let is_time = |time: &str| {
        let mut pieces = time.split(':');
        let digits =
            |piece: &str| (1..=2).contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_digit());
        time.contains(':') && pieces.by_ref().take(3).all(digits) && pieces.next().is_none()
    };
    !line.is_empty() && line.split('/').all(|time| is_time(time.trim()))
}

/// "12 comments", "1.2k shares", "4".
fn is_counter(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let Some(number) = words.next() else { return false };
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .trim_end_matches('k')
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let counts = |word: &str| {
        matches!(word, "comment" | "comments" | "share" | "shares" | "like" | "likes" | "views" | "prints")
    };
    is_number && words.next().is_none_or(counts) && words.next().is_none() && line.len() < 24
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_site_adds_is_furniture() {
        let lines = [
            "Updated:",
            "Updated: Nov. 3, 2022 9:14 p.m.",
            "0:00",
            "0:00 / 3:45",
            "Share",
            "SHARE 🔗",
            "Related Topics",
            "Advertisement",
            "Sign up for our newsletter and never miss a story.",
            "Read more",
            "12 comments",
            "1.2K",
            "© 2025 The Karl Courier. All rights reserved.",
        ];
        for line in lines {
            assert!(is_furniture(line), "{line}");
        }
    }

    #[test]
    fn what_a_reporter_writes_is_not() {
        let lines = [
            "Share prices fell by 3 percent on Monday.",
            "Related cases are before the court, she said.",
            "Updated figures will follow next week.",
            "Print shops closed.",
            "12 people died.",
            "Comments are closed, he said.",
            "Author Jane Roe disagreed.",
            "Read more, he told them.",
            "Topics range from ships to sheep.",
            "",
        ];
        for line in lines {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
