//! The station's side of the wire: requests, answers, proofs. It touches no store and decides nothing.

mod error;
mod exchange;

pub use error::SyncError;

use crate::limits::transfer_s;
use crate::{
    EnrolRequest, Enrolled, Enrolment, FeedPage, FeedRequest, HEADER_BANK, HEADER_SIGNATURE, HEADER_STATION,
    HEADER_TIME, Hello, Overtaken, Receipt, Refusal, Request, UploadPage, Versions, page,
};
use exchange::{Call, exchange, transport};
use ledger::{BankId, PublicKey, SigningKey, StationId};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How to reach a centre.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientOptions {
    /// The centre's address, such as `https://centre.example.org`; a path before `/v1` is allowed.
    pub base_url: String,
    /// Certificates of an own authority, PEM, trusted beside the system's.
    pub ca_pem: Option<Vec<u8>>,
    /// A proxy's address.
    pub proxy_url: Option<String>,
    /// How long the centre may be silent, seconds, beyond the time that the bytes sent take on a slow line; 0 means 60.
    pub timeout_s: u64,
}

/// Who the station is. Made from what the store keeps.
pub struct Credentials {
    /// The bank.
    pub bank: BankId,
    /// The station.
    pub station: StationId,
    /// The station's key.
    pub key: SigningKey,
    /// The centre's key, kept since the enrolment.
    pub centre_key: PublicKey,
}

/// A connection to one centre. Cheap to keep, safe to share; needs a tokio runtime.
pub struct Client {
    http: reqwest::Client,
    base_url: String,
    timeout: Duration,
    /// The centre's clock as last heard. Requests are signed with it, so that a wrong station clock harms nothing.
    heard: Mutex<Option<(i64, Instant)>>,
}

