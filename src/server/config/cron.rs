//! A file of jobs for /etc/cron.d.

use super::{File, Made, Site, literal};
use crate::server::ServerError;

pub fn make(site: &Site) -> Result<Made, ServerError> {
    let Site { name, user, .. } = site;
    let dir = literal::crontab(&site.dir)?;
    let (explained, job) = if site.has_manage {
        ("# Django's daily broom, as an example.", "python3 manage.py clearsessions")
    } else {
        ("# An example; take the '#' off and name your script.", "python3 SCRIPT.py")
    };
    let off = if site.has_manage { "" } else { "#" };
    let text = format!(
        "# Jobs of {name}. Nothing is activated: noglue finds the environment from where the script lies.\n\
         # The only line that names the project. Move the project, and this is what to edit.\n\
         PROJECT={dir}\n\
         # cron's own PATH lacks /usr/local/bin.\n\
         PATH=/usr/local/bin:/usr/bin:/bin\n\
         \n\
         {explained} A '%' in a job is written '\\%'.\n\
         # minute hour day month weekday user command; in a user's own crontab, leave the user out\n\
         {off}17 3 * * * {user} cd \"$PROJECT\" && {job}\n"
    );
    let next = vec!["cron reads it within a minute; the file must belong to root and be writable by root only".into()];
    Ok(Made { files: vec![File { name: name.clone(), place: Some("/etc/cron.d"), text }], next })
}
