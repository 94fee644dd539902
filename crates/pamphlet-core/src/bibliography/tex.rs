//! The text of a BibTeX field: TeX's commands, and the HTML that reference managers export, become the characters that they stand for.

use hayagriva::types::{ChunkKind, ChunkedString};
use unicode_normalization::{UnicodeNormalization, char::compose};

use super::markup;

/// Text with a mark for each character that braces protect: it keeps its case, and it divides no names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rich(pub(super) Vec<(char, Kept)>);

/// Whether braces stand around a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    Free,
    Braced,
}

/// What in a text can't be read: a sentence about it.
pub(super) type Unreadable = String;

impl Rich {
    /// Reads the text of a field.
    pub(super) fn parse(source: &str) -> Result<Self, Unreadable> {
        let mut reader = Reader { rest: source, out: Vec::new(), depth: 0, is_math: false };
        reader.group(End::Source)?;
        // Twice, for tags can be written as entities: `&lt;i&gt;`.
        let out = markup::without_html(markup::without_html(reader.out)?)?;
        let mut clean: Vec<(char, Kept)> = Vec::with_capacity(out.len());
        for (c, kept) in out {
            let is_space = c.is_whitespace() && c != '\u{a0}';
            match clean.last().copied() {
                _ if is_space && clean.is_empty() => {}
                Some((' ', _)) if is_space => {}
                Some((last, _)) if !is_space => match compose(last, c) {
                    Some(composed) => clean.last_mut().into_iter().for_each(|place| place.0 = composed),
                    None => clean.push((c, kept)),
                },
                _ => clean.push((if is_space { ' ' } else { c }, kept)),
            }
        }
        if clean.last().is_some_and(|(c, _)| *c == ' ') {
            clean.pop();
        }
        Ok(Self(clean))
    }

    pub(super) fn plain(&self) -> String {
        self.0.iter().map(|(c, _)| *c).nfc().collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text as a citation style takes it, with what keeps its case.
    pub(super) fn chunked(&self) -> ChunkedString {
        let mut chunked = ChunkedString::new();
        for (c, kept) in &self.0 {
            let kind = match kept {
                Kept::Free => ChunkKind::Normal,
                Kept::Braced => ChunkKind::Verbatim,
            };
            chunked.push_char(*c, kind);
        }
        chunked
    }
}

/// Where a group ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Source,
    Brace,
}

struct Reader<'s> {
    rest: &'s str,
    out: Vec<(char, Kept)>,
    /// How many braces that protect stand around.
    depth: usize,
    is_math: bool,
}

impl<'s> Reader<'s> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn takes(&mut self, start: &str) -> bool {
        let rest = self.rest.strip_prefix(start);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn push(&mut self, text: &str) {
        let kept = if self.depth > 0 { Kept::Braced } else { Kept::Free };
        self.out.extend(text.chars().map(|c| (c, kept)));
    }

    fn group(&mut self, end: End) -> Result<(), Unreadable> {
        while let Some(c) = self.next() {
            match c {
                '}' if end == End::Brace => return Ok(()),
                '}' => return Err("a `}` has no `{` before it".to_owned()),
                '{' => self.braces()?,
                '\\' => self.command()?,
                '$' => {
                    self.takes("$");
                    self.is_math = !self.is_math;
                }
                '^' if self.is_math => self.script(markup::Script::Raised)?,
                '_' if self.is_math => self.script(markup::Script::Lowered)?,
                '~' => self.push("\u{a0}"),
                '-' if !self.is_math && self.takes("--") => self.push("—"),
                '-' if !self.is_math && self.takes("-") => self.push("–"),
                '`' if self.takes("`") => self.push("“"),
                '\'' if self.takes("'") => self.push("”"),
                '`' => self.push("‘"),
                c if self.is_math && c.is_whitespace() => {}
                c => self.push(c.encode_utf8(&mut [0; 4])),
            }
        }
        match end {
            End::Source => Ok(()),
            End::Brace => Err("a `{` has no `}` after it".to_owned()),
        }
    }

