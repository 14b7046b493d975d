//! Records: named fields in brackets, some required, some left out where they say nothing.

use crate::model::Extra;

use super::{Fault, Page, Read, Reader, UPDATE, Value, Wrote};

/// What a journal wraps around a field kept verbatim that would break its line.
pub(super) const FOLDED: &str = "verbatim";

/// A model type whose fields are fields of the file. [`record!`] writes the implementation.
pub(in crate::formats) trait Record: Sized {
    /// The fields as far as they were read.
    type Slots: Default;
    /// What it is called in messages.
    const WHAT: &'static str;
    /// Every field name.
    const NAMES: &'static [&'static str];
    /// Whether it fits in a line.
    const SHORT: bool;
    /// Whether fields of a newer version are kept.
    const KEEPS_EXTRA: bool;

    /// Reads the value of the field `name`; false where there is no such field.
    fn take(slots: &mut Self::Slots, name: &str, reader: &mut Reader<'_>) -> Read<bool>;

    /// The whole of a record, or the field that is missing.
    fn finish(slots: Self::Slots, extra: Extra) -> Result<Self, &'static str>;

    /// The whole of a record that began at `at`.
    fn whole(slots: Self::Slots, extra: Extra, at: usize) -> Read<Self> {
        Self::finish(slots, extra).map_err(|field| missing(field, Self::WHAT, at))
    }

    /// Writes its fields, those of a newer version left out.
    fn put(&self, page: &mut Page<'_>) -> Wrote;

    /// The fields of a newer version.
    fn extra(&self) -> Option<&Extra>;
}

/// Implements [`Record`] for a model type:
/// `record! { Type, "what it is", short or long, extra or none: field: Type = required or optional, … }`.
/// `as "name"` behind a field adds one for human readers that is ignored when read.
macro_rules! record {
    ($model:ident, $what:literal, $layout:ident, $keeps:ident:
     $($field:ident: $type:ty = $mode:ident $(as $named:literal)?),+ $(,)?) => {
        const _: () = {
            #[derive(Default)]
            pub(in crate::formats) struct Slots { $($field: Option<$type>,)+ }

            impl $crate::formats::notation::Record for $model {
                type Slots = Slots;
                const WHAT: &'static str = $what;
                const NAMES: &'static [&'static str] = &[$(stringify!($field), $($named,)?)+];
                const SHORT: bool = $crate::formats::notation::record!(@layout $layout);
                const KEEPS_EXTRA: bool = $crate::formats::notation::record!(@keeps $keeps);

                fn take(
                    slots: &mut Slots,
                    name: &str,
                    reader: &mut $crate::formats::notation::Reader<'_>,
                ) -> $crate::formats::notation::Read<bool> {
                    match name {
                        $(stringify!($field) => {
                            $crate::formats::notation::fill(&mut slots.$field, stringify!($field), reader)
                        })+
                        $($($named => reader.verbatim().map(|_| true),)?)+
                        _ => Ok(false),
                    }
                }

                fn finish(slots: Slots, extra: $crate::model::Extra) -> Result<Self, &'static str> {
                    Ok($crate::formats::notation::record!(@make $keeps $model slots extra: $($field $mode,)+))
                }

                fn put(
                    &self,
                    page: &mut $crate::formats::notation::Page<'_>,
                ) -> $crate::formats::notation::Wrote {
                    $(
                        $crate::formats::notation::record!(@put $mode page self.$field, stringify!($field));
                        $(page.name_of($named, &self.$field);)?
                    )+
                    Ok(())
                }

                fn extra(&self) -> Option<&$crate::model::Extra> {
                    $crate::formats::notation::record!(@extra $keeps self)
                }
            }

            impl $crate::formats::notation::Value for $model {
                const SHORT: bool = <Self as $crate::formats::notation::Record>::SHORT;

                fn read(
                    reader: &mut $crate::formats::notation::Reader<'_>,
                ) -> $crate::formats::notation::Read<Self> {
                    $crate::formats::notation::read_record(reader)
                }

                fn write(
                    &self,
                    page: &mut $crate::formats::notation::Page<'_>,
                ) -> $crate::formats::notation::Wrote {
                    $crate::formats::notation::write_record(self, page)
                }
            }
        };
    };
    (@layout short) => { true };
    (@layout long) => { false };
    (@keeps extra) => { true };
    (@keeps none) => { false };
    (@extra extra $self:ident) => { Some(&$self.extra) };
    (@extra none $self:ident) => { None };
    (@make extra $model:ident $slots:ident $extra:ident: $($field:ident $mode:ident,)+) => {
        $model {
            $($field: $crate::formats::notation::record!(@get $mode $slots.$field, stringify!($field)),)+
            extra: $extra,
        }
    };
    (@make none $model:ident $slots:ident $extra:ident: $($field:ident $mode:ident,)+) => {{
        drop($extra);
        $model {
            $($field: $crate::formats::notation::record!(@get $mode $slots.$field, stringify!($field)),)+
        }
    }};
    (@get required $slot:expr, $name:expr) => { $slot.ok_or($name)? };
    (@get optional $slot:expr, $name:expr) => { $slot.unwrap_or_default() };
    (@put required $page:ident $value:expr, $name:expr) => { $page.field($name, &$value)? };
    (@put optional $page:ident $value:expr, $name:expr) => { $page.said($name, &$value)? };
}

