//! Controls that several panels use.
