//! `POST /v1/enrol`.

use super::{Shared, answer};
use crate::Centre;
use crate::enrolment::{EnrolmentError, spend};
use axum::extract::Request;
use axum::response::Response;
use sync::limits::STATION_NAME_BYTES_MAX;
use sync::{Code, EnrolRequest, Enrolled, Refusal, page};

impl From<EnrolmentError> for Refusal {
    fn from(error: EnrolmentError) -> Self {
        let code = match error {
            EnrolmentError::Db(error) => return answer::busy(&error),
            EnrolmentError::Random(_) => Code::Busy,
            EnrolmentError::Invalid => Code::CodeInvalid,
            EnrolmentError::Expired => Code::CodeExpired,
            EnrolmentError::Purpose | EnrolmentError::BankUnknown => Code::CodePurpose,
            EnrolmentError::Other => Code::OtherBank,
            EnrolmentError::BankExists => Code::BankExists,
            EnrolmentError::StationTaken => Code::StationTaken,
        };
        Self::new(code)
    }
}

pub(super) async fn handle(centre: Shared, request: Request) -> Response {
    answer::respond(enrol(&centre, request).await)
}

async fn enrol(centre: &Centre, request: Request) -> Result<Enrolled, Refusal> {
    let (parts, body) = request.into_parts();
    let (bytes, _held) = answer::bytes(centre, &parts.headers, body).await?;
    let _room = answer::room(centre).await?;
    let request: EnrolRequest = page::decode(&bytes).map_err(|e| answer::malformed(&e))?;
    if !request.is_within_limits() {
        return Err(Refusal::new(Code::TooLarge).with("limit", STATION_NAME_BYTES_MAX));
    }
    if !request.proves_its_key() {
        return Err(Refusal::new(Code::Unauthorised));
    }
    if !request.proves_what_it_continues() {
        return Err(Refusal::new(Code::Unauthorised));
    }
    let time_ms = centre.clock.now_ms();
    let (bank, site) = spend(&centre.pool(), &request, time_ms).await?;
    tracing::info!(%bank, %site, station = %request.station, "enrolled");
    Ok(Enrolled::sign(&centre.key, &request, (bank, site), time_ms))
}
