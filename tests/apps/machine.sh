# machine.sh ROOT DIR NOGLUE: the first process of a machine, in namespaces of its own. Writes its process id as the
# host sees it, then "ready"; ends, and with it everything on the machine, when its standard input does.
set -eu
read -r pid _ </proc/self/stat
echo "$pid"
exec 3<&0 </dev/null

# All that is written goes to memory, which ends with the namespace.
mount -t tmpfs -o mode=0755 machine "$2"
mkdir "$2/upper" "$2/work" "$2/root"
root=$2/root
if ! mount -t overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" overlay "$root" 2>/dev/null; then
    cp -a "$1/." "$root"
fi

mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=0755 dev "$root/dev"
for device in full null random tty urandom zero; do
    : >"$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for name in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${name%:*}" "$root/dev/${name#*:}"; done
: >"$root/usr/local/bin/noglue"
mount --bind "$3" "$root/usr/local/bin/noglue"

mkdir "$root/.host"
cd "$root"
pivot_root . .host
exec /usr/sbin/chroot . /bin/sh -euc '
    umount --lazy /.host
    rmdir /.host
    ip link set lo up
    hostname machine
    echo "127.0.0.1 localhost machine" >/etc/hosts
    echo ready
    # Waits in a way that takes leave of orphans too.
    cat <&3 >/dev/null &
    wait "$!"
'
