//! The health questionnaire as a versioned data file.

use super::Bilingual;
use crate::record::QuestionAnswered;
use crate::{Answer, Code, Eligibility, Refusal};
use serde::Deserialize;

/// A questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Questionnaire {
    /// Version.
    pub version: String,
    /// Questions in order.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Question {
    /// Stable code.
    pub code: String,
    /// Text.
    #[serde(flatten)]
    pub text: Bilingual,
    /// Whether `yes` defers the donation.
    pub defers: bool,
}

impl Questionnaire {
    /// What a full set of answers amounts to: any `yes` or `unknown` to a deferring question defers.
    ///
    /// # Errors
    /// A question without an answer, or an answer to no question of this form.
    pub fn judge(&self, answers: &[QuestionAnswered]) -> Result<Eligibility, Refusal> {
        if let Some(stray) = answers.iter().find(|a| !self.questions.iter().any(|q| q.code == a.question)) {
            return Err(Refusal::stop(Code::NotAChoice).with("value", &stray.question).at("answers"));
        }
        let mut outcome = Eligibility::Eligible;
        for question in &self.questions {
            let answer = answers.iter().find(|a| a.question == question.code).ok_or_else(|| {
                Refusal::stop(Code::QuestionnaireIncomplete).with("question", &question.code).at("answers")
            })?;
            if question.defers && answer.answer != Answer::No {
                outcome = Eligibility::Deferred;
            }
        }
        Ok(outcome)
    }
}
