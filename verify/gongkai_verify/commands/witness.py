"""`witness`: make a key, trust a log, serve."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gongkai_verify.errors import Unreadable
from gongkai_verify.findings import Findings
from gongkai_verify.reporting import Report
from gongkai_verify.witness.home import Home
from gongkai_verify.witness.server import PATH, WitnessServer

HELP = "见证服务：只为前后一致的日志签名"
EXAMPLES = """
例：
  gongkai-verify witness key --home /var/lib/witness --name archive.example.cn/w1
  gongkai-verify witness trust 日志的公钥 --home /var/lib/witness
  gongkai-verify witness serve --home /var/lib/witness --host 0.0.0.0 --port 8790

见证宜由档案馆、审计机关、高校或者上级机关运行。--home 目录记着上次签过什么：不要从旧备份恢复，
恢复了就可能为分叉签名；丢失了，请换一个名称和密钥重新开始。
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    below = parser.add_subparsers(dest="step", required=True, metavar="步骤", title="步骤")
    key = below.add_parser("key", help="生成见证的密钥，显示公钥", description="生成见证的密钥")
    key.add_argument("--name", metavar="名称", help="见证的名称，宜用域名加路径；已有密钥时不写")
    trust = below.add_parser("trust", help="信任一份日志", description="信任一份日志")
    trust.add_argument("vkey", metavar="公钥", help="日志的 Ed25519 公钥")
    serve = below.add_parser("serve", help="开始服务", description="开始服务")
    serve.add_argument("--host", default="127.0.0.1", metavar="地址", help="默认 127.0.0.1")
    serve.add_argument("--port", type=int, default=8790, metavar="端口", help="默认 8790")
    for one in (key, trust, serve):
        one.add_argument("--home", required=True, metavar="目录", help="见证的目录")
        one.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(arguments: argparse.Namespace) -> Report:
    """Do one step."""
    return _STEPS[arguments.step](arguments)


def _key(arguments: argparse.Namespace) -> Report:
    home = Home(Path(arguments.home))
    key = home.create_key(arguments.name) if arguments.name else home.key()
    said = [f"见证的公钥：{key.vkey}"]
    return Report("witness", Findings(), said, {"vkey": key.vkey}, "请把公钥交给日志一方和核查者。")


def _trust(arguments: argparse.Namespace) -> Report:
    home = Home(Path(arguments.home))
    home.key()  # a folder without a key is more likely a slip of the hand
    key = home.trust(arguments.vkey)
    return Report("witness", Findings(), [], {"origin": key.name}, f"已信任日志 {key.name}。")


def _serve(arguments: argparse.Namespace) -> Report:
    try:
        server = WitnessServer((arguments.host, arguments.port), Path(arguments.home))
    except (OSError, OverflowError):
        raise Unreadable(f"不能在 {arguments.host}:{arguments.port} 上服务。") from None
    host, port = server.server_address[:2]
    with server:
        started = Report(
            "witness", Findings(), [], {"address": f"http://{host!s}:{port}{PATH}"},
            f"见证服务已开始：http://{host!s}:{port}{PATH}",
        )  # fmt: skip
        started.show(arguments.json)
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    return Report("witness", Findings(), fine="见证服务已停止。")


_STEPS: dict[str, Callable[[argparse.Namespace], Report]] = {
    "key": _key,
    "trust": _trust,
    "serve": _serve,
}
