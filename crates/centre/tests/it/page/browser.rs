use std::collections::BTreeMap;

/// What a browser does of itself: keeps cookies, sends forms, follows no redirection unasked.
pub(super) struct Browser {
    http: reqwest::Client,
    base_url: String,
    cookies: BTreeMap<String, String>,
    /// The last cookie as it was set.
    pub(super) cookie_line: String,
    pub(super) language: &'static str,
}

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) body: String,
    headers: reqwest::header::HeaderMap,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

impl Browser {
    pub(super) fn at(base_url: &str) -> Self {
        let redirect = reqwest::redirect::Policy::none();
        let http = reqwest::Client::builder().redirect(redirect).no_proxy().build().unwrap();
        let (cookies, cookie_line) = (BTreeMap::new(), String::new());
        Self { http, base_url: base_url.to_owned(), cookies, cookie_line, language: "zh-CN" }
    }

    async fn send(&mut self, request: reqwest::RequestBuilder) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header("cookie", cookies.join("; ")).header("accept-language", self.language);
        let response = request.send().await.unwrap();
        for line in response.headers().get_all("set-cookie") {
            line.to_str().unwrap().clone_into(&mut self.cookie_line);
            let (name, value) = self.cookie_line.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let location = headers.get("location").map(|value| value.to_str().unwrap().to_owned());
        Answer { status, location, body: response.text().await.unwrap(), headers }
    }

    pub(super) async fn get(&mut self, path: &str) -> Answer {
        let request = self.http.get(format!("{}{path}", self.base_url));
        self.send(request).await
    }

    /// Sends a form as it is given.
    pub(super) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let request = self
            .http
            .post(format!("{}{path}", self.base_url))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.join("&"));
        self.send(request).await
    }

    /// Sends a form of a page, with what the page hid in it.
    pub(super) async fn post_ours(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get("/codes").await.body;
        let hidden = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split_once('"').unwrap().0;
        let hidden = hidden.to_owned();
        self.post(path, &[&[("csrf", hidden.as_str())], fields].concat()).await
    }

    pub(super) async fn sign_out(&mut self) {
        let token = self.cookies.clone();
        assert_eq!(self.post_ours("/sign-out", &[]).await.status, 303);
        // The centre forgets it too, not the browser alone.
        self.cookies = token;
    }

    /// Makes a one-time code as a person does, and reads it off the page.
    pub(super) async fn make_code(&mut self, place: &str) -> String {
        let made = self.post_ours("/codes", &[("place", place), ("hours", "72")]).await;
        assert_eq!((made.status, made.location.as_deref()), (303, Some("/codes")), "{}", made.body);
        let page = self.get("/codes").await.body;
        page.split("<output>").nth(1).unwrap().split_once('<').unwrap().0.to_owned()
    }
}
