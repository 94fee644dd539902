use super::{ValueError, string_value};

string_value! {
    /// An absolute web address with `https` or `http`.
    Url,
    pattern: r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s]+$",
    format: "web-url",
    examples: ["https://www.example.org/help"],
    parse: |source| {
        let error = |help: &str| ValueError::new(format!("`{source}` is not a web address")).with_help(help.to_owned());
        if source.contains(char::is_whitespace) || source.contains(super::text::is_forbidden) {
            return Err(error("a web address has no spaces: write them as %20"));
        }
        let url = url::Url::parse(source).map_err(|_| error("write it whole: https://www.example.org/page"))?;
        let has_slashes = source.get(..8).is_some_and(|s| s.to_ascii_lowercase().starts_with("https://")) || source.get(..7).is_some_and(|s| s.to_ascii_lowercase().starts_with("http://"));
        if !matches!(url.scheme(), "http" | "https") || !has_slashes || url.host_str().is_none_or(str::is_empty) {
            return Err(error("only https:// and http:// addresses can be linked"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(error("take the user name and password out of it"));
        }
        Ok(String::from(url).into())
    }
}

string_value! {
    /// An e-mail address.
    Email,
    pattern: r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$",
    examples: ["clinic@example.org"],
    parse: |source| {
        let ok = source.split_once('@').is_some_and(|(name, host)| {
            let labels: Vec<&str> = host.split('.').collect();
            (1..=64).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(&b))
                && labels.len() >= 2
                && labels.iter().all(|l| (1..=63).contains(&l.len()) && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        });
        if ok { Ok(source.into()) } else { Err(ValueError::new(format!("`{source}` is not an e-mail address"))) }
    }
}

string_value! {
    /// A telephone number as people write it: digits, spaces and `+ ( ) -`.
    Phone,
    pattern: r"^\+?[0-9(][0-9 ()-]{1,24}$",
    examples: ["01632 960 001"],
    parse: |source| {
        let rest = source.strip_prefix('+').unwrap_or(source);
        let ok = rest.starts_with(|c: char| c.is_ascii_digit() || c == '(')
            && (2..=25).contains(&rest.len())
            && rest.bytes().all(|b| b.is_ascii_digit() || b" ()-".contains(&b));
        if ok { Ok(source.into()) } else { Err(ValueError::new(format!("`{source}` is not a telephone number")).with_help("write digits and spaces: `01632 960 001`")) }
    }
}

impl Phone {
    /// The address that dials the number: `tel:01632960001`.
    #[must_use]
    pub fn url(&self) -> String {
        let digits: String = self.as_str().chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        format!("tel:{digits}")
    }
}

string_value! {
    /// The path of an image below the content folder: SVG, PNG or JPEG.
    MediaPath,
    pattern: r"^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*\.([Ss][Vv][Gg]|[Pp][Nn][Gg]|[Jj][Pp][Ee]?[Gg])$",
    format: "media-path",
    examples: ["media/pelvic-floor.svg"],
    parse: |source| {
        let is_outside = |part: &str| matches!(part, "" | "." | "..");
        let is_plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b));
        if let Some(part) = source.split('/').find(|part| is_reserved_name(part)) {
            return Err(ValueError::new(format!("Windows keeps the name `{part}` for itself: the file couldn't be copied there"))
                .with_help(format!("give it another name, such as `about-{part}`")));
        }
        if source.split('/').any(is_outside) {
            return Err(ValueError::new(format!("`{source}` is not a path inside the content folder")).with_help("keep the file inside the content folder"));
        }
        if let Some(name) = source.split('/').find(|part| !is_plain(part)) {
            return Err(ValueError::new(format!("the file's name `{name}` can't stand in every address and archive"))
                .with_help(format!("rename the file, and write its new name here: `{}` (letters without marks, digits, `-`, `_`, `.`)", plain_name(source))));
        }
        let known = source.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && !stem.ends_with('/') && matches!(ending.to_ascii_lowercase().as_str(), "svg" | "png" | "jpg" | "jpeg"));
        if known { Ok(source.into()) } else {
            Err(ValueError::new(format!("`{source}` is not an image that Pamphlet can show")).with_help("save it as SVG, PNG or JPEG"))
        }
    }
}

/// The path with a hyphen for all that can't be in one: `my photo (1).jpg` is `my-photo-1.jpg`.
fn plain_name(path: &str) -> String {
    use unicode_normalization::UnicodeNormalization;

    let mut plain = String::new();
    for c in path.replace("%20", " ").nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        match c {
            '.' | '/' => {
                plain.truncate(plain.trim_end_matches('-').len());
                plain.push(c);
            }
            c if c.is_ascii_alphanumeric() || c == '_' => plain.push(c),
            _ if plain.is_empty() || plain.ends_with(['-', '/']) => {}
            _ => plain.push('-'),
        }
    }
    plain
}

impl MediaPath {
    /// The format that its ending names.
    #[must_use]
    pub fn format(&self) -> ImageFormat {
        let ending = self.as_str().rsplit_once('.').map_or("", |(_, ending)| ending);
        if ending.eq_ignore_ascii_case("svg") {
            ImageFormat::Svg
        } else if ending.eq_ignore_ascii_case("png") {
            ImageFormat::Png
        } else {
            // The parser takes no others.
            ImageFormat::Jpeg
        }
    }

    /// The media type (IANA), such as `image/svg+xml`.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        self.format().media_type()
    }
}

/// The formats of images that every output can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImageFormat {
    /// Scalable Vector Graphics, a drawing.
    Svg,
    /// Portable Network Graphics (W3C PNG).
    Png,
    /// JPEG (ITU-T T.81).
    Jpeg,
}

impl ImageFormat {
    /// The media type (IANA), such as `image/svg+xml`.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// Whether Windows has a device of a name, whatever follows its first dot: no file or folder can have it there.
pub(crate) fn is_reserved_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|number| number.len() == 1 && number.as_bytes()[0].is_ascii_digit())
}
