//! Reads outputs back as text.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::Read as _;

use pamphlet::words;

/// The text of a document of HTML or XML: what is between tags, with its entities read. Tags of blocks part words.
pub(crate) fn text_of_markup(markup: &str) -> String {
    let mut text = String::new();
    for part in markup.split('<') {
        let (tag, after) = part.split_once('>').unwrap_or(("", part));
        let name: String = tag.chars().filter(|c| *c != '/').take_while(char::is_ascii_alphanumeric).collect();
        if !matches!(name.as_str(), "a" | "bdi" | "em" | "strong" | "span" | "sup") {
            text.push(' ');
        }
        text.push_str(after);
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

/// The documents of an e-book in the order of its archive, each with its name.
pub(crate) fn documents_of_book(book: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut documents = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        if name.ends_with(".xhtml") {
            let mut document = String::new();
            file.read_to_string(&mut document).unwrap();
            documents.push((name, document));
        }
    }
    documents
}

/// The text of an e-book.
pub(crate) fn text_of_book(book: &[u8]) -> String {
    documents_of_book(book).iter().map(|(_, document)| text_of_markup(document) + " ").collect()
}

/// The text of a PDF file, as others read it.
pub(crate) fn text_of_pdf(pdf: &[u8]) -> String {
    let file = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    file.extract_text(&pages).unwrap()
}

/// The letters and digits of a text, without what parts its words: formats part them differently.
pub(crate) fn squeezed(text: &str) -> String {
    words::of_text(text).concat()
}
