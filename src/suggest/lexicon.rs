//! Names from gazetteers, and closed lists of words that tell what a name stands for.

use std::sync::OnceLock;

use fst::Map;

/// What is known of a word or name; a name can be several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u64);

impl Marks {
    /// A man's first name.
    pub(super) fn is_male(self) -> bool {
        self.0 & 1 != 0
    }
    /// A woman's first name.
    pub(super) fn is_female(self) -> bool {
        self.0 & 2 != 0
    }
    /// Either of them.
    pub(super) fn is_first_name(self) -> bool {
        self.0 & 3 != 0
    }
    /// A family name.
    pub(super) fn is_surname(self) -> bool {
        self.0 & 4 != 0
    }
    /// A town of 15,000 people or more.
    pub(super) fn is_town(self) -> bool {
        self.0 & 8 != 0
    }
    /// A country, a capital or a state of the USA.
    pub(super) fn is_country(self) -> bool {
        self.0 & 16 != 0
    }
    /// A nationality.
    pub(super) fn is_group(self) -> bool {
        self.0 & 32 != 0
    }
}

/// What the gazetteers say of `name`, which is matched as it stands.
pub(super) fn marks(name: &str) -> Marks {
    static NAMES: OnceLock<Option<Map<&'static [u8]>>> = OnceLock::new();
    let names = NAMES
        .get_or_init(|| Map::new(include_bytes!("../../assets/suggest/lexicon/names.fst").as_slice()).ok());
    Marks(names.as_ref().and_then(|names| names.get(name)).unwrap_or_default())
}

/// Titles that stand before a person's name.
#[rustfmt::skip] // One word a line would be pages long.
const TITLES: &[&str] = &[
    "Admiral", "Ambassador", "Archbishop", "Attorney", "Baron", "Baroness", "Bishop", "Brigadier", "Capt",
    "Captain", "Cardinal", "Chairman", "Chairwoman", "Chancellor", "Chief", "Cllr", "Coach", "Col",
    "Colonel", "Commissioner", "Congressman", "Congresswoman", "Constable", "Councillor", "Count",
    "Countess", "Dame", "Detective", "Director", "Dr", "Duchess", "Duke", "Emperor", "Father", "Gen",
    "General", "Gov", "Governor", "Inspector", "Judge", "Justice", "King", "Lady", "Lieutenant", "Lord",
    "Lt", "Madam", "Maj", "Major", "Mayor", "Minister", "Miss", "Mr", "Mrs", "Ms", "Mx", "Officer",
    "Pastor", "Pope", "Premier", "President", "Prince", "Princess", "Prof", "Professor", "Prosecutor",
    "Queen", "Rabbi", "Rep", "Representative", "Rev", "Reverend", "Secretary", "Sen", "Senator", "Sergeant",
    "Sgt", "Sheikh", "Sheriff", "Sir", "Speaker", "Spokesman", "Spokesperson", "Spokeswoman", "Sultan",
    "Superintendent",
];

/// Words that stand before a title.
const BEFORE_TITLES: [&str; 18] = [
    "Assistant",
    "Defence",
    "Defense",
    "Deputy",
    "District",
    "Finance",
    "Foreign",
    "Former",
    "Home",
    "Interior",
    "Lord",
    "Police",
    "Prime",
    "Shadow",
    "US",
    "U.S.",
    "UK",
    "Vice",
];

/// Words that only organisations have in their names.
#[rustfmt::skip] // One word a line would be pages long.
const ORGANISATION_WORDS: &[&str] = &[
    "Academy", "Administration", "Agency", "Airlines", "Airways", "Alliance", "Army", "Assembly",
    "Association", "Authority", "Bank", "Board", "Broadcasting", "Brothers", "Bureau", "Chamber", "Church",
    "Club", "Coalition", "College", "Commission", "Committee", "Company", "Congress", "Consortium", "Corp",
    "Corp.", "Corporation", "Council", "Courier", "Court", "Defenders", "Department", "Directorate",
    "Federation", "Force", "Foundation", "Front", "Fund", "Gazette", "GmbH", "Government", "Group", "Guild",
    "Herald", "Holdings", "Hospital", "Inc", "Inc.", "Institute", "Institution", "Journal", "Labs",
    "League", "Legion", "Limited", "Ltd", "Ltd.", "Magazine", "Ministry", "Movement", "Navy", "Network",
    "News", "Office", "Organisation", "Organization", "Parliament", "Partners", "Party", "Police", "Post",
    "Press", "Reuters", "School", "Senate", "Service", "Services", "Society", "Studios", "Television",
    "Times", "Tribunal", "Tribune", "Union", "United", "University", "Watch", "Weekly",
];

/// Words that only places have in their names.
#[rustfmt::skip] // One word a line would be pages long.
const PLACE_WORDS: &[&str] = &[
    "Airport", "Arena", "Avenue", "Bay", "Beach", "Boulevard", "Bridge", "Building", "Canal", "Castle",
    "Cathedral", "Center", "Centre", "City", "Coast", "County", "Desert", "District", "Drive", "Gulf",
    "Hall", "Harbor", "Harbour", "Highway", "Hill", "Hills", "Island", "Islands", "Lake", "Mount",
    "Mountain", "Mountains", "Museum", "Ocean", "Palace", "Park", "Peninsula", "Plaza", "Port", "Province",
    "River", "Road", "Sea", "Square", "Stadium", "Station", "Strait", "Street", "Theatre", "Tower",
    "Towers", "Town", "Valley", "Village",
];

