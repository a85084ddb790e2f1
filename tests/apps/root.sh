#!/usr/bin/env bash
# root.sh DIR: makes DIR a small system of this machine's own release, with app servers in it, three people, and
# wheels in /srv/wheels. Run as root in a mount namespace of its own (`unshare --mount`), so that no mount stays.
#
# Where packages come from is what this machine's apt and pip are set to use; nothing is named here.
set -euo pipefail

dir=$1

packages=(
    apache2 ca-certificates cron curl gcc gunicorn iproute2 libapache2-mod-wsgi-py3 libc6-dev lighttpd nginx-light
    openssh-client openssh-server procps python3 python3-dev python3-django python3-gevent python3-venv sudo uwsgi
    uwsgi-core uwsgi-emperor uwsgi-plugin-gevent-python3 uwsgi-plugin-python3
)
# With what they need.
wheels=(
    celery==5.7.0 django==5.2.19 flup==1.0.3 gevent==26.9.0 granian==2.8.7 gunicorn==27.0.1 packaging tzdata
    uvicorn==0.54.0 waitress==3.0.2
)
# By themselves: other versions, and what is compiled here.
alone=(django==5.1.15 django==4.2.11 uwsgi==2.0.31)

. /etc/os-release
mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v release="$VERSION_CODENAME" '$1 == release && $2 == "main" { print $3; exit }')
if [ -z "$mirror" ]; then
    echo "apt has no source of $VERSION_CODENAME main" >&2
    exit 1
fi
proxies=$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)
(
    eval "$proxies"
    export http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}"
    list=$(IFS=,; echo "${packages[*]}")
    debootstrap --variant=minbase --include="$list" "$VERSION_CODENAME" "$dir" "$mirror"
)

uid=2001
for user in alice bob carol; do
    chroot "$dir" useradd --uid "$uid" --user-group --create-home --shell /bin/bash "$user"
    uid=$((uid + 1))
done

# The network as this machine has it, for the wheels only.
lend() {
    if [ -e "$1" ]; then
        local real
        real=$(realpath "$1")
        mkdir -p "$dir$(dirname "$1")"
        if [ -d "$real" ]; then mkdir -p "$dir$1"; else touch "$dir$1"; fi
        mount --bind "$real" "$dir$1"
    fi
}
mount -t proc proc "$dir/proc"
for path in /etc/ssl /etc/resolv.conf /etc/hosts /etc/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf" \
    "${PIP_CONFIG_FILE:-}" "${PIP_CERT:-}" "${SSL_CERT_FILE:-}" "${REQUESTS_CA_BUNDLE:-}"; do
    case $path in
    /etc/ssl/*) ;;
    /*) lend "$path" ;;
    esac
done
unset PIP_FIND_LINKS PYTHONDONTWRITEBYTECODE
export PATH=/usr/sbin:/usr/bin:/sbin:/bin PIP_DISABLE_PIP_VERSION_CHECK=1
chroot "$dir" python3 -m venv /tmp/pip
pip() { chroot "$dir" /tmp/pip/bin/pip --no-cache-dir "$@"; }
pip wheel --quiet --wheel-dir /srv/wheels "${wheels[@]}"
for wheel in "${alone[@]}"; do
    pip wheel --quiet --use-pep517 --no-deps --wheel-dir /srv/wheels "$wheel"
done
umount --recursive "$dir/proc"

rm -rf "$dir"/tmp/pip "$dir"/var/cache/apt/archives/*.deb "$dir"/var/lib/apt/lists/* "$dir"/usr/share/{doc,man,locale}
