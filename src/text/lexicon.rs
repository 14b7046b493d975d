//! Closed lists of English words which the segmenters consult, lower case, sorted.

/// Whether `word` is in the sorted lower-case `list`, ignoring the case of ASCII letters.
pub(super) fn listed(list: &[&str], word: &str) -> bool {
    let lower = || word.bytes().map(|byte| byte.to_ascii_lowercase());
    list.binary_search_by(|entry| entry.bytes().cmp(lower())).is_ok()
}

/// Words which begin sentences and never stand in a proper name's first place.
#[rustfmt::skip] // One word a line would be pages long.
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "above", "according", "across", "additionally", "after", "again", "against", "ago",
    "all", "almost", "along", "already", "also", "although", "always", "am", "amid", "among", "an",
    "and", "another", "any", "anyone", "are", "around", "as", "asked", "at", "back", "be", "because",
    "before", "behind", "being", "below", "beside", "besides", "between", "both", "but", "by", "can",
    "could", "currently", "despite", "did", "do", "does", "down", "during", "each", "earlier", "either",
    "elsewhere", "enough", "even", "every", "everyone", "everything", "except", "few", "fewer",
    "finally", "first", "following", "for", "former", "from", "further", "furthermore", "get", "given",
    "go", "had", "half", "has", "have", "he", "hence", "her", "here", "hers", "him", "his", "how",
    "however", "i", "if", "in", "indeed", "initially", "inside", "instead", "into", "is", "it", "its",
    "just", "last", "late", "later", "least", "less", "let", "like", "likewise", "many", "maybe", "me",
    "meanwhile", "might", "more", "moreover", "most", "much", "must", "my", "near", "nearly", "neither",
    "never", "nevertheless", "next", "no", "nobody", "none", "nor", "not", "nothing", "now", "of",
    "off", "often", "oh", "on", "once", "one", "only", "onto", "or", "other", "others", "our", "ours",
    "out", "outside", "over", "overseas", "per", "perhaps", "please", "previously", "quite", "rather",
    "recently", "said", "same", "second", "several", "shall", "she", "should", "similarly", "since",
    "so", "some", "someone", "something", "sometimes", "soon", "still", "such", "than", "that", "the",
    "their", "theirs", "them", "then", "there", "therefore", "these", "they", "third", "this", "those",
    "though", "through", "throughout", "thus", "to", "today", "together", "tomorrow", "tonight", "too",
    "toward", "towards", "two", "under", "unlike", "until", "unto", "up", "upon", "us", "very", "via",
    "was", "we", "well", "were", "what", "whatever", "when", "whenever", "where", "whereas", "wherever",
    "whether", "which", "while", "who", "whoever", "whom", "whose", "why", "will", "with", "within",
    "without", "would", "yes", "yesterday", "yet", "you", "your", "yours",
];

/// Common words which newspapers begin sentences with: no name when they stand alone.
#[rustfmt::skip] // One word a line would be pages long.
pub(super) const COMMON_OPENERS: &[&str] = &[
    "activists", "analysts", "asked", "attempts", "author", "authorities", "based", "blown", "born",
    "businesses", "campaigners", "children", "cities", "citizens", "climate", "colorful", "companies",
    "cool", "countries", "courtesy", "critics", "crowds", "customers", "data", "days", "displays",
    "doctors", "dozens", "drivers", "economists", "eight", "eighteen", "eleven", "employees",
    "evidence", "experts", "families", "fans", "farmers", "fewer", "fifteen", "fifty", "figures",
    "firefighters", "five", "forty", "four", "fourteen", "fresh", "friends", "good", "government",
    "governments", "great", "groups", "hello", "hours", "human", "hundreds", "image", "images",
    "investigators", "investors", "journalists", "lawmakers", "lawsuits", "lawyers", "leaders", "local",
    "look", "made", "make", "match", "media", "members", "men", "millions", "ministers", "months",
    "moves", "neighbors", "neighbours", "new", "news", "nine", "nineteen", "observers", "officers",
    "officials", "old", "opponents", "organisers", "organizers", "parents", "part", "passengers",
    "people", "photo", "photos", "plans", "players", "police", "politicians", "polls", "posts",
    "pregnant", "prices", "prior", "producers", "prosecutors", "protesters", "questions", "recent",
    "refugees", "reporters", "reports", "requests", "rescuers", "research", "researchers", "residents",
    "results", "right", "sales", "schools", "scientists", "scores", "senior", "seven", "seventeen",
    "seventy", "shares", "six", "sixteen", "sixty", "soldiers", "sources", "sport", "sports", "staff",
    "states", "students", "studies", "successful", "supporters", "survivors", "taken", "teachers",
    "teams", "ten", "thank", "thanks", "things", "thirteen", "thirty", "thousands", "three", "time",
    "times", "top", "tourists", "traffic", "troops", "twelve", "twenty", "unable", "various", "victims",
    "video", "visitors", "volunteer", "volunteers", "voters", "wait", "want", "witnesses", "women",
    "work", "workers", "years", "young", "zero",
];

/// Names and nouns whose ending looks like that of a common adverb or participle.
#[rustfmt::skip] // One word a line would be pages long.
pub(super) const NAMES_LIKE_COMMON_WORDS: &[&str] = &[
    "alfred", "beijing", "billy", "boeing", "browning", "chongqing", "dolly", "emily", "fleming",
    "fred", "harding", "hastings", "italy", "keating", "kelly", "kunming", "lily", "manning", "mohamed",
    "molly", "muhammed", "nanjing", "ned", "polly", "reading", "reilly", "sally", "sicily", "ted",
    "wyoming",
];

