//! Verbs of speech, belief and attitude, by what may follow them.

/// Verbs whose object is what somebody said, backs or refuses; regular, by their bare form.
#[rustfmt::skip] // One word a line would be pages long.
const WITH_AN_OBJECT: &[&str] = &[
    "accuse", "acknowledge", "address", "admire", "admit", "advise", "advocate", "announce", "applaud",
    "approve", "assail", "assert", "attack", "attribute", "back", "bash", "blame", "blast", "call",
    "challenge", "chastise", "cheer", "cite", "compare", "concede", "condemn", "confirm", "contest",
    "convey", "convince", "credit", "criticise", "criticize", "debunk", "decry", "deem", "defend", "demand",
    "denounce", "deny", "depict", "deride", "describe", "detail", "disavow", "disclose", "discuss",
    "dislike", "dismiss", "disparage", "dispute", "document", "doubt", "downplay", "dub", "echo", "embrace",
    "emphasise", "emphasize", "encourage", "endorse", "estimate", "examine", "exhort", "explain", "expose",
    "express", "fault", "favor", "favour", "fear", "hail", "highlight", "honor", "honour", "implore",
    "interpret", "investigate", "justify", "label", "lambaste", "lament", "laud", "link", "mention", "mock",
    "mull", "note", "oppose", "order", "outline", "paint", "persuade", "pitch", "pledge", "ponder",
    "portray", "praise", "predict", "present", "probe", "promise", "promote", "propose", "question",
    "reaffirm", "rebuke", "rebut", "recall", "recommend", "reference", "refute", "regret", "reiterate",
    "reject", "repeat", "request", "resent", "respect", "reveal", "ridicule", "scold", "signal", "slam",
    "stress", "support", "suspect", "threaten", "tout", "trumpet", "underscore", "urge", "view",
    "voice", "warn", "weigh", "welcome",
];

/// Verbs of wanting and refusing, which "to" and a verb follow; regular, by their bare form.
#[rustfmt::skip] // One word a line would be pages long.
const WITH_TO: &[&str] = &[
    "agree", "aim", "ask", "attempt", "decide", "decline", "expect", "hope", "intend", "offer", "plan",
    "pledge", "prefer", "promise", "propose", "refuse", "threaten", "vow", "want",
];

/// How a verb is used where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "attack": where it is no noun only behind a helper.
    Bare,
    /// "attacks".
    Present,
    /// "attacked".
    Past,
    /// "attacking".
    Ing,
}

/// The form of one of the verbs that `word` is, in small letters.
fn form_among(word: &str, verbs: &[&str]) -> Option<Form> {
    let is_one = |stem: &str| verbs.binary_search(&stem).is_ok();
    let is_any = |stem: &str, with: &[&str]| with.iter().any(|tail| is_one(&format!("{stem}{tail}")));
    // "slammed", "planning"
    let is_doubled = |stem: &str| {
        let mut last = stem.chars().rev();
        let (one, other) = (last.next(), last.next());
        one == other && stem.get(..stem.len() - 1).is_some_and(is_one)
    };
    if is_one(word) {
        return Some(Form::Bare);
    }
    if let Some(stem) = word.strip_suffix("ing") {
        return (is_any(stem, &["", "e"]) || is_doubled(stem)).then_some(Form::Ing);
    }
    if let Some(stem) = word.strip_suffix("ied") {
        return is_any(stem, &["y"]).then_some(Form::Past);
    }
    if let Some(stem) = word.strip_suffix("ed") {
        return (is_any(stem, &["", "e"]) || is_doubled(stem)).then_some(Form::Past);
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return is_any(stem, &["y"]).then_some(Form::Present);
    }
    let stem = word.strip_suffix('s')?;
    (is_one(stem) || stem.strip_suffix('e').is_some_and(is_one)).then_some(Form::Present)
}

/// The form of a verb whose object is what was said.
pub(super) fn with_an_object(word: &str) -> Option<Form> {
    match word {
        "calls for" | "calls on" => Some(Form::Present),
        "sought" | "called for" | "called on" => Some(Form::Past),
        "calling for" | "calling on" => Some(Form::Ing),
        _ => form_among(word, WITH_AN_OBJECT),
    }
}

/// The form of a verb of wanting or refusing.
pub(super) fn with_to(word: &str) -> Option<Form> {
    match word {
        "sought" => Some(Form::Past),
        "seeks" => Some(Form::Present),
        _ => form_among(word, WITH_TO),
    }
}

