use crate::{Bench, Schedule, Summary};

#[test]
fn the_same_seed_gives_the_same_run() {
    let bench = Bench::make().unwrap();
    let run = |seed| bench.run(&Schedule::draw(seed), None).unwrap();
    assert_eq!(run(7), run(7));
    assert_ne!(run(7).digest, run(8).digest);
}

/// Seeds of a short run; `make sim` takes as many as one likes.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=40;

// requirement: ALCOA+
#[test]
fn stations_and_centre_agree_after_every_trouble() {
    let bench = Bench::make().unwrap();
    let mut all = Summary::default();
    for seed in SEEDS {
        all += bench.run(&Schedule::draw(seed), None).unwrap_or_else(|fault| {
            panic!("seed {seed}: {fault}; `make sim SEEDS=1 FIRST_SEED={seed}` shows it")
        });
    }
    // What the runs are for has to happen in them.
    let happened =
        [all.releases, all.shut_out, all.restored, all.power_cuts, all.put_back, all.replaced, all.joined];
    assert!(all.acts > 1_000 && happened.iter().all(|count| *count > 0), "{all:?}");
}
