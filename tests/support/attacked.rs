//! Documents made of the JSON Schema: each property is there and each variant of each list, and every free text is an attack. What the
//! model gains is attacked without anybody thinking of it.

use serde_json::{Map, Value, json};

/// How deep blocks stand in blocks, and words in words, before only the first variant and what must be there go on.
const DEPTH: usize = 2;

/// A document whose free texts are all the same attack.
pub(crate) struct Attacked {
    /// The document, as its source.
    pub(crate) document: Value,
    /// How many texts it has. Each ends in its number, from `⟦0⟧`, so that it's known which of them a page shows.
    pub(crate) texts: usize,
}

/// Makes a document of a schema. Where a value is one of several and stands alone, `turn` says which.
pub(crate) fn attacked(schema: &Value, text: &str, turn: usize) -> Attacked {
    let mut maker = Maker { schema, text, turn, texts: 0, anchors: 0 };
    let document = maker.value("", schema, 0);
    Attacked { document, texts: maker.texts }
}

struct Maker<'s> {
    schema: &'s Value,
    text: &'s str,
    turn: usize,
    texts: usize,
    anchors: usize,
}

impl<'s> Maker<'s> {
    /// The definition that a schema refers to, with its name, or itself.
    fn resolved(&self, name: &'s str, schema: &'s Value) -> (&'s str, &'s Value) {
        match schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/")) {
            Some(name) => self.resolved(name, &self.schema["$defs"][name]),
            None => (name, schema),
        }
    }

    fn value(&mut self, name: &'s str, schema: &'s Value, depth: usize) -> Value {
        let (name, schema) = self.resolved(name, schema);
        if let Some(constant) = schema.get("const") {
            return constant.clone();
        }
        if let Some(variants) = variants(schema) {
            let which = if depth > DEPTH { 0 } else { self.turn % variants.len() };
            return self.value(name, variants[which], depth + 1);
        }
        if schema["type"] == "array" || schema["type"][0] == "array" {
            let mut list = self.list(&schema["items"], depth);
            while let Value::Array(items) = &mut list
                && items.len() < schema["minItems"].as_u64().and_then(|least| usize::try_from(least).ok()).unwrap_or_default()
            {
                items.push(self.value("", &schema["items"], depth + 1));
            }
            return list;
        }
        match name {
            // The two types that hold any text; `Text` may end in a space, and `Line` may not.
            "Line" | "Text" => {
                self.texts += 1;
                return json!(format!("{}⟦{}⟧", self.text, self.texts - 1));
            }
            // No two places of a page have one name.
            "Anchor" => {
                self.anchors += 1;
                return json!(format!("place-{}", self.anchors));
            }
            // What these lead to is in the library of the tests.
            "CitationKey" => return json!("smith2020"),
            "PagePath" => return json!("conditions/other"),
            "Slug" => return json!("other"),
            "MediaPath" => return json!("media/x.svg"),
            _ => {}
        }
        if let Some(properties) = schema["properties"].as_object() {
            let is_required = |key: &str| schema["required"].as_array().is_some_and(|keys| keys.iter().any(|required| required == key));
            // Where an editor finds the schema is nothing of the document's.
            let kept = properties.iter().filter(|(key, _)| *key != "$schema" && (depth <= DEPTH || is_required(key)));
            return Value::Object(kept.map(|(key, schema)| (key.clone(), self.value(key, schema, depth))).collect());
        }
        let named = schema["patternProperties"].as_object().and_then(|patterns| patterns.values().next());
        if let Some(values) = named {
            return Value::Object(Map::from_iter([("other".to_owned(), self.value(name, values, depth))]));
        }
        match schema["examples"].get(0).or_else(|| schema.get("minimum")) {
            Some(example) => example.clone(),
            None => panic!("a value of `{name}` can't be made: {schema}"),
        }
    }

    /// A list of each variant of its items, or of one item.
    fn list(&mut self, items: &'s Value, depth: usize) -> Value {
        let (name, items) = self.resolved("", items);
        match variants(items) {
            Some(variants) if depth <= DEPTH => variants.iter().map(|variant| self.value(name, variant, depth + 1)).collect(),
            Some(_) | None => json!([self.value(name, items, depth + 1)]),
        }
    }
}

/// The values that a schema lets one choose from, but for none.
fn variants(schema: &Value) -> Option<Vec<&Value>> {
    let all = schema.get("oneOf").or_else(|| schema.get("anyOf"))?.as_array()?;
    Some(all.iter().filter(|variant| variant["type"] != "null").collect())
}
