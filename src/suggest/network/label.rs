//! The kinds of entities the weights were trained on.

/// A label of the `OntoNotes` scheme, in the order of the weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the scheme's own words")]
pub enum Label {
    Org,
    Date,
    Person,
    Gpe,
    Money,
    Cardinal,
    Norp,
    Percent,
    WorkOfArt,
    Loc,
    Time,
    Quantity,
    Fac,
    Event,
    Ordinal,
    Product,
    Law,
    Language,
}

impl Label {
    /// Every label.
    pub(super) const ALL: [Self; 18] = [
        Self::Org,
        Self::Date,
        Self::Person,
        Self::Gpe,
        Self::Money,
        Self::Cardinal,
        Self::Norp,
        Self::Percent,
        Self::WorkOfArt,
        Self::Loc,
        Self::Time,
        Self::Quantity,
        Self::Fac,
        Self::Event,
        Self::Ordinal,
        Self::Product,
        Self::Law,
        Self::Language,
    ];

    /// The label's name in the scheme.
    pub fn name(self) -> &'static str {
        match self {
            Self::Org => "ORG",
            Self::Date => "DATE",
            Self::Person => "PERSON",
            Self::Gpe => "GPE",
            Self::Money => "MONEY",
            Self::Cardinal => "CARDINAL",
            Self::Norp => "NORP",
            Self::Percent => "PERCENT",
            Self::WorkOfArt => "WORK_OF_ART",
            Self::Loc => "LOC",
            Self::Time => "TIME",
            Self::Quantity => "QUANTITY",
            Self::Fac => "FAC",
            Self::Event => "EVENT",
            Self::Ordinal => "ORDINAL",
            Self::Product => "PRODUCT",
            Self::Law => "LAW",
            Self::Language => "LANGUAGE",
        }
    }
}
