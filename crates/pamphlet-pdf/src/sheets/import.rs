//! Moves what pages need from one file into another.

use std::collections::{HashMap, VecDeque};

use lopdf::{Document, Object, ObjectId, Stream, xref::XrefEntry};

use super::Error;

/// Moves objects from a file into another, each once, with all that they refer to.
pub(super) struct Importer<'a> {
    from: &'a mut Document,
    to: &'a mut Document,
    moved: HashMap<ObjectId, Object>,
    waiting: VecDeque<(ObjectId, ObjectId)>,
}

impl<'a> Importer<'a> {
    pub(super) fn new(from: &'a mut Document, to: &'a mut Document) -> Self {
        Self { from, to, moved: HashMap::new(), waiting: VecDeque::new() }
    }

    pub(super) fn to(&mut self) -> &mut Document {
        self.to
    }

    /// An object as it stands in the other file.
    ///
    /// # Errors
    /// If it refers to something that the file says it holds and that can't be read.
    pub(super) fn bring(&mut self, mut object: Object, page: Option<usize>) -> Result<Object, Error> {
        self.translate(&mut object, page)?;
        while let Some((old, new)) = self.waiting.pop_front() {
            let mut object = self.from.objects.remove(&old).unwrap_or(Object::Null);
            self.translate(&mut object, page)?;
            self.to.objects.insert(new, object);
        }
        Ok(object)
    }

    /// A stream of a page's content. It stays where it is: several pages may share one.
    pub(super) fn content(&self, id: ObjectId, page: Option<usize>) -> Result<Stream, Error> {
        let Some(Object::Stream(stream)) = self.from.objects.get(&id) else {
            return Err(Error::Damaged { page, problem: "its content can’t be read".to_owned() });
        };
        if stream.dict.has(b"F") {
            return Err(Error::Unsupported { page, problem: "its content stands in another file".to_owned() });
        }
        Ok(stream.clone())
    }

    fn translate(&mut self, object: &mut Object, page: Option<usize>) -> Result<(), Error> {
        match object {
            Object::Reference(id) => *object = self.reference(*id, page)?,
            Object::Array(items) => items.iter_mut().try_for_each(|item| self.translate(item, page))?,
            Object::Dictionary(dictionary) => dictionary.iter_mut().try_for_each(|(_, item)| self.translate(item, page))?,
            Object::Stream(stream) => stream.dict.iter_mut().try_for_each(|(_, item)| self.translate(item, page))?,
            Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Name(_) | Object::String(..) => {}
        }
        Ok(())
    }

    fn reference(&mut self, id: ObjectId, page: Option<usize>) -> Result<Object, Error> {
        if let Some(there) = self.moved.get(&id) {
            return Ok(there.clone());
        }
        let there = match self.from.objects.get(&id) {
            Some(object) if belongs_to_the_file(object) => Object::Null,
            Some(_) => {
                let new = self.to.new_object_id();
                self.waiting.push_back((id, new));
                Object::Reference(new)
            }
            // A reference to what isn't there means nothing (ISO 32000-1, 7.3.10), unless the file says it's there.
            None if self.promised(id) => {
                return Err(Error::Damaged { page, problem: format!("object {} can’t be read", id.0) });
            }
            None => Object::Null,
        };
        self.moved.insert(id, there.clone());
        Ok(there)
    }

    fn promised(&self, id: ObjectId) -> bool {
        match self.from.reference_table.get(id.0) {
            Some(XrefEntry::Normal { generation, .. }) => *generation == id.1,
            Some(XrefEntry::Compressed { .. }) => id.1 == 0,
            Some(XrefEntry::Free | XrefEntry::UnusableFree) | None => false,
        }
    }
}

/// Pages and the lists of pages: who brings one brings the whole file.
fn belongs_to_the_file(object: &Object) -> bool {
    let kind = object.as_dict().and_then(|dictionary| dictionary.get(b"Type")).and_then(Object::as_name);
    matches!(kind, Ok(b"Page" | b"Pages" | b"Catalog" | b"StructTreeRoot" | b"StructElem"))
}