    /// What stands in braces. `{\'e}` is one letter, and protects nothing (BibTeX's "special character").
    fn braces(&mut self) -> Result<(), Unreadable> {
        let protects = usize::from(self.peek() != Some('\\') && !self.is_math);
        self.depth += protects;
        self.group(End::Brace)?;
        self.depth -= protects;
        Ok(())
    }

    /// What a command is about: a group, a command, or a character.
    fn argument(&mut self) -> Result<Vec<(char, Kept)>, Unreadable> {
        self.rest = self.rest.trim_start();
        let before = std::mem::take(&mut self.out);
        let read = match self.next() {
            Some('{') => self.group(End::Brace),
            Some('\\') => self.command(),
            Some(c) => {
                self.push(c.encode_utf8(&mut [0; 4]));
                Ok(())
            }
            None => Ok(()),
        };
        let argument = std::mem::replace(&mut self.out, before);
        read.map(|()| argument)
    }

    fn script(&mut self, script: markup::Script) -> Result<(), Unreadable> {
        let argument = self.argument()?;
        let text: String = argument.iter().map(|(c, _)| *c).collect();
        let written = script.write(&text)?;
        self.push(&written);
        Ok(())
    }

    fn command(&mut self) -> Result<(), Unreadable> {
        let letters = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        if letters == 0 {
            return self.sign();
        }
        let (name, rest) = self.rest.split_at(letters);
        self.rest = rest;
        if let Some(mark) = accent(name).filter(|_| name.len() == 1) {
            return self.accented(mark);
        }
        match name {
            "textsuperscript" => return self.script(markup::Script::Raised),
            "textsubscript" => return self.script(markup::Script::Lowered),
            "href" => {
                self.argument()?;
                return Ok(());
            }
            "enquote" => {
                let argument = self.argument()?;
                self.push("“");
                self.out.extend(argument);
                self.push("”");
                return Ok(());
            }
            _ => {}
        }
        if let Some(symbol) = symbol(name) {
            // A space or `{}` after a name only ends it.
            if !self.takes("{}") {
                self.rest = self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            }
            self.push(symbol);
            return Ok(());
        }
        if LOOKS.contains(&name) {
            if !self.rest.starts_with('{') {
                self.rest = self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            } else if self.takes("{") {
                // Words in italics aren't braced for their case.
                let was_math = self.is_math;
                self.is_math = was_math && name.starts_with("math");
                self.group(End::Brace)?;
                self.is_math = was_math;
            }
            return Ok(());
        }
        Err(format!("`\\{name}` is a TeX command that isn't known here"))
    }

    /// A command of one sign: an accent, a space, or a sign that TeX would take for something else.
    fn sign(&mut self) -> Result<(), Unreadable> {
        let Some(sign) = self.next() else { return Err("a `\\` stands at the end".to_owned()) };
        match sign {
            '\\' | ' ' | ';' | ':' | ',' => self.push(if sign == ',' { "\u{a0}" } else { " " }),
            '-' | '/' | '!' | '@' => {}
            '(' | '[' => self.is_math = true,
            ')' | ']' => self.is_math = false,
            '\'' | '`' | '^' | '"' | '~' | '=' | '.' | '´' => {
                let mark = accent(sign.encode_utf8(&mut [0; 4])).unwrap_or(sign);
                return self.accented(mark);
            }
            sign if sign.is_whitespace() => self.push(" "),
            sign => self.push(sign.encode_utf8(&mut [0; 4])),
        }
        Ok(())
    }

    /// The letter that follows, with a mark on it.
    fn accented(&mut self, mark: char) -> Result<(), Unreadable> {
        let mut argument = self.argument()?;
        match argument.first_mut() {
            // An i gets its accent in place of its dot.
            Some((letter, kept)) => {
                *letter = match *letter {
                    'ı' => 'i',
                    'ȷ' => 'j',
                    other => other,
                };
                let (letter, kept) = (*letter, *kept);
                match compose(letter, mark) {
                    Some(composed) => argument[0] = (composed, kept),
                    None => argument.insert(1, (mark, kept)),
                }
            }
            None if mark == '\u{303}' => argument.push(('~', Kept::Free)),
            None if mark == '\u{302}' => argument.push(('^', Kept::Free)),
            None => {}
        }
        self.out.extend(argument);
        Ok(())
    }
}

