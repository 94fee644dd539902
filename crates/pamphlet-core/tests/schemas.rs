//! The schemas that are checked in, for editors that read them from the repository, are the ones that the parser has.

use std::{env, fs, path::Path};

use pamphlet_core::{model::Kind, schema};

#[test]
fn the_schemas_checked_in_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let mut schemas: Vec<_> = Kind::ALL.into_iter().map(|kind| (kind.as_str(), schema::page(kind))).collect();
    schemas.push(("site", schema::site()));
    for (name, schema) in schemas {
        let file = folder.join(format!("{name}.json"));
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if env::var_os("PAMPHLET_UPDATE_SCHEMAS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, &text).unwrap();
        }
        let kept = fs::read_to_string(&file).unwrap_or_default();
        assert!(kept == text, "{} is out of date: run the tests once with PAMPHLET_UPDATE_SCHEMAS=1", file.display());
    }
}
