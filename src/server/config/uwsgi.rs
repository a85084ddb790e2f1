//! uwsgi.ini of a project, which is a vassal as well; the Emperor, and the folder of a vassal's socket.

use std::path::Path;

use super::{Backend, File, Made, Site, literal};
use crate::server::ServerError;

const NAME: &str = "uwsgi.ini";

pub fn project(site: &Site, at: Option<&Path>) -> Result<Made, ServerError> {
    let app = site.app()?;
    app.must_be_wsgi("uWSGI")?;
    let at = at.unwrap_or(&site.dir);
    let inside = site.dir.strip_prefix(at).ok().filter(|_| at.parent().is_some());
    let (explained, chdir) = match inside {
        Some(below) => {
            literal::magic_dir(at)?;
            let below = if below.as_os_str().is_empty() { String::new() } else { literal::ini(below)? };
            let explained = "# The directory of this file: a project that moves needs no edit. A link to the file does not do: %d\n\
                             # would be the link's directory.";
            (explained, format!("%d{below}"))
        }
        None => {
            let explained = "# The only line that names the project. Move the project, and this is what to edit; in a file that lies\n\
                             # in the project it can be %d, the directory of the file.";
            (explained, literal::ini(&site.dir)?)
        }
    };
    let Site { name, user, user_group, front, .. } = site;
    let run = site.run();
    let socket = Site { backend: Backend::Uwsgi, ..site.clone() }.socket();
    let (reference, why) = (app.reference(), &app.why);
    let text = format!(
        "# uWSGI for {name}, alone ('uwsgi --ini {NAME}') or as a vassal of an Emperor.\n\
         [uwsgi]\n\
         # Debian's uWSGI has Python in a plugin; one that has it built in says so once and goes on.\n\
         plugins = python3\n\
         \n\
         {explained}\n\
         # noglue finds the environment from here: no home, no virtualenv, no pythonpath.\n\
         chdir = {chdir}\n\
         # {why}.\n\
         module = {reference}\n\
         # Without its application it ends, rather than answer every request with an error.\n\
         need-app = true\n\
         \n\
         # Started as root, which is safe only where this file and all above it belong to root, it becomes this user. A\n\
         # tyrant Emperor takes the owner of this file instead.\n\
         uid = {user}\n\
         gid = {user_group}\n\
         # The socket's folder, made while it is root still: {user} may write to it, the group {front} may enter, and the\n\
         # set-group-id bit hands the socket to that group.\n\
         exec-as-root = install -d -m 2750 -o {user} -g {front} {run}\n\
         socket = {socket}\n\
         chmod-socket = 660\n\
         \n\
         master = true\n\
         processes = 2\n\
         # SIGTERM ends it, as everybody expects, and does not reload it.\n\
         die-on-term = true\n\
         # A misspelt option is an error.\n\
         strict = true\n"
    );
    let next = vec![
        if inside.is_some() {
            "an Emperor starts it by itself: 'noglue server emperor'; alone and as root, write it where only root may"
                .into()
        } else {
            format!("start it as root: uwsgi --ini {NAME}")
        },
        "the web server in front: 'noglue server nginx --backend uwsgi'".into(),
    ];
    Ok(Made { files: vec![File { name: NAME.into(), place: None, text }], next })
}

pub fn emperor(site: &Site) -> Result<Made, ServerError> {
    let parent = site.dir.parent().unwrap_or(Path::new("/"));
    let pattern = literal::ini_glob(&parent.join("*"))?;
    let pattern = pattern.strip_suffix("\\*").expect("the last character is the star just joined");
    let emperor = format!(
        "# The Emperor: one for all projects. A project with a {NAME} is a vassal, which starts and ends with that file and\n\
         # is reloaded when it is touched. Start it in a directory that stays: it ends when that one is moved or removed.\n\
         [uwsgi]\n\
         emperor = {pattern}*/{NAME}\n\
         # A vassal runs as owner and group of its {NAME}, from its first instruction on; one that belongs to root is\n\
         # refused. Who may write to the file gains nothing by it.\n\
         emperor-tyrant = true\n\
         die-on-term = true\n\
         strict = true\n"
    );
    let Site { name, user, user_group, front, .. } = site;
    let run = site.run();
    let folder = format!(
        "# The folder of {name}'s socket: {user} may write to it, the group {front} may enter, and the set-group-id bit hands\n\
         # the socket to that group. A vassal is not root and cannot make it.\n\
         d {run} 2750 {user} {front} -\n"
    );
    let folder_file = format!("{name}.conf");
    let next = vec![
        format!(
            "systemd-tmpfiles --create {folder_file}, or without systemd: install -d -m 2750 -o {user} -g {front} {run}"
        ),
        format!("in the project: noglue server uwsgi --write . && chown {user}:{user_group} {NAME}"),
        "systemctl restart uwsgi-emperor, or without systemd: cd / && uwsgi --ini /etc/uwsgi-emperor/emperor.ini"
            .into(),
    ];
    let files = vec![
        File { name: "emperor.ini".into(), place: Some("/etc/uwsgi-emperor"), text: emperor },
        File { name: folder_file, place: Some("/etc/tmpfiles.d"), text: folder },
    ];
    Ok(Made { files, next })
}
