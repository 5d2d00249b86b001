//! Changes of instances.

use serde_json::{Value, json};

use super::random::Random;
use super::scalars;

/// Changes something somewhere in an instance.
pub fn mutate(instance: &mut Value, random: &mut Random) {
    let goes_in = !random.once_in(4);
    match instance {
        Value::Object(members) if goes_in && !members.is_empty() => {
            let index = random.below(members.len());
            if let Some(member) = members.values_mut().nth(index) {
                mutate(member, random);
            }
        }
        Value::Array(items) if goes_in && !items.is_empty() => {
            let index = random.below(items.len());
            items.iter_mut().skip(index).take(1).for_each(|item| mutate(item, random));
        }
        value => change(value, random),
    }
}

fn change(value: &mut Value, random: &mut Random) {
    if random.once_in(3) {
        *value = scalars::any(random);
        return;
    }
    match value {
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            match random.pick(&names) {
                Some(name) if !random.once_in(3) => drop(members.remove(name)),
                _ => drop(members.insert("further".to_owned(), scalars::any(random))),
            }
        }
        Value::Array(items) => match items.pop() {
            Some(item) if random.once_in(2) => items.extend([item.clone(), item]),
            Some(_) => {}
            None => items.push(scalars::any(random)),
        },
        Value::String(text) => {
            *text = if random.once_in(2) { format!("{text}x") } else { text.chars().skip(1).collect() }
        }
        Value::Number(number) => *value = number.as_i64().map_or(json!(0.5), |number| json!(number.wrapping_add(1))),
        Value::Bool(_) | Value::Null => *value = scalars::any(random),
    }
}
