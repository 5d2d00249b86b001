//! Divisibility of numbers that are given as decimal digits.

/// A divisor of at most this many digits leaves a remainder that has room for one digit more in a `u128`.
const NARROW: usize = 37;

/// Returns whether the number `divisor`, which is not zero, divides `dividend`; both as digits, the most significant first.
pub(super) fn divides(divisor: impl Iterator<Item = u8> + Clone, dividend: impl Iterator<Item = u8>) -> bool {
    if divisor.clone().count() > NARROW {
        return divides_wide(&divisor.collect::<Vec<_>>(), dividend);
    }
    let divisor = divisor.fold(0, |value: u128, digit| value * 10 + u128::from(digit));
    dividend.fold(0, |remainder: u128, digit| (remainder * 10 + u128::from(digit)) % divisor) == 0
}

/// Long division by hand: the remainder is kept as digits without leading zeros.
fn divides_wide(divisor: &[u8], dividend: impl Iterator<Item = u8>) -> bool {
    let mut remainder = Vec::with_capacity(divisor.len() + 1);
    for digit in dividend {
        push(&mut remainder, digit);
        while is_at_least(&remainder, divisor) {
            subtract(&mut remainder, divisor);
        }
    }
    remainder.is_empty()
}

fn push(number: &mut Vec<u8>, digit: u8) {
    if digit != 0 || !number.is_empty() {
        number.push(digit);
    }
}

fn is_at_least(number: &[u8], other: &[u8]) -> bool {
    number.len().cmp(&other.len()).then_with(|| number.cmp(other)).is_ge()
}

/// Takes `other`, which is not greater, from `number`.
fn subtract(number: &mut Vec<u8>, other: &[u8]) {
    let mut borrow = 0;
    let others = other.iter().rev().copied().chain(std::iter::repeat(0));
    for (digit, other) in number.iter_mut().rev().zip(others) {
        let taken = other + borrow;
        borrow = u8::from(*digit < taken);
        *digit = *digit + 10 * borrow - taken;
    }
    let zeros = number.iter().take_while(|digit| **digit == 0).count();
    number.drain(..zeros);
}
