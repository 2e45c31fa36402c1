//! Why a page is not shown or an act not done.

use super::texts::Texts;
use crate::administration::ActError;
use crate::db::DbError;
use crate::enrolment::EnrolmentError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The form is not one of this session's.
    NotOurs,
    /// No such page, station or code.
    NotFound,
    /// A field of the form is missing or wrong.
    Form,
    /// The name typed is not the station's.
    NotConfirmed,
    /// A reason is wanted.
    NoReason,
    /// The code was used, withdrawn or has expired meanwhile.
    NotOpen,
    /// The request did not come in time.
    TooSlow,
    /// The database or the system's random numbers are away.
    Unavailable,
}

impl Fault {
    pub(super) const fn status(self) -> StatusCode {
        match self {
            Self::NotOurs => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Form | Self::NotConfirmed | Self::NoReason => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotOpen => StatusCode::CONFLICT,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    pub(super) fn said(self, t: &Texts) -> &str {
        match self {
            Self::NotOurs => &t.fault_not_ours,
            Self::NotFound => &t.fault_not_found,
            Self::Form => &t.fault_form,
            Self::NotConfirmed => &t.fault_not_confirmed,
            Self::NoReason => &t.fault_no_reason,
            Self::NotOpen => &t.fault_not_open,
            Self::TooSlow => &t.fault_too_slow,
            Self::Unavailable => &t.fault_unavailable,
        }
    }
}

/// Without words: whoever goes around all pages knows the language and puts them in.
impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<DbError> for Fault {
    fn from(error: DbError) -> Self {
        tracing::warn!(%error, "a page without its database");
        Self::Unavailable
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        DbError::from(error).into()
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        tracing::error!(%error, "no random numbers");
        Self::Unavailable
    }
}

impl From<ActError> for Fault {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Db(error) => error.into(),
            ActError::Random(error) => error.into(),
        }
    }
}

impl From<EnrolmentError> for Fault {
    fn from(error: EnrolmentError) -> Self {
        match error {
            EnrolmentError::Db(error) => error.into(),
            EnrolmentError::Random(error) => error.into(),
            _ => Self::Form,
        }
    }
}
