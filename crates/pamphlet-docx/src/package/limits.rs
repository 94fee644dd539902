//! How much of a file is read. Files come from strangers, and more than this is made to do harm.

/// Parts of an archive.
pub const PARTS: usize = 10_000;
/// Bytes that one part unpacks to.
pub const PART: u64 = 100_000_000;
/// Bytes that all parts unpack to together.
pub const UNPACKED: u64 = 300_000_000;
/// Elements, texts and comments of a part.
pub const NODES: u32 = 2_000_000;
/// Elements inside one another. Word nests ten or so for each table within a table.
pub const DEPTH: usize = 400;
/// Attributes of an element. The parser compares each with all others.
pub const ATTRIBUTES: usize = 400;
/// Namespaces that an element may know. The parser keeps a list of them for each element that declares one.
pub const NAMESPACES: usize = 400;
/// Namespaces that a part declares, all its elements together.
pub const DECLARATIONS: usize = 100_000;
