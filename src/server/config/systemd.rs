//! A socket that systemd holds, so that its owner and mode are right before anything runs, and the service behind it.

use super::{Backend, File, Made, Site, literal};
use crate::server::ServerError;

const PLACE: &str = "/etc/systemd/system";

pub fn make(site: &Site) -> Result<Made, ServerError> {
    let app = site.app()?;
    let reference = app.reference();
    let (kind, start, reload) = match site.backend {
        Backend::Uwsgi => {
            app.must_be_wsgi("uWSGI")?;
            ("notify", "uwsgi --ini uwsgi.ini".to_owned(), true)
        }
        Backend::Gunicorn => ("notify", format!("gunicorn --chdir . \"{reference}\""), true),
        Backend::Uvicorn => {
            let factory = if app.is_factory() { "--factory " } else { "" };
            let target = reference.trim_end_matches("()");
            // A unix socket has no address that could be told apart: the front end is who may connect to it.
            ("exec", format!("uvicorn --app-dir . --fd 3 --forwarded-allow-ips=* {factory}{target}"), false)
        }
    };
    let Site { name, user, front, .. } = site;
    let (socket, dir, why) = (site.socket(), literal::unit(&site.dir)?, &app.why);
    let reload = if reload { "ExecReload=kill -HUP $MAINPID\n" } else { "" };
    let socket = format!(
        "[Unit]\n\
         Description=Socket of {name}\n\
         \n\
         [Socket]\n\
         ListenStream={socket}\n\
         # The front end's group may connect, and nobody else.\n\
         SocketGroup={front}\n\
         SocketMode=0660\n\
         \n\
         [Install]\n\
         WantedBy=sockets.target\n"
    );
    let service = format!(
        "[Unit]\n\
         Description={name}\n\
         Requires={name}.socket\n\
         After=network.target\n\
         \n\
         [Service]\n\
         Type={kind}\n\
         User={user}\n\
         # The only line that names the project. noglue finds the environment from here. Move the project, and this is\n\
         # what to edit.\n\
         WorkingDirectory={dir}\n\
         # {why}.\n\
         # The program is found in /usr/local/bin or /usr/bin ('noglue setup --system', once per machine).\n\
         ExecStart={start}\n\
         {reload}\
         Restart=on-failure\n\
         NoNewPrivileges=yes\n\
         PrivateTmp=yes\n\
         ProtectSystem=full\n\
         \n\
         [Install]\n\
         WantedBy=multi-user.target\n"
    );
    let mut next = vec![format!("systemctl daemon-reload && systemctl enable --now {name}.socket {name}.service")];
    if site.backend == Backend::Uwsgi {
        next.insert(0, "the service reads uwsgi.ini in the project: 'noglue server uwsgi --write .' there".into());
    }
    let file = |end: &str, text| File { name: format!("{name}.{end}"), place: Some(PLACE), text };
    Ok(Made { files: vec![file("socket", socket), file("service", service)], next })
}