/// Months and days that are nothing else.
#[rustfmt::skip] // One word a line would be pages long.
pub(super) const DATE_WORDS: &[&str] = &[
    "apr", "aug", "dec", "december", "feb", "february", "fri", "friday", "fridays", "jan", "january",
    "jul", "july", "jun", "mon", "monday", "mondays", "nov", "november", "oct", "october", "saturday",
    "saturdays", "sept", "september", "sunday", "sundays", "thurs", "thursday", "thursdays", "tues",
    "tuesday", "tuesdays", "wednesday", "wednesdays",
];

/// Months that are also names of people or plain words.
pub(super) const DOUBTFUL_MONTHS: &[&str] = &["april", "august", "june", "mar", "march", "may"];

/// Words after which a doubtful month is a month.
pub(super) const BEFORE_MONTHS: &[&str] = &[
    "by", "during", "early", "from", "in", "last", "late", "mid", "next", "of", "on", "since", "this", "to",
    "until",
];

/// Lower-case words inside the names of people and places.
#[rustfmt::skip] // One word a line would be pages long.
pub(super) const PARTICLES: &[&str] = &[
    "af", "al", "av", "ben", "bin", "bint", "da", "das", "de", "degli", "del", "dela", "della", "den",
    "der", "des", "di", "do", "dos", "du", "e", "el", "ibn", "la", "las", "le", "los", "op", "ten",
    "ter", "van", "von", "y", "zu", "zum", "zur",
];

/// Nouns at the head of an organisation's name which take "of" or "for" and a list after it.
#[rustfmt::skip] // One word a line would be pages long.
pub(super) const ORGANISATION_HEADS: &[&str] = &[
    "academy", "agency", "alliance", "army", "association", "authority", "bank", "board", "bureau",
    "campaign", "center", "centers", "centre", "centres", "chamber", "church", "coalition", "college",
    "commission", "committee", "confederation", "conference", "congress", "corps", "council", "court",
    "daughters", "department", "faculty", "federation", "foundation", "fund", "government", "house",
    "initiative", "institute", "institutes", "institution", "journal", "kingdom", "league", "library",
    "minister", "ministry", "movement", "municipality", "museum", "network", "office", "organisation",
    "organization", "parliament", "partnership", "party", "people", "people's", "republic", "school",
    "secretariat", "secretary", "sisters", "society", "sons", "state", "states", "trust", "union",
    "university",
];

/// Abbreviations that are always followed by the rest of their sentence.
#[rustfmt::skip] // One word a line would be pages long.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "adm", "art", "asst", "attys", "ave", "brig", "capt", "cf", "cmdr", "col", "cpl", "det", "dr",
    "e.g", "fig", "fr", "ft", "gen", "gov", "govs", "hon", "i.e", "insp", "lt", "m", "maj", "messrs",
    "mgr", "mlle", "mme", "mr", "mrs", "ms", "mt", "mx", "pfc", "pres", "prof", "rep", "reps", "rev",
    "sen", "sens", "sgt", "st", "ste", "supt", "v", "viz", "vs",
];

/// Abbreviations that are followed by a number when their sentence goes on.
#[rustfmt::skip] // One word a line would be pages long.
pub(super) const BEFORE_NUMBERS: &[&str] = &[
    "approx", "apr", "aug", "c", "ca", "ch", "dec", "feb", "fig", "jan", "jul", "jun", "mar", "no",
    "nos", "nov", "nr", "oct", "p", "par", "pp", "sec", "sep", "sept", "vol",
];

/// Abbreviations that may end a sentence and may not.
pub(super) const DOUBTFUL_ABBREVIATIONS: &[&str] =
    &["bros", "co", "corp", "dept", "ed", "est", "inc", "jr", "ltd", "plc", "sr", "univ"];

/// Forms of address and rank that are no part of a name.
#[rustfmt::skip] // One word a line would be pages long.
pub(super) const TITLES: &[&str] = &[
    "adm", "ambassador", "capt", "captain", "chancellor", "col", "colonel", "commissioner", "dame",
    "dr", "gen", "general", "gov", "governor", "judge", "justice", "king", "lady", "lord", "lt", "maj",
    "major", "mayor", "minister", "miss", "mr", "mrs", "ms", "mx", "officer", "president", "prince",
    "princess", "prof", "professor", "queen", "rep", "representative", "rev", "reverend", "secretary",
    "sen", "senator", "sergeant", "sgt", "sheikh", "sir", "spokesman", "spokesperson", "spokeswoman",
];

/// Second halves of compounds such as "Beijing-based" that are no part of the name.
pub(super) const COMPOUND_ENDINGS: &[&str] = &[
    "area", "born", "bound", "built", "era", "free", "friendly", "grown", "held", "language", "led", "like",
    "made", "owned", "related", "run", "style", "trained", "type", "wide", "wing",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_so_that_it_can_be_searched() {
        let lists = [
            FUNCTION_WORDS,
            COMMON_OPENERS,
            NAMES_LIKE_COMMON_WORDS,
            DATE_WORDS,
            DOUBTFUL_MONTHS,
            BEFORE_MONTHS,
            PARTICLES,
            ORGANISATION_HEADS,
            ABBREVIATIONS,
            BEFORE_NUMBERS,
            DOUBTFUL_ABBREVIATIONS,
            TITLES,
            COMPOUND_ENDINGS,
        ];
        for list in lists {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{pair:?}");
            }
        }
    }

    #[test]
    fn case_does_not_matter() {
        assert!(listed(FUNCTION_WORDS, "The"));
        assert!(listed(TITLES, "DR"));
        assert!(!listed(FUNCTION_WORDS, "Hague"));
    }
}
