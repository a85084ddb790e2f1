//! Front ends that hand requests on to a socket: nginx and lighttpd. They need nothing of the project's directory.

use super::{Backend, File, Made, Site};
use crate::server::app::Interface;

pub fn nginx(site: &Site) -> Made {
    let Site { name, front, .. } = site;
    let socket = site.socket();
    let server_name = match &site.domain {
        Some(domain) => format!("    server_name {domain};\n"),
        None => "    # No name: it answers where no other site does. 'noglue server nginx --domain NAME' gives it one.\n    \
                 server_name _;\n"
            .into(),
    };
    let is_asgi = site.app.as_ref().is_ok_and(|app| app.interface == Interface::Asgi);
    let upgrade = if is_asgi {
        "        # WebSockets.\n        \
         proxy_http_version 1.1;\n        \
         proxy_set_header Upgrade $http_upgrade;\n        \
         proxy_set_header Connection $http_connection;\n"
    } else {
        ""
    };
    let pass = match site.backend {
        Backend::Uwsgi => format!("        include uwsgi_params;\n        uwsgi_pass unix:{socket};\n"),
        Backend::Gunicorn | Backend::Uvicorn => format!(
            "        proxy_pass http://unix:{socket};\n        \
             proxy_set_header Host $http_host;\n        \
             # Set, not added to: a client could say anything.\n        \
             proxy_set_header X-Forwarded-For $remote_addr;\n        \
             proxy_set_header X-Forwarded-Proto $scheme;\n{upgrade}"
        ),
    };
    let text = format!(
        "# nginx for {name}. Nothing here depends on where the project lies.\n\
         server {{\n    \
             listen 80;\n    \
             listen [::]:80;\n\
         {server_name}    \
             location / {{\n        \
                 # Open to the group {front}, which nginx must run as.\n\
         {pass}    \
             }}\n\
         }}\n"
    );
    let next = vec![
        format!("ln -s ../sites-available/{name} /etc/nginx/sites-enabled/ && nginx -t && systemctl reload nginx"),
        behind(site),
    ];
    Made { files: vec![File { name: name.clone(), place: Some("/etc/nginx/sites-available"), text }], next }
}

pub fn lighttpd(site: &Site) -> Made {
    let Site { name, front, .. } = site;
    let socket = site.socket();
    let (module, settings) = match site.backend {
        Backend::Uwsgi => (
            "mod_scgi",
            format!(
                "scgi.protocol = \"uwsgi\"\n\
                 scgi.server = ( \"/\" => (( \"socket\" => \"{socket}\", \"check-local\" => \"disable\",\n    \
                     \"fix-root-scriptname\" => \"enable\" )))\n"
            ),
        ),
        Backend::Gunicorn | Backend::Uvicorn => {
            ("mod_proxy", format!("proxy.server = ( \"\" => (( \"host\" => \"{socket}\" )))\n"))
        }
    };
    let settings = match &site.domain {
        Some(domain) => {
            let inner: String = settings.lines().map(|line| format!("    {line}\n")).collect();
            format!("$HTTP[\"host\"] =~ \"^{}(:[0-9]+)?$\" {{\n{inner}}}\n", domain.replace('.', "\\."))
        }
        None => format!("# For every host. 'noglue server lighttpd --domain NAME' takes one only.\n{settings}"),
    };
    let text = format!(
        "# lighttpd for {name}. Nothing here depends on where the project lies.\n\
         server.modules += ( \"{module}\" )\n\
         # The socket is open to the group {front}, which lighttpd must run as.\n\
         {settings}"
    );
    let next = vec![
        format!("lighty-enable-mod {name} && lighttpd -tt -f /etc/lighttpd/lighttpd.conf && systemctl reload lighttpd"),
        behind(site),
    ];
    let file = File { name: format!("50-{name}.conf"), place: Some("/etc/lighttpd/conf-available"), text };
    Made { files: vec![file], next }
}

fn behind(site: &Site) -> String {
    match site.backend {
        Backend::Uwsgi => "behind it: 'noglue server uwsgi' or 'noglue server emperor'; for another, --backend".into(),
        Backend::Gunicorn => "behind it: 'noglue server systemd --backend gunicorn'; for another, --backend".into(),
        Backend::Uvicorn => "behind it: 'noglue server systemd --backend uvicorn'; for another, --backend".into(),
    }
}
