//! Quotation marks by language. The parser finds which straight quote opens and which closes.

/// The marks of a language: double open and close, single open and close.
fn marks(language: &str) -> [&'static str; 4] {
    match language {
        "de" | "cs" | "sk" | "sl" | "is" | "lt" | "et" => ["„", "“", "‚", "‘"],
        "fr" => ["«\u{202f}", "\u{202f}»", "‹\u{202f}", "\u{202f}›"],
        "es" | "it" | "pt" | "ca" | "el" | "ru" | "uk" | "no" | "nb" | "nn" | "fa" | "ps" => ["«", "»", "“", "”"],
        "pl" | "ro" | "hu" | "hr" | "bg" => ["„", "”", "‚", "’"],
        "sv" | "fi" => ["”", "”", "’", "’"],
        _ => ["“", "”", "‘", "’"],
    }
}

/// What a text of the parser becomes, if it stands for straight quotes in the source.
pub(super) fn quotes(language: &str, written: &str, parsed: &str, is_inside_word: impl FnOnce() -> bool) -> Option<&'static str> {
    if !matches!(written, "\"" | "'") {
        return None;
    }
    let [double_open, double_close, single_open, single_close] = marks(language);
    match parsed {
        "“" => Some(double_open),
        "”" => Some(double_close),
        "‘" => Some(single_open),
        // An apostrophe is the same in every language that has one.
        "’" => Some(if is_inside_word() { "’" } else { single_close }),
        _ => None,
    }
}
