//! Reads sheets as a printer does: which text stands where, through all changes of coordinates.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, content::Content};

/// A text on a side of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    pub(crate) text: String,
    /// Where it starts, in points from the lower left of the sheet.
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// By how many degrees it's turned against the clock.
    pub(crate) angle: i64,
    /// Its scale in percent.
    pub(crate) scale: i64,
    /// The innermost rectangle that it's cut to: left, bottom, right, top.
    pub(crate) clip: [f64; 4],
    /// Width and height of the sheet.
    pub(crate) paper: [f64; 2],
}

type Matrix = [f64; 6];

fn then([a, b, c, d, e, f]: Matrix, [na, nb, nc, nd, ne, nf]: Matrix) -> Matrix {
    [a * na + b * nc, a * nb + b * nd, c * na + d * nc, c * nb + d * nd, e * na + f * nc + ne, e * nb + f * nd + nf]
}

/// What stands on each side.
pub(crate) fn sides(pdf: &[u8]) -> Vec<Vec<Shown>> {
    let document = Document::load_mem(pdf).unwrap();
    document
        .get_pages()
        .into_values()
        .map(|id| {
            let page = document.get_dictionary(id).unwrap();
            let media: Vec<f64> = page.get(b"MediaBox").unwrap().as_array().unwrap().iter().map(number).collect();
            let mut reader = Reader { document: &document, paper: [media[2], media[3]], shown: Vec::new() };
            let resources = page.get_deref(b"Resources", &document).unwrap().as_dict().unwrap();
            let clip = [0.0, 0.0, media[2], media[3]];
            reader.read(&document.get_page_content(id), resources, State { matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], clip });
            reader.shown
        })
        .collect()
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

#[derive(Clone, Copy)]
struct State {
    matrix: Matrix,
    clip: [f64; 4],
}

struct Reader<'a> {
    document: &'a Document,
    paper: [f64; 2],
    shown: Vec<Shown>,
}

impl<'a> Reader<'a> {
    fn dictionary(&self, in_: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        in_.get_deref(key, self.document).ok()?.as_dict().ok()
    }

    fn read(&mut self, content: &[u8], resources: &'a Dictionary, mut state: State) {
        let mut stack = Vec::new();
        let mut line = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let mut names: HashMap<u16, String> = HashMap::new();
        let mut rectangle = [0.0; 4];
        for operation in Content::decode(content).unwrap().operations {
            let numbers: Vec<f64> = operation.operands.iter().filter_map(|operand| Some(f64::from(operand.as_float().ok()?))).collect();
            match &operation.operator[..] {
                "q" => stack.push(state),
                "Q" => state = stack.pop().unwrap(),
                "cm" => state.matrix = then(numbers.try_into().unwrap(), state.matrix),
                "re" => rectangle = numbers.try_into().unwrap(),
                "W" => {
                    let [x, y, width, height] = rectangle;
                    let [.., x0, y0] = then([1.0, 0.0, 0.0, 1.0, x, y], state.matrix);
                    let [.., x1, y1] = then([1.0, 0.0, 0.0, 1.0, x + width, y + height], state.matrix);
                    state.clip = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
                }
                "BT" => line = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
                "Td" => line = then([1.0, 0.0, 0.0, 1.0, numbers[0], numbers[1]], line),
                "Tm" => line = numbers.try_into().unwrap(),
                "Tf" => names = self.characters(resources, operation.operands[0].as_name().unwrap()),
                "Tj" => self.show(&operation.operands[..1], line, state, &names),
                "TJ" => self.show(operation.operands[0].as_array().unwrap(), line, state, &names),
                "Do" => {
                    let forms = self.dictionary(resources, b"XObject").unwrap();
                    let form = forms.get_deref(operation.operands[0].as_name().unwrap(), self.document).unwrap().as_stream().unwrap();
                    let plain = form.decompressed_content().unwrap_or_else(|_| form.content.clone());
                    let resources = self.dictionary(&form.dict, b"Resources").unwrap();
                    self.read(&plain, resources, state);
                }
                _ => {}
            }
        }
    }

    /// The characters of a composite face, by its own table (`ToUnicode`).
    fn characters(&self, resources: &'a Dictionary, name: &[u8]) -> HashMap<u16, String> {
        let face = self.dictionary(resources, b"Font").and_then(|faces| self.dictionary(faces, name));
        let table = face.and_then(|face| face.get_deref(b"ToUnicode", self.document).ok()?.as_stream().ok());
        let table = table.map(|table| table.get_plain_content().unwrap()).unwrap_or_default();
        let mut names = HashMap::new();
        for line in String::from_utf8_lossy(&table).lines() {
            let codes: Vec<&str> = line.trim().trim_matches(['<', '>']).split("> <").collect();
            if let [glyph, text] = codes[..]
                && let (Ok(glyph), Ok(text)) = (u16::from_str_radix(glyph, 16), u32::from_str_radix(text, 16))
            {
                names.insert(glyph, char::from_u32(text).unwrap().to_string());
            }
        }
        names
    }

    fn show(&mut self, strings: &[Object], line: Matrix, state: State, names: &HashMap<u16, String>) {
        let codes: Vec<u8> = strings.iter().filter_map(|string| string.as_str().ok()).flatten().copied().collect();
        let text = if names.is_empty() {
            String::from_utf8_lossy(&codes).into_owned()
        } else {
            codes.chunks_exact(2).map(|code| names.get(&u16::from_be_bytes([code[0], code[1]])).map_or("?", |name| name)).collect()
        };
        let [a, b, _, _, x, y] = then(line, state.matrix);
        let angle = b.atan2(a).to_degrees().round() as i64;
        let scale = (a.hypot(b) * 100.0).round() as i64;
        self.shown.push(Shown { text, x, y, angle: angle.rem_euclid(360), scale, clip: state.clip, paper: self.paper });
    }
}
