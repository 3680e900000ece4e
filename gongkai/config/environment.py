"""The platform is configured by environment variables only; this is the whole list.

Each variable says what it is for, what it is when nothing is set, and how its text is read.
A wrong value stops the start with a Chinese sentence (`ConfigurationError`); the page
`docs/configuration.md` is generated from this list.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from cryptography.x509 import load_pem_x509_certificates

from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.keys import COSIGNATURE, VerifierKey


class ConfigurationError(Exception):
    """A variable holds something that cannot be used; the message says what and how to mend it."""


@dataclass(frozen=True)
class Variable:
    """One environment variable: how it is called, read and explained."""

    name: str
    default: str
    read: Callable[[str], Any]
    meaning: str  # Chinese, for the generated page


def text(value: str) -> str:
    return value.strip()


def switch(value: str) -> bool:
    known = {
        "1": True,
        "true": True,
        "yes": True,
        "0": False,
        "false": False,
        "no": False,
        "": False,
    }
    if value.strip().lower() not in known:
        raise ValueError("请填写 1 或 0。")
    return known[value.strip().lower()]


def whole_number(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not value.strip().isdigit() or not low <= int(value) <= high:
            raise ValueError(f"请填写 {low} 至 {high} 之间的整数。")
        return int(value)

    return read


def folder(value: str) -> Path:
    path = Path(value).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise ValueError("这是一个文件，请填写文件夹的路径。")
    return path


def site_address(value: str) -> str:
    parts = urlsplit(value.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("请填写完整网址，例如 https://www.example.gov.cn 。")
    return value.strip().rstrip("/")


def host_names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


def networks(value: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks, parted by commas: 127.0.0.1, 10.1.0.0/16."""
    found = []
    for one in value.split(","):
        if not one.strip():
            continue
        try:
            found.append(ip_network(one.strip()))
        except ValueError:
            raise ValueError(
                f"“{one.strip()}”不是网络地址，请填写如 10.1.0.5 或 10.1.0.0/16 ，用英文逗号分隔。"
            ) from None
    return found


def scanner(value: str) -> str:
    address = value.strip()
    if address and not address.startswith("/") and not address.rpartition(":")[2].isdigit():
        raise ValueError("请填写绝对路径，例如 /run/clamav/clamd.ctl ，或“主机:端口”。")
    return address


def database(value: str) -> dict[str, Any]:
    """Read `sqlite:///path`, or `postgresql://user:password@host:port/name`, into Django's form."""
    parts = urlsplit(value.strip())
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(parts.path[1:]) or ""}
    if parts.scheme in {"postgresql", "postgres"}:
        if not parts.path.strip("/"):
            raise ValueError("网址末尾缺少数据库名，例如 postgresql://用户@主机/gongkai 。")
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
            # The rest is libpq's: target_session_attrs, sslmode, connect_timeout …
            "OPTIONS": {name: unquote(said) for name, said in query.items() if name != "host"},
        }
    raise ValueError("只支持 sqlite:///文件路径 或 postgresql://用户:口令@主机:端口/库名 。")


def mail_server(value: str) -> dict[str, Any]:
    """Read `smtp://user:password@host:port`, or `smtps://…` for TLS from the first byte."""
    parts = urlsplit(value.strip())
    if not value.strip():
        return {"backend": "filebased"}
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("请填写 smtp://用户:口令@主机:端口 或 smtps://用户:口令@主机:端口 。")
    secure = parts.scheme == "smtps"
    return {
        "backend": "smtp",
        "host": parts.hostname,
        "port": parts.port or (465 if secure else 25),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "ssl": secure,
        "starttls": not secure and parts.query == "starttls",
    }


