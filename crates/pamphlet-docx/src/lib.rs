//! Word files of pages, for reviewers who work in Word.

pub mod package;
