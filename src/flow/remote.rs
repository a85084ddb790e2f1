//! Files of requirements that lie on servers, for whoever reads requirements.
//!
//! A URL in, bytes out: by the session's rules for credentials, certificates, proxies and redirects. Keeps nothing.

use std::cell::OnceCell;
use std::sync::Arc;

use super::options::IndexOptions;
use super::session;
use crate::context::Context;
use crate::error::{Error, Exit, Plain, Result};
use crate::net::{Address, Ask, Net, NetError};
use crate::requirements::Unread;

/// A list of requirements is no larger.
const LIMIT: u64 = 10 << 20;

/// Reads URLs; nothing is started before the first.
pub(super) fn reader<'a>(
    context: &'a Context,
    index: &'a IndexOptions,
) -> impl Fn(&str) -> std::result::Result<Vec<u8>, Unread> + 'a {
    let net = OnceCell::new();
    move |url| opened(context, index, &net).and_then(|net| read(context, net, url)).map_err(|error| unread(&error))
}

/// The same by what is open already.
pub(super) fn over<'a>(
    context: &'a Context,
    net: &'a Arc<Net>,
) -> impl Fn(&str) -> std::result::Result<Vec<u8>, Unread> + 'a {
    |url| read(context, net, url).map_err(|error| unread(&error))
}

fn opened<'a>(context: &Context, index: &IndexOptions, cell: &'a OnceCell<Arc<Net>>) -> Result<&'a Arc<Net>> {
    if cell.get().is_none() {
        let _ = cell.set(session::net(context, index)?);
    }
    Ok(cell.get().expect("it was set above"))
}

fn read(context: &Context, net: &Arc<Net>, url: &str) -> Result<Vec<u8>> {
    let (address, credential) =
        Address::parse(url).map_err(|why| Plain::refused(format!("it is {why}")).hint("correct the URL"))?;
    if let Some(credential) = credential {
        net.credentials().learn(&address, credential);
    }
    if net.is_offline() {
        let hint = "run it without --offline (or NOGLUE_OFFLINE), or download the file and name that";
        return Err(Plain::new(Exit::Network, "the network is off").hint(hint).into());
    }
    if net.is_open_to_others(&address) {
        context.ui.warn(format!(
            "{address} comes over plain http: whoever is in between can change it; use https, or '--trusted-host {}'",
            address.origin().host
        ));
    }
    let ask = Ask { gzip: true, ..Ask::file(address) };
    let asking = net.clone();
    let whole = net.block_on(async move { asking.whole(&ask, LIMIT).await })??;
    match whole.status {
        200 => Ok(whole.bytes),
        404 | 410 => Err(Plain::new(Exit::Network, format!("there is no such file ({})", whole.status))
            .hint("correct the URL where it is written")
            .into()),
        status => Err(NetError::Status { address: whole.address, status }.into()),
    }
}

fn unread(error: &Error) -> Unread {
    Unread { why: error.chain().join(": "), exit: error.exit(), hints: error.hints() }
}
