//! What the book trade is told of a book's accessibility: a fragment of an ONIX for Books 3.0 record.

use pamphlet_core::{messages::Messages, model::Exemption};

use crate::{access::Facts, xml::element};

/// `ProductFormFeatureType` (ONIX code list 79): details of an e-publication's accessibility, from code list 196.
const ACCESSIBILITY: &str = "09";
/// `ProductFormFeatureType`: hazards, from code list 143.
const HAZARD: &str = "12";

/// The `ProductFormFeature` elements of the record's `DescriptiveDetail`. They say what the package document says.
pub(crate) fn features(facts: &Facts<'_>, messages: &Messages) -> String {
    let mut out = String::new();
    let mut feature = |kind: &str, code: &str, description: Option<&str>| {
        out.push_str("<ProductFormFeature>\n");
        out.push_str(&element("ProductFormFeatureType", "", kind));
        out.push_str(&element("ProductFormFeatureValue", "", code));
        if let Some(description) = description {
            out.push_str(&element("ProductFormFeatureDescription", "", description));
        }
        out.push_str("</ProductFormFeature>\n");
    };
    feature(ACCESSIBILITY, "00", Some(&facts.summary(messages).join(" ")));
    if let Some(claim) = facts.claims.and_then(|claims| claims.conformance.as_ref()) {
        feature(ACCESSIBILITY, "04", None);
        let version = match claim.level.version() {
            "2.0" => "80",
            "2.1" => "81",
            _ => "82",
        };
        feature(ACCESSIBILITY, version, None);
        feature(ACCESSIBILITY, if claim.level.level() == "AA" { "85" } else { "84" }, None);
        feature(ACCESSIBILITY, "90", Some(claim.evaluator.as_str()));
        // Dates stand without hyphens (ONIX date format 00).
        feature(ACCESSIBILITY, "91", Some(&claim.on.to_string().replace('-', "")));
        if let Some(report) = &claim.report {
            feature(ACCESSIBILITY, "94", Some(report.as_str()));
        }
    }
    // Contents, reading order, language tags, headings, roles, text that can be changed, all of it readable without sight.
    for code in ["11", "13", "22", "29", "30", "36", "52"] {
        feature(ACCESSIBILITY, code, None);
    }
    if facts.has_pictures {
        feature(ACCESSIBILITY, "14", None);
    }
    if let Some(exemption) = facts.claims.and_then(|claims| claims.exemption) {
        let code = match exemption {
            Exemption::Microenterprise => "75",
            Exemption::DisproportionateBurden => "76",
            Exemption::FundamentalAlteration => "77",
        };
        feature(ACCESSIBILITY, code, None);
    }
    if let Some(contact) = facts.claims.and_then(|claims| claims.contact.as_ref()) {
        feature(ACCESSIBILITY, "99", Some(contact.as_str()));
    }
    if facts.may_move {
        // Flashing and simulated motion can't be told; there's no sound.
        for code in ["24", "16", "26"] {
            feature(HAZARD, code, None);
        }
    } else {
        feature(HAZARD, "00", None);
    }
    out
}
