//! The page's words: a field for each text, so that none is missing or left over without the compiler or a test saying so.

use serde::Deserialize;
use std::fmt::Display;
use std::sync::LazyLock;

/// In which language a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Locale {
    #[default]
    ZhCn,
    En,
}

static ZH_CN: LazyLock<Texts> = LazyLock::new(|| read(include_str!("../../../../assets/centre/zh-CN.json")));
static EN: LazyLock<Texts> = LazyLock::new(|| read(include_str!("../../../../assets/centre/en.json")));

#[expect(clippy::expect_used, reason = "compiled in, and read by a test")]
fn read(json: &str) -> Texts {
    serde_json::from_str(json).expect("the page's texts")
}

impl Locale {
    pub(super) fn texts(self) -> &'static Texts {
        match self {
            Self::ZhCn => &ZH_CN,
            Self::En => &EN,
        }
    }

    /// As in `lang` and in the cookie.
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// What its speakers call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::ZhCn => "中文",
            Self::En => "English",
        }
    }

    pub(super) const fn other(self) -> Self {
        match self {
            Self::ZhCn => Self::En,
            Self::En => Self::ZhCn,
        }
    }

    pub(super) fn parse(tag: &str) -> Option<Self> {
        [Self::ZhCn, Self::En].into_iter().find(|locale| locale.tag() == tag)
    }

    /// The first language of `Accept-Language` that there is; Chinese where there is none.
    pub(super) fn preferred(accepted: &str) -> Self {
        let mut wanted: Vec<(f32, Self)> = accepted
            .split(',')
            .filter_map(|range| {
                let mut parts = range.trim().split(';');
                let language = parts.next()?.split('-').next()?.to_ascii_lowercase();
                let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok());
                let locale = match language.as_str() {
                    "zh" => Self::ZhCn,
                    "en" => Self::En,
                    _ => return None,
                };
                Some((weight.unwrap_or(1.0), locale))
            })
            .collect();
        // Stable: of two that weigh the same the first one named comes first.
        wanted.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        wanted.first().map_or(Self::ZhCn, |(_, locale)| *locale)
    }
}

/// A text with a value in the place of its parameter.
pub(super) fn fill(text: &str, name: &str, value: impl Display) -> String {
    text.replace(&format!("{{{{{name}}}}}"), &value.to_string())
}