/// The mark that a command puts on a letter.
fn accent(name: &str) -> Option<char> {
    Some(match name {
        "`" => '\u{300}',
        "'" | "´" => '\u{301}',
        "^" => '\u{302}',
        "~" => '\u{303}',
        "=" => '\u{304}',
        "u" => '\u{306}',
        "." => '\u{307}',
        "\"" => '\u{308}',
        "r" => '\u{30a}',
        "H" => '\u{30b}',
        "v" => '\u{30c}',
        "d" => '\u{323}',
        "c" => '\u{327}',
        "k" => '\u{328}',
        "b" => '\u{331}',
        _ => return None,
    })
}

/// Commands that change how words look: the words stay.
const LOOKS: &[&str] = &[
    "bf",
    "bfseries",
    "boldsymbol",
    "em",
    "emph",
    "ensuremath",
    "hbox",
    "it",
    "itshape",
    "mathbf",
    "mathcal",
    "mathit",
    "mathrm",
    "mathsf",
    "mathtt",
    "mbox",
    "normalfont",
    "operatorname",
    "path",
    "relax",
    "rm",
    "rmfamily",
    "sc",
    "scshape",
    "sf",
    "sffamily",
    "sl",
    "slshape",
    "small",
    "text",
    "textbf",
    "textit",
    "textmd",
    "textnormal",
    "textrm",
    "textsc",
    "textsf",
    "textsl",
    "texttt",
    "textup",
    "tt",
    "ttfamily",
    "ul",
    "underline",
    "uline",
    "upshape",
    "url",
    "protect",
    "left",
    "right",
];

