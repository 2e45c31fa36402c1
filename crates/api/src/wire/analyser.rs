//! Analysers of this station, and the inbox of results that wait for a person.

use super::{SerialPortView, UnitRow};
use crate::Problem;
use crate::Secret;
use domain::*;

words! {
    /// The line that an analyser is on.
    enum AnalyserLineKind {
        /// The analyser calls this station over TCP.
        Listen,
        /// This station calls the analyser over TCP.
        Connect,
        /// A serial line.
        Serial,
    }

    /// The language that an analyser speaks.
    enum AnalyserLanguage {
        /// ASTM E1394 records in frames of E1381.
        Astm,
        /// HL7 version 2 over MLLP.
        Hl7,
    }

    /// How an analyser is.
    enum AnalyserState {
        /// Nobody listens: this program only passes by.
        Off,
        /// It is being looked for, or has not called yet.
        Waiting,
        /// It is there.
        Connected,
        /// It cannot be heard; the problem says why.
        Lost,
    }

    /// How final the instrument calls a result.
    enum ReportedState {
        /// Not verified.
        Preliminary,
        /// Final.
        Final,
        /// Final, and another than was sent before.
        Corrected,
        /// Could not be done.
        NotDone,
        /// Not there yet.
        Pending,
        /// What was sent before is wrong.
        Withdrawn,
    }

    /// What stands against taking a result, and a person who was shown it may pass over.
    enum AgainstTaking {
        /// It is said to be measured before the unit was collected.
        Behind,
        /// The same instrument measured or corrected another value later.
        Superseded,
        /// The unit has results of the test that did not know of each other.
        Contradicted,
    }
}