/// Nouns for what is said or thought, in whose "that" it stands.
pub(super) fn is_noun_of_speech(word: &str) -> bool {
    matches!(
        word,
        "accusation"
            | "accusations"
            | "admission"
            | "allegation"
            | "allegations"
            | "announcement"
            | "argument"
            | "assertion"
            | "assertions"
            | "assurance"
            | "assurances"
            | "belief"
            | "charge"
            | "charges"
            | "claim"
            | "claims"
            | "complaint"
            | "complaints"
            | "concern"
            | "concerns"
            | "conclusion"
            | "confidence"
            | "conviction"
            | "criticism"
            | "declaration"
            | "denial"
            | "doubt"
            | "doubts"
            | "expectation"
            | "fear"
            | "fears"
            | "feeling"
            | "hope"
            | "hopes"
            | "idea"
            | "insistence"
            | "notion"
            | "opinion"
            | "prediction"
            | "predictions"
            | "promise"
            | "reports"
            | "rumors"
            | "rumours"
            | "speculation"
            | "statement"
            | "suggestion"
            | "suggestions"
            | "suspicion"
            | "suspicions"
            | "theory"
            | "threat"
            | "view"
            | "vow"
            | "warning"
            | "warnings"
            | "worries"
    )
}

/// Verbs that name whom it is said to before "that".
pub(super) fn takes_a_hearer(verb: &str) -> bool {
    matches!(
        verb,
        "told"
            | "tells"
            | "tell"
            | "telling"
            | "assured"
            | "assures"
            | "informed"
            | "informs"
            | "reminded"
            | "reminds"
            | "warned"
            | "warns"
            | "asked"
            | "asks"
            | "notified"
            | "advised"
            | "convinced"
    )
}

/// Verbs of finding and thinking, behind which "that" is needed to tell that something is said.
pub(super) fn tells_a_finding(verb: &str) -> bool {
    matches!(
        verb,
        "shows"
            | "showed"
            | "show"
            | "found"
            | "finds"
            | "thinks"
            | "think"
            | "hopes"
            | "hoped"
            | "fears"
            | "feared"
            | "worry"
            | "worries"
            | "worried"
            | "feels"
            | "felt"
            | "knows"
            | "concluded"
            | "realized"
            | "revealed"
            | "suggest"
            | "argue"
            | "claim"
            | "claims"
            | "learned"
            | "decided"
            | "understood"
            | "agree"
            | "ruled"
    )
}

/// Verbs that stand behind what was said.
pub(super) fn is_saying(verb: &str) -> bool {
    takes_a_clause(verb)
        || matches!(
            verb,
            "told"
                | "tells"
                | "added"
                | "adds"
                | "noted"
                | "notes"
                | "wrote"
                | "writes"
                | "reported"
                | "reports"
                | "explained"
                | "explains"
        )
}

/// Verbs behind which a clause may follow without "that".
pub(super) fn takes_a_clause(verb: &str) -> bool {
    matches!(
        verb,
        "said"
            | "says"
            | "say"
            | "saying"
            | "claiming"
            | "adding"
            | "arguing"
            | "insisting"
            | "warning"
            | "noting"
            | "alleging"
            | "stating"
            | "suggesting"
            | "claimed"
            | "claims"
            | "believes"
            | "believed"
            | "believe"
            | "argued"
            | "argues"
            | "insisted"
            | "insists"
            | "added"
            | "adds"
            | "suggested"
            | "suggests"
            | "thinks"
            | "warned"
            | "admitted"
            | "acknowledged"
            | "alleged"
            | "alleges"
            | "stated"
            | "noted"
            | "reported"
            | "reports"
            | "indicated"
            | "predicted"
            | "hopes"
            | "confirmed"
            | "announced"
            | "promised"
            | "vowed"
            | "declared"
            | "complained"
            | "complains"
            | "conceded"
            | "concedes"
            | "concluded"
            | "contended"
            | "contends"
            | "boasted"
            | "boasts"
            | "bragged"
            | "brags"
            | "estimated"
            | "estimates"
            | "fear"
            | "fears"
            | "feared"
            | "hope"
            | "hoped"
            | "insist"
            | "joked"
            | "know"
            | "knows"
            | "maintained"
            | "maintains"
            | "made clear"
            | "pointed out"
            | "points out"
            | "recalled"
            | "swore"
            | "testified"
            | "think"
            | "thought"
            | "tweeted"
            | "worry"
            | "worried"
            | "worries"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_they_can_be_searched() {
        assert!(WITH_TO.is_sorted());
        for pair in WITH_AN_OBJECT.windows(2) {
            assert!(pair[0] < pair[1], "{pair:?}");
        }
    }

    #[test]
    fn a_verb_is_known_in_each_form() {
        assert_eq!(with_an_object("slammed"), Some(Form::Past));
        assert_eq!(with_an_object("denies"), Some(Form::Present));
        assert_eq!(with_an_object("praising"), Some(Form::Ing));
        assert_eq!(with_to("refused"), Some(Form::Past));
        assert_eq!(with_to("planned"), Some(Form::Past));
        assert_eq!(with_an_object("bathed"), None);
    }
}