/// Implements [`Value`] for an enum whose variants each hold one value: `variants! { Type: Variant, … }`.
macro_rules! variants {
    ($model:ident: $($variant:ident),+ $(,)?) => {
        impl $crate::formats::notation::Value for $model {
            fn read(
                reader: &mut $crate::formats::notation::Reader<'_>,
            ) -> $crate::formats::notation::Read<Self> {
                let start = reader.at();
                let word = reader.word()?;
                match word {
                    $(stringify!($variant) => reader.wrapped().map(Self::$variant),)+
                    _ => Err(reader.unknown_word(start, word, &[$(stringify!($variant)),+])),
                }
            }

            fn write(
                &self,
                page: &mut $crate::formats::notation::Page<'_>,
            ) -> $crate::formats::notation::Wrote {
                match self {
                    $(Self::$variant(value) => page.wrapped(stringify!($variant), value),)+
                }
            }
        }
    };
}

pub(in crate::formats) use {record, variants};

/// Reads the value of `name` into its slot.
pub(in crate::formats) fn fill<T: Value>(
    slot: &mut Option<T>,
    name: &str,
    reader: &mut Reader<'_>,
) -> Read<bool> {
    once(slot.is_some(), name, reader)?;
    let value = T::read(reader).map_err(|fault| fault.about(name))?;
    *slot = Some(value);
    Ok(true)
}

/// The value of a field that may not be missing.
pub(in crate::formats) fn required<T>(slot: Option<T>, name: &str, what: &str, at: usize) -> Read<T> {
    slot.ok_or_else(|| missing(name, what, at))
}

fn missing(name: &str, what: &str, at: usize) -> Fault {
    let help = format!("Write {name} and its value into it.");
    Fault::new(at, format!("the field “{name}” is missing from {what}"), &help)
}

/// Refuses a second field of the same name.
pub(in crate::formats) fn once(seen: bool, name: &str, reader: &Reader<'_>) -> Read<()> {
    if seen { Err(twice(reader.at(), name)) } else { Ok(()) }
}

fn twice(at: usize, name: &str) -> Fault {
    Fault::new(at, format!("the field “{name}” stands here twice"), "Take one of the two out.")
}

/// Reads a record of one type.
pub(in crate::formats) fn read_record<T: Record>(reader: &mut Reader<'_>) -> Read<T> {
    let at = reader.at();
    let (mut slots, mut extra) = (T::Slots::default(), Extra::new());
    reader.fields(|reader, name| {
        if T::take(&mut slots, name, reader)? { Ok(()) } else { reader.unknown::<T>(name, &mut extra) }
    })?;
    T::whole(slots, extra, at)
}

/// Reads a record whose fields are those of `First`, which keeps the unknown ones, and those of `Second`.
pub(in crate::formats) fn read_two<First: Record, Second: Record>(
    reader: &mut Reader<'_>,
) -> Read<(First, Second)> {
    let at = reader.at();
    let (mut first, mut second, mut extra) =
        (First::Slots::default(), Second::Slots::default(), Extra::new());
    reader.fields(|reader, name| {
        if First::take(&mut first, name, reader)? || Second::take(&mut second, name, reader)? {
            return Ok(());
        }
        reader.unknown::<First>(name, &mut extra)
    })?;
    Ok((First::whole(first, extra, at)?, Second::whole(second, Extra::new(), at)?))
}

/// Writes a record of one type.
pub(in crate::formats) fn write_record<T: Record>(value: &T, page: &mut Page<'_>) -> Wrote {
    let put = |page: &mut Page<'_>| {
        page.record("", |page| {
            value.put(page)?;
            value.extra().map_or(Ok(()), |extra| page.extra(extra, &[T::NAMES]))
        })
    };
    if T::SHORT { page.inline(put) } else { put(page) }
}

impl Reader<'_> {
    /// Takes the value of a field that is unknown here.
    pub(in crate::formats) fn unknown<T: Record>(&mut self, name: &str, extra: &mut Extra) -> Read<()> {
        if T::KEEPS_EXTRA { self.keep(name, extra) } else { Err(self.no_such_field(T::WHAT, name, T::NAMES)) }
    }

    /// The fault of a field that is unknown here, in a record that keeps none.
    pub(in crate::formats) fn no_such_field(&self, what: &str, name: &str, known: &[&str]) -> Fault {
        let help = if self.newer {
            UPDATE.to_owned()
        } else {
            format!("Take it out; the fields here are {}.", known.join(", "))
        };
        Fault::new(self.at(), format!("{what} has no field “{name}”"), &help)
    }

    /// Keeps the value of the field `name` as it stands.
    pub(in crate::formats) fn keep(&mut self, name: &str, extra: &mut Extra) -> Read<()> {
        let at = self.at();
        let mut value = self.verbatim()?.to_owned();
        if self.one_line && value.starts_with(FOLDED) {
            self.go_to(at + FOLDED.len());
            value = self.wrapped()?;
        }
        if extra.insert(name.to_owned(), value).is_some() {
            return Err(twice(at, name));
        }
        Ok(())
    }
}
