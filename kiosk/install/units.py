"""The system's files: two services for the compositor and the counter, and what closes the machine around them."""

DATA = "/var/lib/kiosk"
PROGRAM = "/opt/kiosk"
OFFICE = "/etc/kiosk/office.toml"
ANSWERS = "/etc/kiosk/answers.toml"

USER = "kiosk"

_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
"""Whose certificates Debian believes, with those that a technician has added."""

_RUNTIME = "/run/kiosk"
_DISPLAY_NAME = "wayland-1"

_SANDBOX = f"""\
User={USER}
Group={USER}
UMask=0077
Environment=XDG_RUNTIME_DIR={_RUNTIME} LANG=C.UTF-8
Restart=always
CapabilityBoundingSet=
AmbientCapabilities=
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
PrivateTmp=yes
PrivateMounts=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
KeyringMode=private
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
ReadWritePaths={_RUNTIME}
NoExecPaths=/
ExecPaths=/usr/lib -/usr/lib64
InaccessiblePaths=-/usr/lib/klibc
"""
"""What both services are denied. Only the programs that each names can be executed: no shell is among them.
klibc's stands among the libraries.
"""

_DISPLAY = f"""\
[Unit]
Description=Screen of the immigration counter
Wants=seatd.service
After=seatd.service systemd-tmpfiles-setup.service
StartLimitIntervalSec=0

[Service]
ExecStart=/usr/bin/sway --config /etc/kiosk/sway
RestartSec=1
SupplementaryGroups=video
Environment=LIBSEAT_BACKEND=seatd WLR_RENDERER=pixman
{_SANDBOX}ExecPaths=/usr/bin/sway
RestrictAddressFamilies=AF_UNIX AF_NETLINK
IPAddressDeny=any
DevicePolicy=closed
DeviceAllow=char-drm rw
DeviceAllow=char-input rw

[Install]
WantedBy=multi-user.target
"""

_COUNTER = f"""\
[Unit]
Description=Immigration counter
Wants=kiosk-display.service
After=kiosk-display.service time-sync.target
StartLimitIntervalSec=0

[Service]
Type=notify
ExecStart={PROGRAM}/current/bin/kiosk session
RestartSec=2
WatchdogSec=55
TimeoutStartSec=120
TimeoutStopSec=10
Environment=WAYLAND_DISPLAY={_DISPLAY_NAME} KIOSK_DATA={DATA} KIOSK_OFFICE={OFFICE} SSL_CERT_FILE={_AUTHORITIES}
StateDirectory=kiosk
StateDirectoryMode=0700
{_SANDBOX}ExecPaths={PROGRAM} /usr/bin/foot -/usr/bin/python3.11 -/usr/bin/python3.12 -/usr/bin/python3.13
PrivateDevices=yes
ReadWritePaths=-/media -/mnt
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6

[Install]
WantedBy=multi-user.target
"""

_LOGIN = """\
[Login]
NAutoVTs=0
ReserveVT=0
IdleAction=ignore
HandleLidSwitch=ignore
HandleSuspendKey=ignore
HandleHibernateKey=ignore
"""

_GRUB = """\
GRUB_TIMEOUT=0
GRUB_DISABLE_RECOVERY=true
GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX consoleblank=0"
"""

_COMMAND = f"""\
#!/bin/sh
case "${{1-}}" in install | uninstall | bundle) exec {PROGRAM}/current/bin/kiosk "$@" ;; esac
export KIOSK_DATA={DATA} KIOSK_OFFICE={OFFICE} SSL_CERT_FILE={_AUTHORITIES}
export XDG_RUNTIME_DIR={_RUNTIME} WAYLAND_DISPLAY={_DISPLAY_NAME}
exec runuser -u {USER} -- {PROGRAM}/current/bin/kiosk "$@"
"""

FILES = {
    "/etc/systemd/system/kiosk-display.service": _DISPLAY,
    "/etc/systemd/system/kiosk-counter.service": _COUNTER,
    "/etc/systemd/logind.conf.d/kiosk.conf": _LOGIN,
    "/etc/systemd/system.conf.d/kiosk.conf": "[Manager]\nCtrlAltDelBurstAction=none\n",
    "/etc/systemd/journald.conf.d/kiosk.conf": "[Journal]\nSystemMaxUse=64M\nRuntimeMaxUse=16M\n",
    "/etc/sysctl.d/90-kiosk.conf": "kernel.sysrq = 0\n",
    "/etc/sysusers.d/kiosk.conf": f'u {USER} - "Immigration counter" {DATA} /usr/sbin/nologin\n',
    "/etc/tmpfiles.d/kiosk.conf": f"d {_RUNTIME} 0700 {USER} {USER} -\nd {DATA} 0700 {USER} {USER} -\n",
    "/etc/default/grub.d/kiosk.cfg": _GRUB,
}
"""Path and text of what is the same on every machine."""

COMMAND = ("/usr/local/sbin/kiosk", _COMMAND)
"""`kiosk` for the technician: as the counter's user, on its data, beside its screen; as root for the machine itself."""

MASKED = (
    "ctrl-alt-del.target",
    "getty@.service",
    "autovt@.service",
    "serial-getty@.service",
    "console-getty.service",
    "sleep.target",
    "suspend.target",
    "hibernate.target",
    "hybrid-sleep.target",
)
"""Units that never start: log-ins on a console, a restart by keys, sleep."""

SERVICES = ("seatd.service", "kiosk-display.service", "kiosk-counter.service", "systemd-timesyncd.service")

PACKAGES = (
    "sway",
    "foot",
    "fonts-arundina",
    "seatd",
    "xkb-data",
    "python3-venv",
    "systemd-timesyncd",
    "ca-certificates",
)
