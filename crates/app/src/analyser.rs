//! Analysers of this station: listened to while the station is open. What they send is recorded before they are told
//! that it arrived.

mod control;
mod mappings;
mod message;
mod receive;
mod specimen;

pub(crate) use control::registered as registered_control;
pub(crate) use mappings::{find as find_mapping, mappings};
pub(crate) use message::{message_id, reported, sent_ms, shown, to_protocol, word_of};
pub(crate) use receive::Received;
pub(crate) use specimen::{NamedSpecimen, samples, specimen_unit};

use crate::app::{App, Event};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::Problem;
use api::wire::{AnalyserLineKind, AnalyserSetting, AnalyserState, AnalyserView};
use devices::{AnalyserError, AnalyserEvent, AnalyserLine, AnalyserWatch, Heard, Trouble, Verdict};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const SETTING: &str = "analysers";

/// What is known of an analyser since the program started.
#[derive(Debug, Default)]
struct Noted {
    state: Option<Result<Connection, AnalyserError>>,
    trouble: Option<Problem>,
    last_ms: Option<i64>,
    messages: u32,
    repeated: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Connection {
    Waiting,
    Connected,
}

type Found = Arc<Mutex<Noted>>;

/// The analysers that are listened to.
#[derive(Debug, Default)]
pub(crate) struct Analysers(Mutex<Vec<Watched>>);

#[derive(Debug)]
struct Watched {
    setting: AnalyserSetting,
    found: Found,
    _watch: AnalyserWatch,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The analysers that are set.
pub(crate) fn settings(cx: &Cx<'_>) -> Answer<Vec<AnalyserSetting>> {
    let text = cx.store()?.text_setting(SETTING).map_err(stored)?.unwrap_or_default();
    // What an older or newer program wrote otherwise can be set again.
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

pub(crate) fn set_settings(cx: &mut Cx<'_>, settings: &[AnalyserSetting]) -> Answer<()> {
    let text = serde_json::to_vec(settings)
        .map_err(|e| Problem::fault("fault.internal").with("detail", e.to_string()))?;
    cx.store_mut()?.set_setting(SETTING, &text).map_err(stored)
}

/// Listens to the analysers that are set, and to no other. A program that only passes by, such as the command line,
/// leaves them to the window.
pub(crate) fn follow(cx: &Cx<'_>) -> Answer<()> {
    if !cx.app.listens.load(Ordering::Relaxed) {
        return Ok(());
    }
    let wanted = settings(cx)?;
    let mut watched = locked(&cx.app.analysers.0);
    watched.retain(|watched| wanted.contains(&watched.setting));
    for setting in wanted {
        if !watched.iter().any(|watched| watched.setting == setting)
            && let Some(line) = line(&setting)
        {
            watched.push(watch(cx.app, setting, line));
        }
    }
    Ok(())
}

/// The line as `devices` has it; none where an address is none.
pub(crate) fn line(setting: &AnalyserSetting) -> Option<AnalyserLine> {
    let port = u16::try_from(setting.port).ok();
    Some(match setting.line {
        AnalyserLineKind::Listen => AnalyserLine::Listen { from: setting.address.parse().ok()?, port: port? },
        AnalyserLineKind::Connect => AnalyserLine::Connect { host: setting.address.clone(), port: port? },
        AnalyserLineKind::Serial => {
            AnalyserLine::Serial { path: setting.address.clone(), baud: setting.baud }
        }
    })
}

fn watch(app: &App, setting: AnalyserSetting, line: AnalyserLine) -> Watched {
    let found = Found::default();
    let (me, noted, of) = (app.me.clone(), Arc::clone(&found), setting.clone());
    let watch = AnalyserWatch::start(line, to_protocol(setting.protocol), move |event| {
        // A station that is closed keeps nothing: the analyser is to send again.
        let Some(app) = me.upgrade() else { return Verdict::NotNow };
        on_event(&app, &of, &noted, event)
    });
    Watched { setting, found, _watch: watch }
}

fn on_event(app: &App, setting: &AnalyserSetting, found: &Found, event: AnalyserEvent) -> Verdict {
    let mut tags = vec!["station"];
    let mut verdict = Verdict::Kept;
    match event {
        AnalyserEvent::Listening => locked(found).state = Some(Ok(Connection::Waiting)),
        AnalyserEvent::Connected => locked(found).state = Some(Ok(Connection::Connected)),
        AnalyserEvent::Lost(error) => {
            // It has hung up after its work, as many do, and may call again.
            let hung_up = error == AnalyserError::HungUp && setting.line == AnalyserLineKind::Listen;
            locked(found).state = Some(if hung_up { Ok(Connection::Waiting) } else { Err(error) });
        }
        AnalyserEvent::Heard(Heard::Trouble(trouble)) => locked(found).trouble = Some(told(trouble)),
        AnalyserEvent::Heard(Heard::Message(message)) => {
            let at_ms = app.host.now_ms();
            let received = receive::receive(app, setting, &message);
            let mut noted = locked(found);
            match received {
                Ok(Received::Recorded) => {
                    noted.messages += 1;
                    tags.extend(["inbox", "unit", "control"]);
                }
                Ok(Received::Repeated) => noted.repeated += 1,
                Ok(Received::Empty) => {}
                Err(problem) => {
                    tracing::error!(code = problem.code.as_str(), "an analyser's message was not kept");
                    noted.trouble = Some(problem);
                    verdict = Verdict::NotNow;
                }
            }
            if verdict == Verdict::Kept {
                noted.last_ms = Some(at_ms);
                noted.trouble = None;
            }
        }
    }
    app.emit(&Event::Invalidate { tags });
    verdict
}

fn told(trouble: Trouble) -> Problem {
    Problem::fault(trouble.code())
}

/// The analysers that are set, and how each is.
pub(crate) fn views(cx: &Cx<'_>) -> Answer<Vec<AnalyserView>> {
    let watched = locked(&cx.app.analysers.0);
    let view = |setting: AnalyserSetting| {
        let of_setting = watched.iter().find(|watched| watched.setting == setting);
        let mut view = AnalyserView {
            setting,
            state: AnalyserState::Off,
            problem: None,
            trouble: None,
            last_ms: None,
            messages: 0,
            repeated: 0,
        };
        let Some(watched) = of_setting else { return view };
        let noted = locked(&watched.found);
        view.state = match &noted.state {
            None | Some(Ok(Connection::Waiting)) => AnalyserState::Waiting,
            Some(Ok(Connection::Connected)) => AnalyserState::Connected,
            Some(Err(error)) => {
                let problem = Problem::fault(error.code());
                let params = error.params().into_iter();
                view.problem = Some(params.fold(problem, |problem, (name, value)| problem.with(name, value)));
                AnalyserState::Lost
            }
        };
        view.trouble = noted.trouble.clone();
        view.last_ms = noted.last_ms;
        view.messages = noted.messages;
        view.repeated = noted.repeated;
        view
    };
    Ok(settings(cx)?.into_iter().map(view).collect())
}
