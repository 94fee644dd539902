//! The JSON Schema (2020-12) of pages and settings, for editors, content systems and validators.
//!
//! The schema and the parser agree: what one accepts the other does. The few checks that a regular expression
//! can't make are `format`s, listed in [`FORMATS`](crate::value::FORMATS).

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::model::{Document, Kind, Site};

/// The schema of a page of a kind, wholly written as data; a Markdown file's front matter is the same without `sections` and `opening`.
///
/// ```
/// use pamphlet_core::{model::Kind, schema};
/// let schema = schema::page(Kind::Condition);
/// assert_eq!(schema["properties"]["condition"]["description"], "The condition, on a page in `conditions`.");
/// assert!(schema["properties"].get("modality").is_none());
/// ```
#[must_use]
pub fn page(kind: Kind) -> Value {
    let mut schema = generate::<Document>();
    schema["$id"] = json!(format!("https://pamphlet.example/schema/{}.json", kind.as_str()));
    schema["title"] = json!(format!("Pamphlet: a page in `{}`", kind.folder()));
    schema["examples"] = json!([{ "title": "Dyspareunia", "summary": "Pain with sex that lasts or keeps coming back." }]);
    if let Some(properties) = schema["properties"].as_object_mut() {
        for other in Kind::ALL.into_iter().filter(|other| *other != kind) {
            properties.remove(Document::subject_key(other));
        }
    }
    drop_unused_definitions(&mut schema);
    schema
}

/// The schema of `pamphlet.toml`.
#[must_use]
pub fn site() -> Value {
    let mut schema = generate::<Site>();
    schema["$id"] = json!("https://pamphlet.example/schema/site.json");
    schema["title"] = json!("Pamphlet: a library's settings");
    schema["examples"] = json!([{ "title": "Health library", "publisher": { "name": "Example Clinic" } }]);
    schema
}

fn generate<T: schemars::JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    generator.into_root_schema_for::<T>().to_value()
}

/// Takes out the definitions that nothing refers to once other kinds' keys are gone.
fn drop_unused_definitions(schema: &mut Value) {
    loop {
        let text = schema.to_string();
        let Some(definitions) = schema["$defs"].as_object_mut() else { return };
        let before = definitions.len();
        definitions.retain(|name, _| text.contains(&format!("\"#/$defs/{name}\"")));
        if definitions.len() == before {
            return;
        }
    }
}
