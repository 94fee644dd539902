//! The bytes of a web page as text.

/// What bytes 0x80 to 0x9f mean to Windows, whose text most old pages hold whatever they say.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a page, by its first bytes, by what it states, or by what fits; an error names an encoding that isn't read.
pub(super) fn text(bytes: &[u8]) -> Result<String, String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        char::decode_utf16(bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]))).map(|c| c.unwrap_or('\u{fffd}')).collect()
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return Ok(wide(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => return Ok(wide(rest, u16::from_be_bytes)),
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned());
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let stated = head.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'']));
    let stated =
        stated.and_then(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next()).unwrap_or("windows-1252");
    match stated {
        "windows-1252" | "iso-8859-1" | "latin1" | "us-ascii" | "ascii" | "iso-8859-15" | "utf-8" | "utf8" | "" => Ok(bytes
            .iter()
            .map(|byte| if (0x80..0xa0).contains(byte) { WINDOWS[usize::from(byte - 0x80)] } else { char::from(*byte) })
            .collect()),
        other => Err(other.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_old_programs_are_read_as_windows_means_them() {
        assert_eq!(text(b"don\x92t \x96 caf\xe9").as_deref(), Ok("don’t – café"));
        assert_eq!(text("\u{feff}é".as_bytes()).as_deref(), Ok("é"));
        assert_eq!(text(b"\xff\xfea\0").as_deref(), Ok("a"));
        assert_eq!(text(b"<meta charset='shift_jis'>\x83"), Err("shift_jis".to_owned()));
    }
}
