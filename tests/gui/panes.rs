//! The lists, the inspector, the menus: by accessible name.
