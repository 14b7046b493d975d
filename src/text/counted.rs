//! Counts in words.

/// "1 claim", "2 claims".
pub fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(n)) }
}

/// A number with a comma between each three digits from 10,000 on.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let n_digits = digits.len();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (n_digits - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(counted(0, "entity", "entities"), "0 entities");
        assert_eq!(counted(1, "entity", "entities"), "1 entity");
        assert_eq!(counted(12_345, "claim", "claims"), "12,345 claims");
        assert_eq!(grouped(1234), "1234");
    }
}