def mail_address(value: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", value.strip()):
        raise ValueError("请填写电子邮箱地址，例如 noreply@example.gov.cn 。")
    return value.strip()


def witnesses(value: str) -> list[tuple[str, str]]:
    """Addresses and verifier keys, parted by commas: http://w1.example.cn:8790 名称+编号+公钥."""
    found = []
    for one in value.split(","):
        match one.split():
            case []:
                continue
            case [address, vkey]:
                found.append((site_address(address), _witness_key(vkey)))
            case _:
                raise ValueError("每个见证请写“网址 公钥”，中间一个空格；几个见证用英文逗号分隔。")
    return found


def _witness_key(vkey: str) -> str:
    try:
        kind = VerifierKey.parse(vkey).type
    except LogError:
        kind = b""
    if kind != COSIGNATURE:
        raise ValueError(
            f"“{vkey[:80]}”不是见证的公钥；请抄录对方 gongkai-verify witness key 所显示的整行。"
        )
    return vkey


def time_stamps(value: str) -> str:
    """The address of a time stamping authority; empty: none."""
    return site_address(value) if value.strip() else ""


def certificate(value: str) -> Path | None:
    """A file of certificates in PEM form that is there."""
    if not value.strip():
        return None
    path = Path(value.strip()).expanduser().resolve()
    try:
        load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError):
        raise ValueError("读不到这个文件，或者其中没有 PEM 格式的证书。") from None
    return path


VARIABLES: tuple[Variable, ...] = (
    Variable("GONGKAI_HOME", "var", folder, "实例文件夹：数据库、文件、公开页面都在其中。"),
    Variable(
        "GONGKAI_DATABASE_URL",
        "",
        lambda value: database(value) if value.strip() else None,
        "数据库地址；留空时使用实例文件夹中的 SQLite。生产环境用 postgresql://…；有备库的写两台主机："
        "postgresql://用户:口令@/库名?host=主机甲,主机乙&target_session_attrs=read-write 。",
    ),
    Variable(
        "GONGKAI_REPLICA_URL",
        "",
        lambda value: database(value) if value.strip() else None,
        "只读备库的地址，写法同上；留空则不用。只读取的访问从备库读，刚提交过的人仍从主库读；"
        "备库不应答时自动改读主库。",
    ),
    Variable("GONGKAI_SITE_URL", "http://127.0.0.1:8000", site_address, "公众访问的网址。"),
    Variable("GONGKAI_HOSTS", "", host_names, "另外允许的主机名，用英文逗号分隔。"),
    Variable(
        "GONGKAI_TRUSTED_PROXIES",
        "127.0.0.0/8,::1",
        networks,
        "前置代理（nginx）的地址或网段，用英文逗号分隔；只相信它们在 X-Forwarded-For 中所写的访问者"
        "地址，用来限制登录失败和提交的次数。默认只信本机。代理在别的机器上时须填写，否则所有访问者"
        "被当作同一个地址；不要写入代理以外的机器。",
    ),
    Variable("GONGKAI_LISTEN", "127.0.0.1", text, "内置服务器监听的地址。"),
    Variable("GONGKAI_PORT", "8000", whole_number(1, 65535), "内置服务器监听的端口。"),
    Variable("GONGKAI_WORKERS", "1", whole_number(1, 64), "内置服务器的进程数。"),
    Variable("GONGKAI_SECRET_KEY", "", text, "签名密钥；留空时使用实例文件夹中自动生成的密钥。"),
    Variable("GONGKAI_DEBUG", "0", switch, "开发模式（1 开 0 关）；生产环境必须为 0。"),
    Variable("GONGKAI_LOG_LEVEL", "INFO", text, "日志级别：DEBUG、INFO、WARNING、ERROR。"),
    Variable(
        "GONGKAI_UPLOAD_MAX_MB", "50", whole_number(1, 2000), "单个上传文件的最大体积（MB）。"
    ),
    Variable(
        "GONGKAI_SESSION_MINUTES",
        "60",
        whole_number(5, 1440),
        "工作人员无操作多少分钟后需重新登录。",
    ),
    Variable("GONGKAI_LOCKOUT_TRIES", "5", whole_number(3, 100), "连续输错口令多少次后锁定账号。"),
    Variable("GONGKAI_LOCKOUT_MINUTES", "15", whole_number(1, 1440), "账号锁定的分钟数。"),
    Variable(
        "GONGKAI_INDEX_NUMBER",
        "{org9}/{year}-{serial:05d}",
        text,
        "索引号格式；默认为国家格式：机构代码9位/年份-5位流水号。",
    ),
    Variable(
        "GONGKAI_CLAMD",
        "",
        scanner,
        "病毒扫描服务 clamd 的地址：套接字文件的绝对路径，或“主机:端口”；留空则不扫描。",
    ),
    Variable(
        "GONGKAI_LOG_SM3",
        "0",
        switch,
        "公开登记册的条目在 SHA-256 之外是否再写一份国密 SM3 摘要（1 写 0 不写）；"
        "只对此后登记的条目起作用。",
    ),
    Variable(
        "GONGKAI_WITNESSES",
        "",
        witnesses,
        "给公开登记册签名的见证：每个写“网址 公钥”，几个用英文逗号分隔，例如 "
        "http://w1.example.cn:8790 archive.example.cn/w1+30f4c3a1+BD…；留空则没有见证。见 "
        "docs/handbook/transparency-witness.md。",
    ),
    Variable(
        "GONGKAI_TSA_URL",
        "",
        time_stamps,
        "可信时间戳服务（RFC 3161）的网址；填写后，公开登记册的检查点每小时加盖一次时间戳。"
        "留空则不加盖。",
    ),
    Variable(
        "GONGKAI_TSA_CERTIFICATE",
        "",
        certificate,
        "时间戳服务的根证书文件（PEM），用来当场核对收到的时间戳；填写了时间戳服务时必须填写。",
    ),
    Variable(
        "GONGKAI_EMAIL_URL",
        "",
        mail_server,
        "发信服务器：smtp://用户:口令@主机:端口（末尾加 ?starttls 启用 STARTTLS）或 smtps://…；"
        "留空时邮件只写入实例文件夹的 outbox，不发出。",
    ),
    Variable(
        "GONGKAI_EMAIL_FROM", "noreply@localhost", mail_address, "发给申请人的邮件的发件地址。"
    ),
    Variable(
        "GONGKAI_FOI_CLARIFICATION_DAYS",
        "15",
        whole_number(1, 365),
        "告知补正时建议的补正期限（日）；条例第三十条只要求合理，没有规定长度。",
    ),
)


