//! What a template may not be: each rule with a stable word for translations and a reason for logs.

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal $reason:literal,)+) => {
        /// A rule that a template breaks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum TemplateRule {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl TemplateRule {
            /// Every rule.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// A stable word.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            pub(crate) fn reason(self) -> &'static str {
                match self {
                    $(Self::$variant => $reason,)+
                }
            }
        }
    };
}

rules! {
    /// It does not read, or a value is of the wrong sort.
    Unreadable = "unreadable" "unreadable",
    /// A side too short or too long.
    Side = "side" "a label is 8 to 220 mm",
    /// It takes no code.
    CodeMissing = "code_missing" "no kind of code",
    /// Too many elements.
    TooMany = "too_many" "too many elements",
    /// It has no symbol.
    SymbolMissing = "symbol_missing" "no symbol",
    /// It has no place for LOCAL and DEMO that is always there.
    MarksMissing = "marks_missing" "no unconditional place for LOCAL and DEMO",
    /// Something lies over a symbol.
    OverSymbol = "over_symbol" "lies over a symbol or its quiet zone",
    /// Something hides LOCAL and DEMO.
    OverMarks = "over_marks" "lies over the place of LOCAL and DEMO",
    /// Outside the label.
    Outside = "outside" "outside the label",
    /// No such placeholder.
    UnknownWord = "unknown_word" "no such word",
    /// A linear symbol too low (ISBT 128 ST-001 6.1).
    LinearHeight = "linear_height" "a linear symbol is at least 5 mm high",
    /// A linear symbol cannot stand right.
    LinearAlign = "linear_align" "a linear symbol stands left or in the centre",
    /// The second symbol of a pair starts outside.
    Split = "split" "outside the area",
    /// Too little room for LOCAL and DEMO.
    MarksSize = "marks_size" "LOCAL, DEMO and the number of a reprint need 20 x 2 mm",
    /// Too little room for DEMO on a label that names no donation.
    MarksSizeAlone = "marks_size_alone" "DEMO and the number of a reprint need 10 x 2 mm",
    /// A line too thin or too thick.
    Thickness = "thickness" "0.05 to 5 mm",
    /// Type too small or too large.
    TypeSize = "type_size" "type is 4 to 72 points",
    /// The smallest type is larger than the type.
    SizeOrder = "size_order" "larger than size",
    /// Too few or too many lines.
    Lines = "lines" "1 to 12 lines",
    /// A brace without its other.
    Brace = "brace" "a brace without its other",
    /// No such kind of element.
    Kind = "kind" "unknown kind",
    /// A label of this kind would come out without the symbol that names it.
    NoSymbolHere = "no_symbol_here" "a label without the symbol that names it",
    /// It does not take the code of this kind of label.
    WrongCode = "wrong_code" "does not take the codes of this label",
}

impl TemplateRule {
    /// The rule of a reason; what a reader of JSON says has no rule of its own.
    pub(crate) fn of(reason: &str) -> Self {
        Self::ALL.into_iter().find(|rule| rule.reason() == reason).unwrap_or(Self::Unreadable)
    }
}