/// All texts of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub(super) access_code: String,
    pub(super) access_hint: String,
    pub(super) act_about: String,
    pub(super) act_access_issued: String,
    pub(super) act_access_withdrawn: String,
    pub(super) act_at: String,
    pub(super) act_code_issued: String,
    pub(super) act_code_withdrawn: String,
    pub(super) act_detail: String,
    pub(super) act_signed_in: String,
    pub(super) act_station_revoked: String,
    pub(super) act_way: String,
    pub(super) act_way_command: String,
    pub(super) act_way_page: String,
    pub(super) act_what: String,
    pub(super) act_who: String,
    pub(super) acts_caption: String,
    pub(super) age_days: String,
    pub(super) age_hours: String,
    pub(super) age_minutes: String,
    pub(super) age_now: String,
    pub(super) attention: String,
    pub(super) attention_none: String,
    pub(super) back: String,
    pub(super) bank: String,
    pub(super) bank_unnamed: String,
    pub(super) banks_none: String,
    pub(super) behind: String,
    pub(super) behind_hint: String,
    pub(super) capacity: String,
    pub(super) capacity_banks: String,
    pub(super) capacity_caption: String,
    pub(super) capacity_days: String,
    pub(super) capacity_entries: String,
    pub(super) capacity_free: String,
    pub(super) capacity_free_unknown: String,
    pub(super) capacity_free_value: String,
    pub(super) capacity_full: String,
    pub(super) capacity_growth: String,
    pub(super) capacity_growth_none: String,
    pub(super) capacity_growth_value: String,
    pub(super) capacity_size: String,
    pub(super) capacity_value: String,
    pub(super) capacity_what: String,
    pub(super) centre_itself: String,
    pub(super) clock: String,
    pub(super) code: String,
    pub(super) code_expired: String,
    pub(super) code_for: String,
    pub(super) code_fresh: String,
    pub(super) code_hours: String,
    pub(super) code_made: String,
    pub(super) code_make: String,
    pub(super) code_new_bank: String,
    pub(super) code_open: String,
    pub(super) code_place: String,
    pub(super) code_state: String,
    pub(super) code_until: String,
    pub(super) code_used: String,
    pub(super) code_used_by: String,
    pub(super) code_withdraw: String,
    pub(super) code_withdraw_one: String,
    pub(super) code_withdrawn: String,
    pub(super) codes: String,
    pub(super) codes_hint: String,
    pub(super) compared: String,
    pub(super) concern: String,
    pub(super) concern_centre_behind: String,
    pub(super) concern_clock: String,
    pub(super) concern_disk: String,
    pub(super) concern_quarantined: String,
    pub(super) concern_silent: String,
    pub(super) concern_since: String,
    pub(super) concern_times: String,
    pub(super) concern_two_histories: String,
    pub(super) day: String,
    pub(super) differs: String,
    pub(super) enrolled: String,
    pub(super) entry: String,
    pub(super) evidence: String,
    pub(super) evidence_caption: String,
    pub(super) evidence_unreadable: String,
    pub(super) fault: String,
    pub(super) fault_form: String,
    pub(super) fault_no_reason: String,
    pub(super) fault_not_confirmed: String,
    pub(super) fault_not_found: String,
    pub(super) fault_not_open: String,
    pub(super) fault_not_ours: String,
    pub(super) fault_too_slow: String,
    pub(super) fault_unavailable: String,
    pub(super) findings: String,
    pub(super) hash_held: String,
    pub(super) hash_sent: String,
    pub(super) heard: String,
    pub(super) held: String,
    pub(super) identifier: String,
    pub(super) kind: String,
    pub(super) measured: String,
    pub(super) nav: String,
    pub(super) nav_acts: String,
    pub(super) nav_capacity: String,
    pub(super) nav_codes: String,
    pub(super) nav_stations: String,
    pub(super) never: String,
    pub(super) none: String,
    pub(super) not_held: String,
    pub(super) page: String,
    pub(super) quarantine: String,
    pub(super) quarantine_hint: String,
    pub(super) quarantine_pages: String,
    pub(super) reason: String,
    pub(super) reason_fork: String,
    pub(super) reason_revoked: String,
    pub(super) received: String,
    pub(super) recorded: String,
    pub(super) refresh_off: String,
    pub(super) refresh_on: String,
    pub(super) revoke: String,
    pub(super) revoke_means: String,
    pub(super) revoke_name: String,
    pub(super) revoke_reason: String,
    pub(super) revoke_title: String,
    pub(super) same: String,
    pub(super) seconds: String,
    pub(super) seen_at: String,
    pub(super) sign_in: String,
    pub(super) sign_in_wait: String,
    pub(super) sign_in_wrong: String,
    pub(super) sign_out: String,
    pub(super) site: String,
    pub(super) size: String,
    pub(super) state: String,
    pub(super) state_active: String,
    pub(super) state_cloned: String,
    pub(super) state_revoked: String,
    pub(super) station: String,
    pub(super) stations: String,
    pub(super) stations_of: String,
    pub(super) times_in: String,
    pub(super) title: String,
    pub(super) unknown: String,
    pub(super) unsent_hint: String,
    pub(super) uploaded: String,
    pub(super) version: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_both_languages() {
        for locale in [Locale::ZhCn, Locale::En] {
            assert!(!locale.texts().title.is_empty());
            assert_eq!(Locale::parse(locale.tag()), Some(locale));
            assert_ne!(locale.other(), locale);
        }
        assert_eq!(fill(&Locale::En.texts().seconds, "count", 7), "7 s");
    }

    #[test]
    fn a_browser_gets_the_language_that_it_prefers() {
        for (accepted, locale) in [
            ("", Locale::ZhCn),
            ("de", Locale::ZhCn),
            ("en-GB,en;q=0.9", Locale::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Locale::ZhCn),
            ("en;q=0.3, zh;q=0.7", Locale::ZhCn),
            ("fr, en;q=0.5", Locale::En),
            ("*", Locale::ZhCn),
        ] {
            assert_eq!(Locale::preferred(accepted), locale, "{accepted}");
        }
    }
}
