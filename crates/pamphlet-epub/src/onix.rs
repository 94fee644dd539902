//! What the book trade is told of a book's accessibility: a fragment of an ONIX for Books 3.0 record.
//!
//! The codes are those of `EDItEUR`'s code lists, issue 75 (October 2026); `tests/conformance` has them checked.

use pamphlet_core::{
    messages::Messages,
    model::{ConformanceLevel, Exemption},
};

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
        let (version, level) = match claim.level {
            ConformanceLevel::Wcag20A => ("80", "84"),
            ConformanceLevel::Wcag20Aa => ("80", "85"),
            ConformanceLevel::Wcag21A => ("81", "84"),
            ConformanceLevel::Wcag21Aa => ("81", "85"),
            ConformanceLevel::Wcag22A => ("82", "84"),
            ConformanceLevel::Wcag22Aa => ("82", "85"),
        };
        feature(ACCESSIBILITY, version, None);
        feature(ACCESSIBILITY, level, None);
        feature(ACCESSIBILITY, "90", Some(claim.evaluator.as_str()));
        // Dates stand without hyphens (ONIX date format 00).
        feature(ACCESSIBILITY, "91", Some(&claim.on.to_string().replace('-', "")));
        if let Some(report) = &claim.report {
            feature(ACCESSIBILITY, "94", Some(report.as_str()));
        }
    }
    // Nothing locked, contents, reading order, language tags, headings, roles, landmarks, text that can be changed, all of it readable
    // without sight.
    for code in ["10", "11", "13", "22", "29", "30", "32", "36", "52"] {
        feature(ACCESSIBILITY, code, None);
    }
    if facts.has_pictures {
        feature(ACCESSIBILITY, "14", None);
    }
    if facts.print.is_some() {
        // The numbers of the printed edition's pages, and a list of them.
        for code in ["19", "41"] {
            feature(ACCESSIBILITY, code, None);
        }
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