/// The character that a command stands for.
fn symbol(name: &str) -> Option<&'static str> {
    Some(match name {
        "AA" => "Å",
        "AE" => "Æ",
        "DH" => "Ð",
        "DJ" => "Đ",
        "L" => "Ł",
        "NG" => "Ŋ",
        "O" => "Ø",
        "OE" => "Œ",
        "P" | "textparagraph" => "¶",
        "S" | "textsection" => "§",
        "SS" => "ẞ",
        "TH" => "Þ",
        "aa" => "å",
        "ae" => "æ",
        "dh" => "ð",
        "dj" => "đ",
        "i" | "imath" => "ı",
        "j" | "jmath" => "ȷ",
        "l" => "ł",
        "ng" => "ŋ",
        "o" => "ø",
        "oe" => "œ",
        "ss" => "ß",
        "th" => "þ",
        "alpha" | "textalpha" => "α",
        "beta" | "textbeta" => "β",
        "gamma" | "textgamma" => "γ",
        "delta" | "textdelta" => "δ",
        "epsilon" | "varepsilon" => "ε",
        "zeta" => "ζ",
        "eta" => "η",
        "theta" | "vartheta" => "θ",
        "iota" => "ι",
        "kappa" => "κ",
        "lambda" => "λ",
        "mu" | "textmu" => "μ",
        "nu" => "ν",
        "xi" => "ξ",
        "pi" => "π",
        "rho" => "ρ",
        "sigma" => "σ",
        "tau" => "τ",
        "upsilon" => "υ",
        "phi" | "varphi" => "φ",
        "chi" => "χ",
        "psi" => "ψ",
        "omega" => "ω",
        "Gamma" => "Γ",
        "Delta" => "Δ",
        "Theta" => "Θ",
        "Lambda" => "Λ",
        "Xi" => "Ξ",
        "Pi" => "Π",
        "Sigma" => "Σ",
        "Phi" => "Φ",
        "Psi" => "Ψ",
        "Omega" => "Ω",
        "approx" => "≈",
        "ast" | "textasteriskcentered" => "*",
        "bullet" | "textbullet" => "•",
        "cdot" | "textperiodcentered" => "·",
        "circ" | "degree" | "textdegree" => "°",
        "textcelsius" => "°C",
        "copyright" | "textcopyright" => "©",
        "dag" | "textdagger" => "†",
        "ddag" | "textdaggerdbl" => "‡",
        "div" => "÷",
        "dots" | "ldots" | "cdots" | "textellipsis" => "…",
        "equiv" => "≡",
        "euro" | "texteuro" => "€",
        "geq" | "ge" | "geqslant" => "≥",
        "greater" | "gt" | "textgreater" => ">",
        "gg" => "≫",
        "guillemotleft" => "«",
        "guillemotright" => "»",
        "infty" => "∞",
        "leftrightarrow" => "↔",
        "leftarrow" => "←",
        "leq" | "le" | "leqslant" => "≤",
        "less" | "lt" | "textless" => "<",
        "ll" => "≪",
        "mp" => "∓",
        "neq" | "ne" => "≠",
        "pm" | "textpm" => "±",
        "pounds" | "textsterling" => "£",
        "prime" => "′",
        "quad" | "qquad" | "space" => " ",
        "quotedblbase" => "„",
        "quotesinglbase" => "‚",
        "rightarrow" | "to" | "textrightarrow" => "→",
        "sim" | "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textasciigrave" => "`",
        "textbackslash" | "backslash" => "\\",
        "textbar" | "vert" | "mid" => "|",
        "textbraceleft" | "lbrace" => "{",
        "textbraceright" | "rbrace" => "}",
        "textdollar" => "$",
        "textemdash" => "—",
        "textendash" => "–",
        "textexclamdown" => "¡",
        "textordfeminine" => "ª",
        "textordmasculine" => "º",
        "textquestiondown" => "¿",
        "textquotedbl" => "\"",
        "textquotedblleft" => "“",
        "textquotedblright" => "”",
        "textquoteleft" => "‘",
        "textquoteright" | "textquotesingle" => "’",
        "textregistered" => "®",
        "texttrademark" => "™",
        "textunderscore" => "_",
        "times" | "texttimes" => "×",
        "uparrow" => "↑",
        "downarrow" => "↓",
        "LaTeX" => "LaTeX",
        "TeX" => "TeX",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(source: &str) -> String {
        Rich::parse(source).unwrap().plain()
    }

    #[test]
    fn tex_becomes_the_characters_that_it_stands_for() {
        for (source, wanted) in [
            (r#"M{\"u}ller, J{\'e}r{\^o}me"#, "Müller, Jérôme"),
            (r"Garc{\'\i}a, {\v{C}}ech, Nu\~nez, \L{}ukasz", "García, Čech, Nuñez, Łukasz"),
            (r"{\ss} and \ae", "ß and æ"),
            (r"TGF-$\beta$ at 5\,mg, 50\% \& more --- A--Z", "TGF-β at 5\u{a0}mg, 50% & more — A–Z"),
            (r"$\less$i$\greater$E. coli$\less$/i$\greater$ in cough", "E. coli in cough"),
            (r"\textit{Thymus} in {\it vitro}, ``quoted''", "Thymus in vitro, “quoted”"),
            (r"CO$_2$ and 10$^{5}$ cells, CO\textsubscript{2}, the $11^{th}$", "CO₂ and 10⁵ cells, CO₂, the 11th"),
            ("CO<sub>2</sub> &amp; <i>E. coli</i> with p < 0.05 &#8211; &beta;", "CO₂ & E. coli with p < 0.05 – β"),
            ("two\n   lines", "two lines"),
            ("A 50% cut", "A 50% cut"),
        ] {
            assert_eq!(plain(source), wanted, "{source}");
        }
    }

    #[test]
    fn what_tex_can_t_be_read_is_reported() {
        assert_eq!(Rich::parse(r"A $\frac{1}{2}$ dose"), Err(r"`\frac` is a TeX command that isn't known here".to_owned()));
        assert_eq!(Rich::parse("10$^{max}$"), Err("`max` can't be raised in plain text".to_owned()));
        assert_eq!(Rich::parse("a } b"), Err("a `}` has no `{` before it".to_owned()));
    }

    #[test]
    fn braces_keep_case() {
        let kept: String =
            Rich::parse("On {COVID-19} and {\\'E}").unwrap().0.iter().filter(|(_, k)| *k == Kept::Braced).map(|(c, _)| *c).collect();
        assert_eq!(kept, "COVID-19");
    }
}
