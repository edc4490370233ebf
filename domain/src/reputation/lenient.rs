//! Fields of a file are read whatever they contain, and checked later. So a fault in one of a million events can be
//! reported with that event, and a field that an event does not use cannot spoil it.

use crate::calendar::Day;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A field that may be missing or have an invalid value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Field<T> {
    /// Missing or null.
    #[default]
    Absent,
    /// Present, but of the wrong type.
    Wrong,
    /// The value.
    Read(T),
}

/// A type that a field can be read as. Anything the type cannot read is wrong.
pub(super) trait Lenient: Sized {
    fn from_text(_: &str) -> Option<Self> {
        None
    }
    fn from_number(_: f64) -> Option<Self> {
        None
    }
    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Option<Self>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

impl Lenient for f64 {
    fn from_number(number: f64) -> Option<Self> {
        Some(number)
    }
}

impl Lenient for Day {
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl<'de, T: Lenient> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader(PhantomData))
    }
}

struct Reader<T>(PhantomData<T>);

impl<T> From<Option<T>> for Field<T> {
    fn from(read: Option<T>) -> Self {
        read.map_or(Self::Wrong, Self::Read)
    }
}

impl<'de, T: Lenient> Visitor<'de> for Reader<T> {
    type Value = Field<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }
    fn visit_str<E>(self, text: &str) -> Result<Field<T>, E> {
        Ok(T::from_text(text).into())
    }
    fn visit_f64<E>(self, number: f64) -> Result<Field<T>, E> {
        Ok(T::from_number(number).into())
    }
    fn visit_i64<E>(self, number: i64) -> Result<Field<T>, E> {
        Ok(i32::try_from(number).ok().and_then(|number| T::from_number(f64::from(number))).into())
    }
    fn visit_u64<E>(self, number: u64) -> Result<Field<T>, E> {
        Ok(i32::try_from(number).ok().and_then(|number| T::from_number(f64::from(number))).into())
    }
    fn visit_bool<E>(self, _: bool) -> Result<Field<T>, E> {
        Ok(Field::Wrong)
    }
    fn visit_unit<E>(self) -> Result<Field<T>, E> {
        Ok(Field::Absent)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Field<T>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Field::Wrong)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Field<T>, A::Error> {
        T::from_map(map).map(Field::from)
    }
}
