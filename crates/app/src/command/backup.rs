//! Backups: what there is, one now, a check, the folder. The work itself is the background's.

use crate::backup::{self, Wish};
use crate::context::{Answer, Cx};
use api::wire::*;

pub(crate) fn backup_list(cx: &mut Cx<'_>, _: Empty) -> Answer<BackupOverview> {
    backup::overview(cx)
}

pub(crate) fn backup_now(cx: &mut Cx<'_>, _: Empty) -> Answer<BackupOverview> {
    cx.state.backup.wish(Wish::BackUp);
    backup::overview(cx)
}

pub(crate) fn backup_verify(cx: &mut Cx<'_>, request: GenerationQuery) -> Answer<BackupOverview> {
    let overview = backup::overview(cx)?;
    if !overview.generations.iter().any(|one| one.name == request.generation) {
        let unknown = api::Problem::refusal("backup.not_one").with("folder", request.generation);
        return Err(unknown.at("generation"));
    }
    cx.state.backup.wish(Wish::Verify(request.generation));
    Ok(overview)
}

pub(crate) fn backup_set_folder(cx: &mut Cx<'_>, request: SetBackupFolder) -> Answer<BackupOverview> {
    backup::set_folder(cx, request.folder.as_deref())?;
    backup::overview(cx)
}
