//! What becomes of a person's account: roles, suspension, badges, passwords, reviews, refused attempts.

use super::record;
use crate::{Meaning, PersonId, Role, SignInFailure, SiteId};

record! {
    /// A role, at all sites or at some.
    RoleGrant {
        /// Which role.
        0 role: Role,
        /// Where; empty means at all sites.
        1 sites: Vec<SiteId>,
    }

    /// A person's roles change: these and no others from now on.
    RolesChanged {
        /// Who.
        0 person: PersonId,
        /// All roles.
        1 grants: Vec<RoleGrant>,
        /// Why.
        2 reason: String,
    }

    /// A person may not sign in any more.
    PersonSuspended {
        /// Who.
        0 person: PersonId,
        /// Why.
        1 reason: String,
    }

    /// A suspended person may sign in again.
    PersonReinstated {
        /// Who.
        0 person: PersonId,
        /// Why.
        1 reason: String,
    }

    /// A person gets a badge; one that was held before is replaced.
    BadgeGiven {
        /// Who.
        0 person: PersonId,
        /// Text of the badge's barcode; never given twice.
        1 badge: String,
    }

    /// A badge is no longer good: lost, stolen, handed in.
    BadgeRevoked {
        /// Whose.
        0 person: PersonId,
        /// Text of the badge's barcode.
        1 badge: String,
        /// Why.
        2 reason: String,
    }

    /// An administrator sets a password that must be changed at the next sign-in. Unlocks the account.
    PasswordReset {
        /// Whose.
        0 person: PersonId,
        /// Argon2id hash.
        1 password_hash: String,
    }

    /// A person changes the own password.
    PasswordChanged {
        /// Who.
        0 person: PersonId,
        /// Argon2id hash.
        1 password_hash: String,
    }

    /// An administrator reviewed an account, as 21 CFR 11.300(b) wants periodically.
    AccountReviewed {
        /// Whose.
        0 person: PersonId,
        /// Digest of the account as it was shown, hexadecimal.
        1 digest: String,
        /// Printed name of the signer.
        2 name: String,
        /// Meaning of the signature.
        3 meaning: Meaning,
    }

    /// A badge was scanned to see that it reads, and that it is this person's, as 21 CFR 11.300(e) wants at first and
    /// from time to time.
    BadgeTested {
        /// Whose.
        0 person: PersonId,
        /// Whether the scan named this person.
        1 good: bool,
    }

    /// An attempt to sign in, to sign or to name oneself by a badge was refused.
    SignInRefused {
        /// Who, where that is known.
        0 person: Option<PersonId>,
        /// Why.
        1 why: SignInFailure,
    }
}

impl RoleGrant {
    /// The role at all sites.
    #[must_use]
    pub const fn everywhere(role: Role) -> Self {
        Self { role, sites: Vec::new() }
    }

    /// Whether the role is held at a site.
    #[must_use]
    pub fn holds_at(&self, site: SiteId) -> bool {
        self.sites.is_empty() || self.sites.contains(&site)
    }
}
