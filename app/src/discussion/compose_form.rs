//! The fields of the composer, as one value: read from a form or from a draft.

use domain::discussion::{Draft, PostKind, Publication, SpaceSlug, Target};
use domain::ids::{AuthorId, DraftId};
use domain::scrub::Exemptions;
use serde::{Deserialize, Serialize};
use server::Error;

/// Every field of the composer as text; a field without a value is empty.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Composed {
    /// The author to publish as.
    pub author: String,
    /// The draft this continues.
    pub draft: String,
    /// Space of a new post.
    pub space: String,
    /// What a new post is.
    pub kind: String,
    /// Thread of a comment.
    pub post: String,
    /// Comment replied to.
    pub parent: String,
    /// Item corrected.
    pub item: String,
    /// What was corrected.
    pub note: String,
    /// `yes` if the earlier wording is to be forgotten.
    pub forget_earlier: String,
    /// Title.
    pub title: String,
    /// Text.
    pub body: String,
    /// When it appears.
    pub publication: String,
    /// What identifies nobody, as JSON. Anything but such a list keeps nothing.
    pub exemptions: String,
}

impl Composed {
    /// These fields as a draft, by `author` or the author they name.
    pub fn draft(&self, author: Option<AuthorId>) -> Result<Draft, Error> {
        let target = if !self.item.is_empty() {
            Target::Correction {
                item: super::read(&self.item)?,
                note: self.note.clone(),
                forget_earlier: self.forget_earlier == "yes",
            }
        } else if !self.post.is_empty() {
            let parent = (!self.parent.is_empty()).then(|| super::read(&self.parent)).transpose()?;
            Target::Comment { post: super::read(&self.post)?, parent }
        } else {
            Target::Post { space: SpaceSlug::parse(&self.space), kind: PostKind::parse(&self.kind).unwrap_or_default() }
        };
        Ok(Draft {
            author: author.map_or_else(|| super::read(&self.author), Ok)?,
            target,
            title: self.title.clone(),
            body: self.body.clone(),
            publication: Publication::parse(&self.publication),
            exemptions: serde_json::from_str(&self.exemptions).unwrap_or_default(),
        })
    }

    /// The draft to continue, if there is one.
    pub fn draft_id(&self) -> Option<DraftId> {
        self.draft.parse().ok()
    }

    /// The fields of a draft.
    pub fn of(id: DraftId, draft: Draft) -> Self {
        let mut fields = Self {
            author: draft.author.to_string(),
            draft: id.to_string(),
            title: draft.title,
            body: draft.body,
            publication: draft.publication.word().to_owned(),
            exemptions: marks(&draft.exemptions),
            ..Self::default()
        };
        match draft.target {
            Target::Post { space, kind } => {
                fields.space = space.map(|space| space.as_str().to_owned()).unwrap_or_default();
                kind.word().clone_into(&mut fields.kind);
            }
            Target::Comment { post, parent } => {
                fields.post = post.to_string();
                fields.parent = parent.map(|parent| parent.to_string()).unwrap_or_default();
            }
            Target::Correction { item, note, forget_earlier } => {
                fields.item = item.to_string();
                fields.note = note;
                fields.forget_earlier = if forget_earlier { "yes".to_owned() } else { String::new() };
            }
        }
        fields
    }

    /// Names and values, to carry through a form.
    pub fn fields(&self) -> [(&'static str, &str); 13] {
        [
            ("author", &self.author),
            ("draft", &self.draft),
            ("space", &self.space),
            ("kind", &self.kind),
            ("post", &self.post),
            ("parent", &self.parent),
            ("item", &self.item),
            ("note", &self.note),
            ("forget_earlier", &self.forget_earlier),
            ("title", &self.title),
            ("body", &self.body),
            ("publication", &self.publication),
            ("exemptions", &self.exemptions),
        ]
    }
}

/// The author's marks as a field of a form.
pub fn marks(exemptions: &Exemptions) -> String {
    serde_json::to_string(exemptions).unwrap_or_default()
}
