//! The texts of the demo, and where they are published.

use crate::discussion::NewSpace;
use crate::error::Error;
use domain::discussion::{PostKind, SpaceKind, SpaceSlug};
use serde::Deserialize;
use std::cmp::Reverse;

const SPACES: &str = include_str!("../../demo/spaces.toml");
const DISCUSSION: &str = include_str!("../../demo/discussion.toml");

#[derive(Deserialize)]
struct Spaces {
    space: Vec<SpaceText>,
}

#[derive(Deserialize)]
struct SpaceText {
    slug: String,
    name: String,
    kind: String,
    about: String,
}

#[derive(Deserialize)]
struct Discussion {
    post: Vec<PostText>,
}

#[derive(Deserialize)]
pub(super) struct PostText {
    pub by: String,
    pub space: String,
    pub title: String,
    pub days_ago: i64,
    pub hour: i64,
    pub body: String,
    pub votes: usize,
    #[serde(default)]
    pub kind: PostKind,
    #[serde(default)]
    pub featured: bool,
    #[serde(default)]
    pub endorsed: bool,
    #[serde(default)]
    pub saves: usize,
    #[serde(default)]
    pub comment: Vec<CommentText>,
}

#[derive(Deserialize)]
pub(super) struct CommentText {
    pub by: String,
    pub hours_later: i64,
    pub body: String,
    #[serde(default)]
    pub votes: usize,
    #[serde(default)]
    pub accepted: bool,
    #[serde(default)]
    pub reply: Vec<ReplyText>,
}

#[derive(Deserialize)]
pub(super) struct ReplyText {
    pub by: String,
    pub hours_later: i64,
    pub body: String,
}

/// The spaces every installation starts with.
pub fn first_spaces() -> Result<Vec<NewSpace>, Error> {
    let spaces: Spaces = toml::from_str(SPACES).map_err(|_| Error::Stored("spaces.toml"))?;
    let space = |text: SpaceText| {
        Some(NewSpace {
            slug: SpaceSlug::parse(&text.slug)?,
            name: text.name,
            about: text.about,
            kind: SpaceKind::parse(&text.kind)?,
        })
    };
    spaces.space.into_iter().map(space).collect::<Option<_>>().ok_or(Error::Stored("spaces.toml"))
}

/// The posts of the demo, earliest first.
pub(super) fn posts() -> Result<Vec<PostText>, Error> {
    let discussion: Discussion = toml::from_str(DISCUSSION).map_err(|_| Error::Stored("discussion.toml"))?;
    let mut posts = discussion.post;
    posts.sort_by_key(|post| (Reverse(post.days_ago), post.hour));
    Ok(posts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_every_specialty_for_research_and_for_patients() -> Result<(), Error> {
        let spaces = first_spaces()?;
        let count = |kind| spaces.iter().filter(|space| space.kind == kind).count();
        let kinds = [SpaceKind::General, SpaceKind::Specialty, SpaceKind::Research, SpaceKind::Patients];
        assert_eq!(kinds.map(count), [1, 13, 1, 1]);
        Ok(())
    }
}
