//! What the items of a file use, which their emitters record.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::symbols::{Symbol, SymbolSet};
use crate::model::types::TypeId;

/// The symbols, types and error enums that a file uses.
///
/// Names in the document have no effect: a property called `stream` does not use [`Symbol::StreamModule`].
#[derive(Debug, Default)]
pub(super) struct Uses {
    symbols: Cell<SymbolSet>,
    types: RefCell<BTreeSet<TypeId>>,
    error_sets: RefCell<BTreeSet<usize>>,
}

impl Uses {
    /// Records that the file uses a symbol, and returns its name.
    pub(super) fn get(&self, symbol: Symbol) -> Ident {
        self.symbols.set(self.symbols.get().with(symbol));
        symbol.ident()
    }

    /// Records that the file uses some symbols, and returns their names.
    pub(super) fn all<const N: usize>(&self, symbols: [Symbol; N]) -> [Ident; N] {
        symbols.map(|symbol| self.get(symbol))
    }

    /// Records that the file refers to a type.
    pub(super) fn add_type(&self, id: TypeId) {
        self.types.borrow_mut().insert(id);
    }

    /// Records that the file refers to an error enum.
    pub(super) fn add_error_set(&self, index: usize) {
        self.error_sets.borrow_mut().insert(index);
    }

    /// Returns the symbols that were recorded so far.
    pub(super) fn symbols(&self) -> SymbolSet {
        self.symbols.get()
    }

    /// Emits the `use` declarations of the file, one for each module.
    pub(super) fn declarations(&self, context: &Context<'_>) -> TokenStream {
        let mut imports: BTreeMap<Vec<&str>, BTreeSet<Ident>> = BTreeMap::new();
        for symbol in self.symbols().iter() {
            if let Some(module) = symbol.module() {
                imports.entry(module).or_default().insert(symbol.ident());
            }
        }
        // Other files name types with their path.
        if let Some(here) = context.types_module {
            let types = self.types.borrow();
            let named = types.iter().filter_map(|id| context.named(*id));
            for elsewhere in named.filter(|named| named.names.module != *here) {
                imports.entry(vec!["super"]).or_default().insert(elsewhere.ident());
            }
        }
        for names in self.error_sets.borrow().iter().filter_map(|index| context.names.error_sets.get(*index)) {
            imports.entry(vec!["crate", "errors"]).or_default().insert(ident(&names.name));
        }
        let declarations = imports.iter().map(|(module, names)| {
            let module = module.iter().map(|segment| Ident::new(segment, Span::call_site()));
            let names = names.iter();
            quote!(use #(#module)::*::{#(#names),*};)
        });
        declarations.collect()
    }
}