FOR_TESTS = {"GONGKAI_INDEPENDENT", "GONGKAI_SHARED", "GONGKAI_SHOTS"}  # read by tests only


def read(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All variables by name, read; raises `ConfigurationError` naming the first bad one."""
    source = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for variable in VARIABLES:
        raw = source.get(variable.name, variable.default)
        try:
            values[variable.name] = variable.read(raw)
        except ValueError as problem:
            raise ConfigurationError(
                f"环境变量 {variable.name} 的值“{raw}”不能使用：{problem}"
            ) from problem
    if values["GONGKAI_TSA_URL"] and values["GONGKAI_TSA_CERTIFICATE"] is None:
        raise ConfigurationError(
            "填写了 GONGKAI_TSA_URL，还缺 GONGKAI_TSA_CERTIFICATE：时间戳服务的根证书文件。"
        )
    refuse_unknown(source)
    return values


def refuse_unknown(source: Mapping[str, str]) -> None:
    """A mistyped name must not silently do nothing."""
    known = {variable.name for variable in VARIABLES} | FOR_TESTS
    for name in source:
        if name.startswith("GONGKAI_") and name not in known:
            raise ConfigurationError(f"不认识环境变量 {name}。全部变量见 docs/configuration.md。")


def as_markdown() -> str:
    """The page of all variables, in Chinese, for operators."""
    lines = ["# 配置", "", "平台只用环境变量配置。本页由 `make docs` 生成。", ""]
    lines += ["| 变量 | 默认值 | 含义 |", "|---|---|---|"]
    for variable in VARIABLES:
        default = f"`{variable.default}`" if variable.default else "（空）"
        lines.append(f"| `{variable.name}` | {default} | {variable.meaning} |")
    return "\n".join(lines) + "\n"