impl Client {
    /// Prepares a client; connects to nothing yet.
    ///
    /// # Errors
    /// [`SyncError::Address`] where an address or a certificate cannot be used.
    pub fn new(options: ClientOptions) -> Result<Self, SyncError> {
        // Another part of the program may have chosen a provider before: then that one serves.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let address = |e: reqwest::Error| SyncError::Address { detail: error::chain(&e) };
        let base_url = options.base_url.trim().trim_end_matches('/').to_owned();
        let parsed =
            reqwest::Url::parse(&base_url).map_err(|e| SyncError::Address { detail: e.to_string() })?;
        if !matches!(parsed.scheme(), "http" | "https") || !parsed.has_host() {
            return Err(SyncError::Address { detail: base_url });
        }
        let mut builder = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent(concat!("cordkeep/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy();
        if let Some(proxy_url) = &options.proxy_url {
            builder = builder.proxy(reqwest::Proxy::all(proxy_url).map_err(address)?);
        }
        if let Some(pem) = &options.ca_pem {
            let certificates = reqwest::Certificate::from_pem_bundle(pem).map_err(address)?;
            if certificates.is_empty() {
                return Err(SyncError::Address { detail: "no certificate in PEM".to_owned() });
            }
            builder = builder.tls_certs_merge(certificates);
        }
        let timeout = Duration::from_secs(if options.timeout_s == 0 { 60 } else { options.timeout_s });
        Ok(Self { http: builder.build().map_err(address)?, base_url, timeout, heard: Mutex::new(None) })
    }

    /// Asks who the centre is and what time it has.
    ///
    /// # Errors
    /// [`SyncError::Version`] where it speaks no common version; transport errors.
    pub async fn hello(&self) -> Result<Hello, SyncError> {
        let asked = Instant::now();
        let hello: Hello = exchange(self.call(reqwest::Method::GET, "/v1/hello"), self.timeout).await?;
        let centre = hello.versions();
        Versions::agree(Versions::OURS, centre).map_err(|_| SyncError::Version { centre })?;
        *self.heard.lock().await = Some((hello.time_ms, asked));
        Ok(hello)
    }

    /// Enrols the station. Safe to repeat with the same code, station and key.
    ///
    /// # Errors
    /// [`SyncError::CodeInvalid`], [`SyncError::CodeExpired`], [`SyncError::Refused`]; [`SyncError::Forged`] where the answer
    /// is signed and not for this request by the key that it names; transport errors.
    pub async fn enrol(&self, key: &SigningKey, enrolment: Enrolment) -> Result<Enrolled, SyncError> {
        let request = EnrolRequest::sign(key, enrolment);
        let body = page::encode(&request).map_err(SyncError::page)?;
        let call = self.call(reqwest::Method::POST, "/v1/enrol").body(body);
        let enrolled: Enrolled = exchange(call, self.timeout).await?;
        if !enrolled.may_answer(&request) {
            return Err(SyncError::Forged { what: "enrol" });
        }
        Ok(enrolled)
    }

    /// Sends a page of the own chain, or of one that this station continues. Safe to repeat. The receipt is checked against the centre's key and covers the
    /// page.
    ///
    /// # Errors
    /// [`SyncError::Gap`] tells what the centre wants next; [`SyncError::Fork`] and [`SyncError::Revoked`] end the
    /// station's work with this centre; transport errors.
    pub async fn upload(&self, who: &Credentials, page: &UploadPage) -> Result<Receipt, SyncError> {
        let body = page::encode(page).map_err(SyncError::page)?;
        let receipt: Receipt = self.signed(who, reqwest::Method::POST, "/v1/upload", body, 0).await?;
        if !receipt.answers(page, &who.centre_key) {
            return Err(SyncError::Forged { what: "receipt" });
        }
        Ok(receipt)
    }

    /// Tells the centre that another history of this station went on: it is shut out then, whichever of the two asks.
    ///
    /// The answer is always a refusal: [`SyncError::Fork`] is the centre's word for it; [`SyncError::Gap`] where the centre knows of no such history;
    /// transport errors.
    pub async fn overtaken(&self, who: &Credentials, word: &Overtaken) -> SyncError {
        let body = match page::encode(word) {
            Ok(body) => body,
            Err(error) => return SyncError::page(error),
        };
        let answer = self.signed::<Refusal>(who, reqwest::Method::POST, "/v1/overtaken", body, 0).await;
        match answer {
            Ok(refusal) => SyncError::Answer { detail: refusal.code },
            Err(error) => error,
        }
    }

    /// Fetches the next page of a feed, checked: signed by the centre, gapless behind `request.after`, unchanged.
    ///
    /// # Errors
    /// [`SyncError::Scope`] where the station may not read it, [`SyncError::Forged`] where the page does not prove
    /// itself; transport errors.
    pub async fn feed(&self, who: &Credentials, request: &FeedRequest) -> Result<FeedPage, SyncError> {
        let page: FeedPage = self
            .signed(who, reqwest::Method::GET, &request.target(), Vec::new(), request.wait_s.into())
            .await?;
        page.verify(who.bank, &who.centre_key, request.scope, request.after)
            .and_then(|()| page.verify_held(who.bank, who.station, &who.centre_key))
            .map_err(|_| SyncError::Forged { what: "feed" })?;
        Ok(page)
    }

    /// Signs and sends; where the centre finds the time too far off, asks for its time and tries once more.
    async fn signed<T: for<'b> minicbor::Decode<'b, ()>>(
        &self,
        who: &Credentials,
        method: reqwest::Method,
        target: &str,
        body: Vec<u8>,
        wait_s: u64,
    ) -> Result<T, SyncError> {
        let first = self.signed_once(who, method.clone(), target, body.clone(), wait_s).await;
        if !matches!(first, Err(SyncError::Stale)) {
            return first;
        }
        self.hello().await?;
        self.signed_once(who, method, target, body, wait_s).await
    }

    async fn signed_once<T: for<'b> minicbor::Decode<'b, ()>>(
        &self,
        who: &Credentials,
        method: reqwest::Method,
        target: &str,
        body: Vec<u8>,
        wait_s: u64,
    ) -> Result<T, SyncError> {
        let Credentials { bank, station, ref key, centre_key: centre } = *who;
        let time_ms = self.centre_time_ms().await?;
        let signature =
            Request { method: method.as_str(), target, body: &body, bank, station, centre, time_ms }
                .sign(key);
        let call = self
            .call(method, target)
            .header(HEADER_BANK, bank.to_string())
            .header(HEADER_STATION, station.to_string())
            .header(HEADER_TIME, time_ms)
            .header(HEADER_SIGNATURE, hex::encode(signature));
        let patience = self.timeout.saturating_add(Duration::from_secs(wait_s + transfer_s(body.len())));
        exchange(if body.is_empty() { call } else { call.body(body) }, patience).await
    }

    async fn centre_time_ms(&self) -> Result<i64, SyncError> {
        let heard = *self.heard.lock().await;
        match heard {
            Some((time_ms, at)) => {
                Ok(time_ms.saturating_add(i64::try_from(at.elapsed().as_millis()).unwrap_or(i64::MAX)))
            }
            None => Ok(self.hello().await?.time_ms),
        }
    }

    fn call(&self, method: reqwest::Method, target: &str) -> Call {
        transport(&self.http, method, &format!("{}{target}", self.base_url))
    }
}
