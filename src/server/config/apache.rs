//! A site of Apache: mod_wsgi in a process of its own, as the project's user.

use super::{File, Made, Site, literal};
use crate::server::ServerError;

pub fn make(site: &Site) -> Result<Made, ServerError> {
    let app = site.app()?;
    app.must_be_wsgi("mod_wsgi")?;
    let unserved = |why, instead| ServerError::Unserved { server: "mod_wsgi", app: app.reference(), why, instead };
    let Some(file) = &app.file else {
        return Err(unserved(
            "it needs a file to load",
            "put a wsgi.py into the project that imports it as 'application'",
        ));
    };
    if app.is_factory() {
        let instead = "put a wsgi.py into the project with 'application = ...()'";
        return Err(unserved("it takes an object, not a function that makes one", instead));
    }
    let Site { name, user, user_group, .. } = site;
    let variable = format!("noglue_{}", name.replace('-', "_"));
    let (dir, why) = (literal::apache(&site.dir)?, &app.why);
    let file = file.to_str().expect("made of names that are text");
    let server_name = match &site.domain {
        Some(domain) => format!("    ServerName {domain}\n"),
        None => {
            "    # 'noglue server apache --domain NAME' adds the ServerName that tells several sites apart.\n".into()
        }
    };
    let callable = match app.callable.as_str() {
        "application" => String::new(),
        other => format!("    WSGICallableObject {other}\n"),
    };
    let text = format!(
        "# Apache with mod_wsgi for {name}.\n\
         # The only line that names the project. noglue finds the environment from here: no python-home, no python-path.\n\
         # Move the project, and this is what to edit.\n\
         Define {variable} {dir}\n\
         \n\
         <VirtualHost *:80>\n\
         {server_name}    \
             # Processes of its own: as {user}, and no other project's packages in them.\n    \
             WSGIDaemonProcess {name} user={user} group={user_group} home=\"${{{variable}}}\" \\\n        \
             processes=2 threads=15 locale=C.UTF-8 display-name=%{{GROUP}}\n    \
             # {why}.\n    \
             # %{{GLOBAL}}: extension modules that know no second interpreter (numpy, lxml) work in this one.\n    \
             WSGIScriptAlias / \"${{{variable}}}/{file}\" process-group={name} application-group=%{{GLOBAL}}\n\
         {callable}    \
             <Location \"/\">\n        \
                 Require all granted\n    \
             </Location>\n\
         </VirtualHost>\n"
    );
    let next = vec![format!("a2enmod wsgi && a2ensite {name} && apache2ctl configtest && systemctl reload apache2")];
    let file = File { name: format!("{name}.conf"), place: Some("/etc/apache2/sites-available"), text };
    Ok(Made { files: vec![file], next })
}