/// Words that say what somebody is.
#[rustfmt::skip] // One word a line would be pages long.
const ROLE_NOUNS: &[&str] = &[
    "academic", "accountant", "activist", "actor", "actress", "adviser", "advisor", "agent", "ambassador",
    "analyst", "architect", "artist", "attorney", "author", "barrister", "billionaire", "biologist",
    "boss", "candidate", "captain", "chair", "chairman", "chairwoman", "champion", "chancellor", "chef",
    "chemist", "chief", "coach", "columnist", "commander", "commissioner", "composer", "congressman",
    "congresswoman", "consultant", "coordinator", "correspondent", "councillor", "critic", "curator",
    "detective", "developer", "diplomat", "director", "dissident", "doctor", "economist", "editor",
    "engineer", "executive", "expert", "farmer", "firefighter", "fisherman", "founder", "general",
    "geologist", "governor", "head", "historian", "inspector", "journalist", "judge", "lawmaker",
    "lawyer", "leader", "lecturer", "manager", "master", "mayor", "mechanic", "midfielder", "minister",
    "musician", "nominee", "nurse", "officer", "official", "organiser", "organizer", "owner", "paramedic",
    "photographer", "physician", "physicist", "pilot", "player", "pollster", "president", "producer",
    "professor", "programmer", "prosecutor", "psychologist", "reporter", "representative", "researcher",
    "resident", "scientist", "secretary", "senator", "sergeant", "sheriff", "singer", "skipper",
    "solicitor", "spokesman", "spokesperson", "spokeswoman", "strategist", "striker", "student",
    "surgeon", "teacher", "treasurer", "trustee", "undersecretary", "volunteer", "writer",
];

/// Whether `word` says what somebody is: "spokesperson".
pub(super) fn is_role_noun(word: &str) -> bool {
    has(ROLE_NOUNS, word.to_lowercase().as_str())
}

fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Whether `word`, with or without its full stop, is a title before a name.
pub(super) fn is_title(word: &str) -> bool {
    has(TITLES, word.trim_end_matches('.'))
}

/// Whether `word` goes with a title behind it: "Prime", "Deputy".
pub(super) fn is_before_title(word: &str) -> bool {
    BEFORE_TITLES.contains(&word)
}

/// Whether `word` is the head of an organisation's name.
pub(super) fn is_organisation_word(word: &str) -> bool {
    has(ORGANISATION_WORDS, word)
}

/// Platforms, agencies and firms that are named without saying what they are.
#[rustfmt::skip] // One word a line would be pages long.
const KNOWN_ORGANISATIONS: &[&str] = &[
    "AFP", "AP", "Amazon", "Apple", "BBC", "Bloomberg", "Boeing", "CNN", "EU", "FBI", "FIFA", "Facebook",
    "Google", "Instagram", "Interpol", "Microsoft", "NASA", "NATO", "Netflix", "OpenAI", "Reuters",
    "Samsung", "Telegram", "TikTok", "Toyota", "Twitter", "UEFA", "UN", "UNESCO", "UNICEF", "WHO",
    "WhatsApp", "Wikinews", "YouTube",
];

/// Whether `name` is a body everybody writes about.
pub(super) fn is_known_organisation(name: &str) -> bool {
    has(KNOWN_ORGANISATIONS, name)
}

/// Whether `word` is the head of a place's name.
pub(super) fn is_place_word(word: &str) -> bool {
    has(PLACE_WORDS, word)
}

/// Whether `name` is a part of the world.
pub(super) fn is_continent(name: &str) -> bool {
    matches!(
        name,
        "Africa" | "America" | "Americas" | "Antarctica" | "Asia" | "Australia" | "Europe" | "Oceania"
    )
}

/// Names that are the same place or body, in one way of writing.
pub(super) fn one_way_of_writing(name: &str) -> &str {
    match name {
        "U.S." | "US" | "USA" | "U.S.A." | "United States" | "United States of America" | "America" => {
            "United States"
        }
        "U.K." | "UK" | "Britain" | "Great Britain" | "United Kingdom" => "United Kingdom",
        "U.N." | "UN" | "United Nations" => "United Nations",
        "E.U." | "EU" | "European Union" => "European Union",
        "UAE" | "U.A.E." | "United Arab Emirates" => "United Arab Emirates",
        "L.A." | "LA" | "Los Angeles" => "Los Angeles",
        "N.Y." | "NYC" | "New York City" | "New York" => "New York",
        "Washington D.C." | "Washington, D.C." | "Washington DC" | "Washington" => "Washington",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_they_can_be_searched() {
        for list in [TITLES, ORGANISATION_WORDS, PLACE_WORDS, ROLE_NOUNS, KNOWN_ORGANISATIONS] {
            assert!(list.is_sorted());
        }
    }

    #[test]
    fn the_gazetteers_know_towns_countries_and_people() {
        assert!(
            marks("Rotterdam").is_town() && marks("Norway").is_country() && marks("Norwegian").is_group()
        );
        assert!(marks("Mary").is_female() && marks("Smith").is_surname());
        assert_eq!(marks("Xqzzy"), Marks::default());
    }
}
