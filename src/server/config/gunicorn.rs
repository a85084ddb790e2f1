//! gunicorn.conf.py of a project.

use std::path::Path;

use super::{Backend, File, Made, Site, literal};
use crate::server::ServerError;
use crate::server::app::Interface;

const NAME: &str = "gunicorn.conf.py";

pub fn make(site: &Site, at: Option<&Path>) -> Result<Made, ServerError> {
    let app = site.app()?;
    let below =
        site.dir.strip_prefix(at.unwrap_or(&site.dir)).ok().filter(|_| at.is_none_or(|at| at.parent().is_some()));
    let (explained, chdir) = match below {
        Some(below) if below.as_os_str().is_empty() => (HERE, "os.path.dirname(os.path.abspath(__file__))".to_owned()),
        Some(below) => {
            (HERE, format!("os.path.join(os.path.dirname(os.path.abspath(__file__)), {})", literal::python(below)?))
        }
        None => (NAMED, literal::python(&site.dir)?),
    };
    // Also where the file finds its directory out by itself.
    literal::python(&site.dir)?;
    let worker = match app.interface {
        Interface::Wsgi => "",
        Interface::Asgi => {
            "# An ASGI application: the project needs the packages uvicorn and uvicorn-worker.\n\
             worker_class = \"uvicorn_worker.UvicornWorker\"\n"
        }
    };
    let Site { name, user, front, .. } = site;
    let run = site.run();
    let socket = Site { backend: Backend::Gunicorn, ..site.clone() }.socket();
    let (reference, why) = (app.reference(), &app.why);
    let text = format!(
        "# gunicorn for {name}: 'gunicorn' in this directory, or 'gunicorn -c {NAME}' with its path from anywhere.\n\
         import os\n\
         \n\
         {explained}\n\
         # noglue finds the environment from here.\n\
         chdir = {chdir}\n\
         # {why}.\n\
         wsgi_app = \"{reference}\"\n\
         {worker}\
         workers = 2\n\
         # Under systemd the socket is that of {name}.socket, and this line is not used.\n\
         bind = \"unix:{socket}\"\n\
         \n\
         if os.getuid() == 0:\n    \
             # Started as root, which is safe only where this file and all above it belong to root: the workers are\n    \
             # {user}, and the socket is open to them and the group {front} only.\n    \
             os.makedirs(\"{run}\", exist_ok=True)\n    \
             user, group, umask = \"{user}\", \"{front}\", 0o007\n"
    );
    let next = vec![
        "start it with systemd: 'noglue server systemd --backend gunicorn'".into(),
        "the web server in front: 'noglue server nginx --backend gunicorn'".into(),
    ];
    Ok(Made { files: vec![File { name: NAME.into(), place: None, text }], next })
}

const HERE: &str = "# The directory of this file: a project that moves needs no edit.";
const NAMED: &str = "# The only line that names the project. Move the project, and this is what to edit.";
