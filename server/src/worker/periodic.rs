//! What is done every hour and every day.

use crate::account::{SealedSessions, forget_sign_up_days, purge_guesses};
use crate::ctx::Ctx;
use crate::discussion::purge_former_drafts;
use crate::error::Error;
use crate::integrity::purge_marks;
use crate::private_rows::purge_private_rows;
use crate::reputation::{
    award_badges, count_citations, refresh_shown, reward_discussions, reward_weeks, settle_silence,
};

/// Posts the daily rewards and decay, then refreshes the public figures. A failed step does not stop the others; the
/// first error is returned at the end.
pub async fn daily(ctx: &Ctx) -> Result<(), Error> {
    // Badges first, while the daily cap still has room for their points.
    let steps = [
        ("badges", award_badges(ctx).await),
        ("citations", count_citations(ctx).await),
        ("weeks", reward_weeks(ctx).await),
        ("discussions", reward_discussions(ctx).await),
        ("silence", settle_silence(ctx).await),
        ("shown", refresh_shown(ctx).await),
    ];
    let mut done = Ok(());
    for (step, result) in steps {
        if let Err(error) = result {
            tracing::error!(step, %error, "a step of the daily job failed");
            done = done.and(Err(error));
        }
    }
    done
}

/// Deletes what has expired.
pub async fn purge(ctx: &Ctx) -> Result<(), Error> {
    let today = ctx.clock.now().day();
    SealedSessions::of(ctx).purge().await?;
    purge_guesses(ctx).await?;
    forget_sign_up_days(ctx, today).await?;
    purge_marks(ctx.forum(), today).await?;
    purge_private_rows(ctx.forum(), today).await?;
    purge_former_drafts(ctx.forum(), today).await
}
