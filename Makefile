# The one entry for people. Each target is a line or two; what takes more is a script.
.PHONY: run serve demo centre test check crash soak attack fuzz sim sim-bugs fmt gen bench exercise run12 setup ui
.DEFAULT_GOAL := run
# Chosen together, so that nothing is built twice.
BENCHED := --package cli --package centre --package cordkeep-tests

run: ; @scripts/display.sh && $(MAKE) --no-print-directory setup ui # open the window
	cargo run --locked --package cordkeep-desktop

serve: setup ui # open it in a browser, on this machine only
	cargo run --locked --package cli -- serve --data "$(or $(DATA),$(CORDKEEP_DATA),$(HOME)/.local/share/cordkeep)"

demo: setup # make a believable bank in DATA, with UNITS units
	cargo run --locked --release --package cli -- demo --data "$(or $(DATA),demo-data)" --units $(or $(UNITS),200) --seed $(or $(SEED),1)

centre: setup # a centre on a local PostgreSQL
	scripts/centre.sh

test: ; scripts/test.sh # everything

check: setup ui # what fails fast: types, lints, borders
	npm --prefix ui run check && cargo clippy --workspace --all-targets -- -D warnings && cargo xtask tidy

crash: setup # 500 rounds of kill -9 during recording, 10,000 of a disk that fails
	cargo build --bins -p cli && CORDKEEP_CRASH_ROUNDS=500 cargo test -p cordkeep-tests --test whole crash -- --nocapture
	CORDKEEP_POWER_ROUNDS=10000 cargo test -p store --test power -- --nocapture

soak: setup # three stations, the centre and PostgreSQL: cut at every byte, then killed at random for MINUTES
	cargo build --bins -p cli -p centre
	CORDKEEP_SOAK_MINUTES=$(or $(MINUTES),30) $(if $(SEED),CORDKEEP_SOAK_SEED=$(SEED)) cargo test -p cordkeep-tests --test whole soak -- --nocapture

attack: setup # 100,000 mutations of an exported file, against both verifiers
	CORDKEEP_ATTACK_ROUNDS=100000 cargo test --workspace --test whole attack -- --nocapture

fuzz: ; scripts/fuzz.sh $(or $(SECONDS_EACH),60) # each reader of foreign bytes, or those that READERS names, SECONDS_EACH seconds

sim: # SEEDS runs of stations and a centre under a seeded clock, network and chance, from FIRST_SEED on
	cargo run --locked --release --package simulator -- --seeds $(or $(SEEDS),1000) --first-seed $(or $(FIRST_SEED),1)

sim-bugs: ; tests/sim/bugs.sh # bugs planted on purpose, each of which the simulator has to find

run12: setup ui # a run of 12 units through the 56 steps, in the real window
	cargo build --workspace --all-targets --locked
	CORDKEEP_RUN_UNITS=12 xvfb-run -a -s "-screen 0 1400x900x24" cargo test --workspace --locked --test e2e run_of_twelve -- --nocapture

fmt: ; cargo fmt --all # the one layout

gen: ; cargo xtask gen # the UI's types, from crates/api

bench: setup # a table, and target/bench.json: a station on a demo bank of UNITS units, and the exchange with a centre of ENTRIES
	cargo build --locked --release $(BENCHED) --bins --benches && target/release/cordkeep bench --units $(or $(UNITS),10000)
	cargo bench --locked $(BENCHED) --bench rate -- --entries $(or $(ENTRIES),1050000) --first-read-units $(or $(UNITS),10000)

exercise: ; cargo run --locked --release --package isbt128 --example exercise -- $(or $(SCANS),10000000) # read SCANS seeded scans

setup: ; @scripts/setup.sh

ui: setup ; npm --prefix ui run build
