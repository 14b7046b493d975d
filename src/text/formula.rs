//! Text that a spreadsheet would take for a formula.

/// Whether a spreadsheet may run this cell: it begins with a sign that begins formulas, perhaps in a wide
/// form or behind characters that show nothing (OWASP, “CSV Injection”).
pub fn is_formula(text: &str) -> bool {
    let unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
    };
    let begins_so =
        |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠' | '−');
    text.starts_with(begins_so) || text.trim_start_matches(unseen).starts_with(begins_so)
}

#[cfg(test)]
mod tests {
    use super::is_formula;

    #[test]
    fn a_formula_is_known_behind_what_shows_nothing() {
        for formula in ["=1", " =1", "\n=1", "\u{200b}=1", "＝1", "\t", "@SUM(A1)"] {
            assert!(is_formula(formula), "{formula:?}");
        }
        assert!(!is_formula("a=1") && !is_formula("") && !is_formula("1-2"));
    }
}
