//! What a station and the centre said to each other, read off the line between them.

use cordkeep_tests::Talk;
use ledger::Hash;
use std::collections::BTreeMap;
use sync::{FeedPage, Receipt, UploadPage, page};

/// All that one station sent and heard.
#[derive(Default)]
pub struct Heard {
    /// The first and the last entry of the page that arrived last.
    page: Option<(u64, u64)>,
    /// Behind which position each feed was asked last, and where the answer ended.
    asked: BTreeMap<String, (u64, u64)>,
    /// The entries that a receipt names, and their hashes.
    pub receipts: BTreeMap<u64, Hash>,
    pub figures: Figures,
}

#[derive(Debug, Default)]
pub struct Figures {
    pub connections: u64,
    pub bytes: u64,
    pub pages_sent: u64,
    pub entries_sent: u64,
    /// Of those, what had arrived before.
    pub entries_sent_again: u64,
    pub entries_heard: u64,
    /// Of those, what had come before.
    pub entries_heard_again: u64,
}

impl Heard {
    /// Reads what passed on one more connection. A page that did not arrive whole is no page.
    pub fn take(&mut self, talk: &Talk) {
        self.figures.connections += 1;
        self.figures.bytes += (talk.to_server.len() + talk.to_client.len()) as u64;
        let answers = messages(&talk.to_client);
        for (number, (asked, body)) in messages(&talk.to_server).into_iter().enumerate() {
            let answer = answers.get(number).filter(|(status, _)| status.contains(" 200 "));
            let answer = answer.map(|(_, body)| *body);
            let target = asked.split(' ').nth(1).unwrap_or_default();
            if target == "/v1/upload" {
                self.sent(&page::decode(body).unwrap());
                if let Some(receipt) = answer.map(|body| page::decode::<Receipt>(body).unwrap()) {
                    self.receipts.insert(receipt.seq, receipt.hash);
                }
            } else if let Some(query) = target.strip_prefix("/v1/feed?") {
                self.asked(query, answer.map(|body| page::decode(body).unwrap()));
            }
        }
    }

    /// Whatever was cut, what is sent next begins no earlier than the last page did: never more than a page is sent again.
    fn sent(&mut self, page: &UploadPage) {
        let first = page.entries[0].header().unwrap().seq;
        let last = page.last_seq();
        let (first_before, last_before) = self.page.unwrap_or((1, 0));
        assert!(
            (first_before..=last_before + 1).contains(&first),
            "entries {first} to {last} are sent after {first_before} to {last_before}"
        );
        self.page = Some((first, last));
        self.figures.pages_sent += 1;
        self.figures.entries_sent += last + 1 - first;
        self.figures.entries_sent_again += (last_before.min(last) + 1).saturating_sub(first);
    }

    /// The same the other way.
    fn asked(&mut self, query: &str, answer: Option<FeedPage>) {
        let mut of = query.split('&').filter_map(|pair| pair.split_once('='));
        let mut named = |name: &str| of.find(|(key, _)| *key == name).unwrap().1.to_owned();
        let (scope, after) = (named("scope"), named("after").parse::<u64>().unwrap());
        let (after_before, end_before) = self.asked.get(&scope).copied().unwrap_or_default();
        assert!(
            (after_before..=end_before).contains(&after),
            "{scope} is asked behind {after}, after behind {after_before}, which brought up to {end_before}"
        );
        let end = answer.map_or(after, |page| page.last());
        self.figures.entries_heard += end - after;
        self.figures.entries_heard_again += end_before.min(end) - after;
        self.asked.insert(scope, (after, end.max(end_before)));
    }
}

/// The first line and the body of each message that passed whole.
fn messages(mut bytes: &[u8]) -> Vec<(String, &[u8])> {
    let mut found = Vec::new();
    while let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
        let Some(body) = bytes[end + 4..].get(..length) else { break };
        found.push((head.lines().next().unwrap_or_default().to_owned(), body));
        bytes = &bytes[end + 4 + length..];
    }
    found
}
