//! Who made a picture, at the end of its caption.

/// What opens a credit.
const OPENERS: &[&str] = &[
    "Courtesy of ",
    "Courtesy: ",
    "Photo: ",
    "Photo by ",
    "Photo courtesy of ",
    "Photograph: ",
    "Photographs: ",
    "Photography: ",
    "Picture: ",
    "Image: ",
    "Images: ",
    "Image courtesy of ",
    "Credit: ",
    "Photo credit: ",
    "Illustration: ",
    "Illustration by ",
    "Handout via ",
    "File photo",
    "AP Photo",
    "Getty Images",
    "via Getty Images",
    "via AP",
    "via Reuters",
    "via AFP",
    "Screenshot via ",
];

/// What ends a credit.
const ENDINGS: &[&str] = &[
    "Getty Images",
    "/AFP",
    "/AP",
    "/Reuters",
    "/EPA",
    "/ANP",
    "via AP",
    "via Reuters",
    "via AFP",
    "AP Photo",
    "File photo",
    "Shutterstock",
    "Alamy",
];

/// Most words of a credit.
const LONGEST: usize = 14;

/// Where the credit at the end of `line` begins, in bytes: behind its last sentence or in brackets.
pub(super) fn credit_start(line: &str) -> Option<usize> {
    let tails = [in_brackets(line), behind_last_sentence(line), Some(0)];
    tails.into_iter().flatten().find(|start| is_credit(line.get(*start..).unwrap_or_default()))
}

/// Whether `line` is nothing but a credit.
fn is_credit(line: &str) -> bool {
    let bare = line.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.', ' ']);
    let opens = OPENERS.iter().any(|opener| bare.starts_with(opener));
    let ends = ENDINGS.iter().any(|ending| bare.ends_with(ending));
    (opens || ends) && bare.split_whitespace().count() <= LONGEST
}

fn in_brackets(line: &str) -> Option<usize> {
    line.ends_with([')', ']']).then(|| line.rfind(['(', '[']))?
}

fn behind_last_sentence(line: &str) -> Option<usize> {
    let body = line.trim_end_matches(['.', ' ']);
    let stops = [". ", ".” ", ".\" ", ".) ", "! ", "? "];
    let ends = stops.iter().filter_map(|stop| body.rfind(stop).map(|at| at + stop.len()));
    // "J. Roe/ANP" has a stop of its own: the longest tail that reads as a credit is taken.
    let candidates = body.match_indices(". ").map(|(at, stop)| at + stop.len()).chain(ends);
    candidates.filter(|start| is_credit(line.get(*start..).unwrap_or_default())).min()
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use super::*;

    /// The credit is written behind `|`.
    #[track_caller]
    fn check(marked: &str) {
        let line = marked.replace('|', "");
        assert_eq!(credit_start(&line), marked.find('|'), "{line}");
    }

    #[test]
    fn a_credit_is_found_at_the_end_of_a_caption() {
        check("The mayor at the quay. |Jan Roe/ANP/AFP via Getty Images");
        check("The mayor at the quay. |J. Roe/Getty Images");
        check("The mayor at the quay. |(Courtesy of Harbour Watch)");
        check("The mayor at the quay. |Courtesy of Harbour Watch");
        check("The mayor at the quay. |Photo: Jan Roe");
        check("|Photo: Jan Roe");
    }

    #[test]
    fn a_sentence_about_a_picture_is_no_credit() {
        check("The tour was free, courtesy of the city.");
        check("He sold the photo by the quay to Reuters.");
        check(
            "She works for Getty Images, he said, and the agency was quick to deny that any of it was for sale.",
        );
    }
}