wire! {
    /// An analyser as it is set.
    struct AnalyserSetting {
        /// What people call it; setting the same name again changes it.
        name: String,
        /// Its line.
        line: AnalyserLineKind,
        /// Its own address, its host, or the serial port.
        address: String,
        /// TCP port; 0 on a serial line.
        port: u32,
        /// Bits per second; 0 over TCP.
        baud: u32,
        /// Its language.
        protocol: AnalyserLanguage,
        /// Code of the mapping.
        mapping: String,
        /// Its number in the register of equipment; none where it has none. Its controls are kept under it.
        device: Option<String>,
    }

    /// Names an analyser.
    struct AnalyserQuery {
        /// What people call it.
        name: String,
    }

    /// An analyser, and how it is.
    struct AnalyserView {
        /// As it is set.
        setting: AnalyserSetting,
        /// How it is.
        state: AnalyserState,
        /// Why it cannot be heard.
        problem: Option<Problem>,
        /// What last went wrong with a message.
        trouble: Option<Problem>,
        /// When its last message was kept, ms; none since the program started.
        last_ms: Option<i64>,
        /// Messages kept since the program started.
        messages: u32,
        /// Messages that came again since the program started, and made nothing.
        repeated: u32,
    }

    /// A mapping of an instrument's codes to the bank's tests.
    struct MappingView {
        /// Stable code.
        code: String,
        /// Version.
        version: u32,
        /// Chinese name.
        zh: String,
        /// English name.
        en: String,
        /// Where codes and units come from, Chinese.
        source_zh: String,
        /// Where codes and units come from, English.
        source_en: String,
        /// Tests of the norm profile that it reports.
        tests: Vec<TestName>,
    }

    /// A test by its names.
    struct TestName {
        /// Stable code.
        code: String,
        /// Chinese name.
        zh: String,
        /// English name.
        en: String,
    }

    /// The analysers of this station.
    struct AnalyserList {
        /// Those that are set.
        analysers: Vec<AnalyserView>,
        /// What can be chosen.
        mappings: Vec<MappingView>,
        /// Serial ports of this machine.
        ports: Vec<SerialPortView>,
        /// Messages of which something waits.
        inbox: u32,
    }

    /// Messages of which something waits, oldest first.
    struct InboxList {
        /// At most 500.
        messages: Vec<InboxItem>,
        /// All there are.
        total: u32,
    }

    /// A device that sent results.
    struct AnalyserDevice {
        /// Its number.
        code: String,
        /// Its name, maker and serial number as the register has them now; none where it is not known here.
        description: Option<String>,
    }

    /// A message of which something waits.
    struct InboxItem {
        /// Which, 32 hexadecimal digits.
        message: String,
        /// What people call the analyser.
        analyser: String,
        /// The device in the register; none where the station did not say.
        device: Option<AnalyserDevice>,
        /// Where it was heard.
        site: String,
        /// What the analyser calls itself.
        instrument: String,
        /// When it was heard.
        at_ms: i64,
        /// How many of its results were taken at once.
        taken: u32,
        /// How many wait.
        waiting: u32,
    }

    /// Names a message.
    struct InboxQuery {
        /// Which, 32 hexadecimal digits.
        message: String,
    }

    /// A message in full.
    struct InboxDetail {
        /// Which.
        message: String,
        /// What people call the analyser.
        analyser: String,
        /// The device in the register; none where the station did not say.
        device: Option<AnalyserDevice>,
        /// Where it was heard.
        site: String,
        /// What the analyser calls itself.
        instrument: String,
        /// When it was heard.
        at_ms: i64,
        /// Whether this station holds the message itself; without it nothing can be taken from it.
        held: bool,
        /// Whether lines that may name a person are left out for lack of the permission.
        patient_hidden: bool,
        /// The message, one record to a line.
        lines: Vec<String>,
        /// Specimens with their results.
        specimens: Vec<InboxSpecimen>,
        /// What was taken, with what it was made of.
        taken: Vec<InboxTaken>,
        /// Values that the unit's record lacks and a person may give.
        wanted: Vec<WantedInput>,
    }

    /// A value that a person may give for a computation.
    struct WantedInput {
        /// Name in the mapping.
        name: String,
        /// Chinese name.
        zh: String,
        /// English name.
        en: String,
        /// Unit.
        unit: String,
    }

    /// A specimen of a message.
    struct InboxSpecimen {
        /// Everything that may be its number.
        ids: Vec<String>,
        /// The unit that it is of, where that is known.
        unit: Option<UnitRow>,
        /// Its results.
        results: Vec<InboxResult>,
    }

    /// A result of a message.
    struct InboxResult {
        /// Its place in the message.
        place: u32,
        /// The instrument's code.
        code: String,
        /// What else names it.
        details: Vec<String>,
        /// Value as sent.
        value: String,
        /// Unit as sent.
        unit: String,
        /// Flags as sent.
        flags: Vec<String>,
        /// Reference range as sent.
        range: String,
        /// How final.
        status: ReportedState,
        /// When it was measured, by the instrument's clock.
        measured: String,
        /// Why it waits; none where it does not.
        waits: Option<Problem>,
    }

    /// A result that was taken from a message.
    struct InboxTaken {
        /// Which unit.
        donation: DonationId,
        /// Its number.
        din: Option<String>,
        /// Test.
        test: TestName,
        /// Value as recorded.
        value: String,
        /// Unit.
        unit: String,
        /// What it was made of.
        inputs: Vec<InboxInput>,
        /// Who took it; empty where the program did.
        by: String,
        /// Why, where a person did.
        reason: String,
    }

    /// A value that a result was made of.
    struct InboxInput {
        /// Name in the mapping, or the instrument's code.
        name: String,
        /// Chinese name, where it has one.
        zh: String,
        /// English name, where it has one.
        en: String,
        /// Value.
        value: String,
        /// Unit.
        unit: String,
    }

    /// Takes waiting results for a unit.
    struct AssignWaiting {
        /// Which message.
        message: String,
        /// Which of its results; all of one specimen.
        places: Vec<u32>,
        /// Scan of the unit.
        unit_scan: String,
        /// Why they are taken.
        reason: String,
        /// Values that the unit's record lacks.
        inputs: Vec<GivenInput>,
        /// Whether they are repeats of the reactive results on record.
        #[serde(default)]
        repeat: bool,
        /// What was shown to stand against them, and is passed over.
        #[serde(default)]
        despite: Vec<AgainstTaking>,
        /// Second person's sign-in name; wanted where it may be another unit's result of a critical test.
        #[serde(default)]
        second_login: Option<String>,
        /// Second person's password.
        #[serde(default)]
        second_password: Option<Secret>,
    }

    /// A value that a person gives for a computation.
    struct GivenInput {
        /// Name in the mapping.
        name: String,
        /// As entered.
        value: String,
    }

    /// Sets waiting results aside.
    struct DismissWaiting {
        /// Which message.
        message: String,
        /// Which of its results.
        places: Vec<u32>,
        /// Why.
        reason: String,
        /// Second person's sign-in name; wanted where it may be a unit's result of a critical test.
        #[serde(default)]
        second_login: Option<String>,
        /// Second person's password.
        #[serde(default)]
        second_password: Option<Secret>,
    }
}
