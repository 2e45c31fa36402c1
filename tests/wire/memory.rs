//! How much memory a piece of work takes, on its own thread.

#![allow(unsafe_code, reason = "an allocator is asked for and given raw memory")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static NOW: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

struct Counted;

#[global_allocator]
static ALLOCATOR: Counted = Counted;

fn count(bytes: isize) {
    // A thread that ends gives memory back when its counters are gone.
    let _ = NOW.try_with(|now| {
        now.set(now.get() + bytes);
        let _ = MOST.try_with(|most| most.set(most.get().max(now.get())));
    });
}

fn size(layout: Layout) -> isize {
    isize::try_from(layout.size()).unwrap_or(isize::MAX)
}

// SAFETY: everything is the system's own allocator; counting allocates nothing.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(size(layout));
        // SAFETY: the caller's own promise is handed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        count(-size(layout));
        // SAFETY: as above.
        unsafe { System.dealloc(at, layout) }
    }
}

/// The most bytes that were held at once during the work, beyond what was held before.
pub fn most_during<T>(work: impl FnOnce() -> T) -> (usize, T) {
    let before = NOW.get();
    MOST.set(before);
    let done = work();
    (usize::try_from(MOST.get() - before).unwrap_or(0), done)
}

#[test]
fn memory_is_counted() {
    let (most, _) = most_during(|| {
        drop(vec![1_u8; 1 << 20]);
        vec![1_u8; 1 << 10]
    });
    assert!((1 << 20..1 << 21).contains(&most), "{most}");
}
