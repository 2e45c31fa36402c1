//! The centre: the real judgement over a database in memory. Requests are worked on at once, a statement at a time, in an
//! order that chance decides.

use crate::memory::Memory;
use crate::station::BANK;
use centre::ingest::{IngestError, Judge, Taken, ingest, overtaken, writer_of};
use centre::reading::{Asked, readable, take};
use centre::router::DomainRouter;
use centre::storage::Reading as _;
use ledger::{SigningKey, StationId};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use sync::{Code, FeedRequest, Overtaken, Receipt, Refusal, UploadPage, page};

/// What a station asks, as bytes where the wire has bytes.
#[derive(Debug, Clone)]
pub enum Request {
    /// An encoded page.
    Upload(Vec<u8>),
    /// A feed behind a position.
    Feed(FeedRequest),
    /// A station's word that it was overtaken.
    Overtaken(Overtaken),
}

/// An encoded answer, or why there is none.
pub type Answer = Result<Vec<u8>, Refusal>;

type Work = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// A request that is worked on.
pub struct Task {
    /// Which request.
    pub request: u64,
    work: Work,
    /// How often it was looked at: one that waits for ever is stuck.
    pub polls: u32,
}

/// The centre.
pub struct Centre {
    /// What is durable.
    pub memory: Memory,
    /// Its key.
    pub key: Arc<SigningKey>,
    /// What it works on now.
    pub tasks: Vec<Task>,
    /// Until when its process is down.
    pub down_until_ms: u64,
}

impl Centre {
    /// A centre that knows nobody.
    #[must_use]
    pub fn new(seed: &[u8; 32]) -> Self {
        let key = Arc::new(SigningKey::from_seed(seed));
        Self { memory: Memory::default(), key, tasks: Vec::new(), down_until_ms: 0 }
    }

    /// Takes a request up.
    pub fn take_up(&mut self, request: u64, sender: StationId, what: Request, now_ms: i64) {
        let work = serve(self.memory.clone(), Arc::clone(&self.key), sender, what, now_ms);
        self.tasks.push(Task { request, work: Box::pin(work), polls: 0 });
    }

    /// Lets the task at this index go on until its next statement. Its answer where that was the last.
    pub fn go_on(&mut self, index: usize) -> Option<(u64, Answer)> {
        let task = self.tasks.get_mut(index)?;
        task.polls += 1;
        match task.work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => None,
            Poll::Ready(answer) => Some((self.tasks.remove(index).request, answer)),
        }
    }

    /// The process dies: what is not committed is gone.
    pub fn crash(&mut self) {
        self.tasks.clear();
    }
}

async fn serve(
    mut memory: Memory,
    key: Arc<SigningKey>,
    sender: StationId,
    what: Request,
    now_ms: i64,
) -> Answer {
    let busy = |_| Refusal::new(Code::Busy);
    let row = memory.find_station(BANK, sender).await.map_err(busy)?;
    let sender = row.ok_or_else(|| Refusal::new(Code::Unauthorised))?;
    match what {
        Request::Upload(raw) => {
            let malformed = |_| Refusal::new(Code::Malformed);
            let sent: UploadPage = page::decode(&raw).map_err(malformed)?;
            let writer = writer_of(&mut memory, &sender, &sent).await.map_err(busy)?;
            let writer = writer.ok_or_else(|| Refusal::new(Code::NotOwn))?;
            let span = sent.verify(writer.key).map_err(|_| Refusal::new(Code::Page))?;
            let judge = Judge { key: &key, router: &DomainRouter, now_ms };
            let taken: Result<Taken, IngestError> = ingest(judge, memory.begin(), &sent, span, &raw).await;
            encode(&taken?.receipt)
        }
        Request::Feed(asked) => {
            let scope = readable(&sender, &asked.scope.to_string())?;
            let asked = Asked { scope, after: asked.after, limit: asked.limit, mark: asked.mark };
            let mut page = take(&mut memory, &key, &sender, asked).await?;
            let (seq, hash) = (sender.head_seq, sender.head_hash);
            page.held = Some(Receipt::sign(&key, sender.bank, sender.station, seq, hash, now_ms));
            encode(&page)
        }
        Request::Overtaken(word) => Err(overtaken(memory.begin(), &word).await.into()),
    }
}

fn encode<T: minicbor::Encode<()>>(message: &T) -> Answer {
    page::encode(message).map_err(|_| Refusal::new(Code::TooLarge))
}
