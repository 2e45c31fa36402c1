//! Who is let in.

use std::net::SocketAddr;

/// How a request may show that it comes from the person who started the server.
const TOKEN_HEADER: &str = "x-cordkeep-token";

/// The secret of one run of the server, and the name it answers to.
#[derive(Debug)]
pub struct Access {
    token: String,
    addr: SocketAddr,
}

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// `Host` or `Origin` is not this server: a page of another site speaks to it.
    Foreign,
    /// Neither cookie nor header carries the token.
    NoToken,
}

impl Access {
    /// Makes a token of 256 random bits.
    #[expect(clippy::disallowed_methods, reason = "the token is no record: no test needs to foresee it")]
    pub fn new(addr: SocketAddr) -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self { token: hex::encode(bytes), addr })
    }

    /// The secret, in hexadecimal.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The header that makes a browser remember the token. Cookies are shared by all ports of a host, hence the name.
    pub fn cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie_name(), self.token)
    }

    /// Whether the request spoke to this server by its own name.
    pub fn check_origin<'a>(&self, header: impl Fn(&str) -> Option<&'a str>) -> Result<(), Refusal> {
        let host = header("host").is_some_and(|host| self.is_own(host));
        let origin = match header("origin") {
            None => true,
            Some(origin) => origin.strip_prefix("http://").is_some_and(|host| self.is_own(host)),
        };
        if host && origin { Ok(()) } else { Err(Refusal::Foreign) }
    }

    /// Whether the request carries the token, as a cookie or as a header.
    pub fn check_token<'a>(&self, header: impl Fn(&str) -> Option<&'a str>) -> Result<(), Refusal> {
        let cookie = header("cookie").unwrap_or_default().split(';').find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == self.cookie_name()).then_some(value)
        });
        if [header(TOKEN_HEADER), cookie].into_iter().flatten().any(|token| self.is_token(token)) {
            Ok(())
        } else {
            Err(Refusal::NoToken)
        }
    }

    /// Compares in a time that does not tell how much was right.
    pub fn is_token(&self, offered: &str) -> bool {
        let (ours, theirs) = (self.token.as_bytes(), offered.as_bytes());
        ours.len() == theirs.len() && ours.iter().zip(theirs).fold(0, |diff, (a, b)| diff | (a ^ b)) == 0
    }

    fn cookie_name(&self) -> String {
        format!("cordkeep-{}", self.addr.port())
    }

    fn is_own(&self, host: &str) -> bool {
        host == self.addr.to_string() || host == format!("localhost:{}", self.addr.port())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access() -> Access {
        Access { token: "s3cret".into(), addr: "127.0.0.1:4711".parse().unwrap() }
    }

    fn check_origin(host: Option<&str>, origin: Option<&str>, expected: Result<(), Refusal>) {
        let headers = |name: &str| if name == "host" { host } else { origin };
        assert_eq!(access().check_origin(headers), expected, "{host:?} {origin:?}");
    }

    #[test]
    fn only_its_own_name_is_answered() {
        check_origin(Some("127.0.0.1:4711"), None, Ok(()));
        check_origin(Some("localhost:4711"), Some("http://localhost:4711"), Ok(()));
        check_origin(None, None, Err(Refusal::Foreign));
        check_origin(Some("rebound.example:4711"), None, Err(Refusal::Foreign));
        check_origin(Some("127.0.0.1:80"), None, Err(Refusal::Foreign));
        check_origin(Some("127.0.0.1:4711"), Some("http://elsewhere.example"), Err(Refusal::Foreign));
        check_origin(Some("127.0.0.1:4711"), Some("null"), Err(Refusal::Foreign));
    }

    fn check_token(cookie: Option<&str>, header: Option<&str>, expected: Result<(), Refusal>) {
        let headers = |name: &str| if name == "cookie" { cookie } else { header };
        assert_eq!(access().check_token(headers), expected, "{cookie:?} {header:?}");
    }

    #[test]
    fn the_token_comes_as_cookie_or_header() {
        check_token(Some("other=1; cordkeep-4711=s3cret"), None, Ok(()));
        check_token(None, Some("s3cret"), Ok(()));
        check_token(None, None, Err(Refusal::NoToken));
        check_token(Some("cordkeep-4712=s3cret"), None, Err(Refusal::NoToken));
        check_token(Some("cordkeep-4711=s3cre"), Some(""), Err(Refusal::NoToken));
    }

    #[test]
    fn two_runs_have_two_tokens() {
        let addr = "127.0.0.1:1".parse().unwrap();
        assert_ne!(Access::new(addr).unwrap().token, Access::new(addr).unwrap().token);
    }
}
