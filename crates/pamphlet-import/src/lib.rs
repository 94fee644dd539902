//! Drafts of pages, made from leaflets that exist already.
