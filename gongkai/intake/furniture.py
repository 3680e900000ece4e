"""What stands on a web page around a document: navigation, share buttons, footers."""

from __future__ import annotations

import re

# Any of these says that the line belongs to the site and not to the document.
_MARKS = re.compile(
    r"当前位置|您?的?(?:现在)?的?位置[:：]|您(?:当前|现在)(?:的位置|所在)|当前时间|欢迎(?:光临|访问|您)|今天是"
    r"|分享到|分享至|【?打印】?(?:本页|此页|正文)|关闭(?:窗口|本页)|【(?:打印|关闭|收藏)】|返回(?:顶部|首页|上一页|列表)"
    r"|Produced By|Powered By|Copyright|版权所有|All Rights Reserved"
    r"|[\u4e00-\u9fff]ICP备?|ICP备案|ICP[:：]"
    r"|公网安备|网站标识码|网站地图|站点地图|网站声明|使用帮助|无障碍(?:浏览|阅读)|适老化|繁體版|简体版"
    r"|建议使用.{0,12}(?:浏览器|分辨率)|IE\d|访问(?:人数|量)|浏览次数|点击(?:数|次数|率|量)[:：]|技术支持[:：]"
    r"|(?:主办|承办|协办)(?:单位)?[:：]|友情链接|相关链接[:：]?$|扫一扫|二维码|微信公众号|责任编辑|上一[篇条][:：]?|下一[篇条][:：]?"
    r"|我为政府网站找错|政府网站找错|党政机关网站|设为首页|加入收藏|联系我们|网站管理|公开信箱[:：]|网络发布系统",
    re.IGNORECASE,
)
_SIZES = re.compile(
    r"[【\[]?\s*(?:字号|字体|字体大小)[:：]?\s*[【\[]?\s*(?:大|中|小|\||\s|/)*[】\]]*"
)
_RELATED = re.compile(
    r"(?:相关|关联|延伸)(?:链接|文章|阅读|解读|文件|信息|稿件|政策|新闻|附件|内容|报道)[:：]?"
    r"|(?:【?(?:政策|文件|图解|文字|专家|一图读懂)?解读】?[:：]?\s*)?(?:图解|一图读懂|解读)?[:：|]?《[^》]{4,}》?的?(?:文件|政策)?(?:解读|图解|一图读懂|问答)"
    r"|(?:政策|文件)解读|解读[:：].{0,60}|一图读懂.{0,60}"
)
_ADDRESS = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+(?:gov\.cn|com|cn|org|net)(?:/\S*)?", re.I)
_BULLET = re.compile(r"^[•·▪■◆>»›●]\s*\S{1,30}$")
_SENTENCE = re.compile(r"[，,].*[。；;]$|^.{24,}[。；]$")
_OWNER = re.compile(
    r".{0,12}(?:版权所有|Copyright|Produced By|Powered By)"
    r"|今天是|您好|欢迎(?:光临|访问|您)|当前位置",
    re.IGNORECASE,
)
_LONGEST = 200


def is_furniture(text: str) -> bool:
    """Say whether a line belongs to the website and not to the document."""
    if len(text) > _LONGEST or _SENTENCE.search(text):
        # A document may speak of websites: 门户网站要公布网站标识码、备案编号。
        return bool(_OWNER.match(text))
    return bool(_MARKS.search(text) or _SIZES.fullmatch(text) or _ADDRESS.fullmatch(text.strip()))


def may_be_related_link(text: str) -> bool:
    """Say whether a line looks like a link to another page (only believed after the text's end)."""
    return bool(_RELATED.fullmatch(text.strip()))


def is_bullet(text: str) -> bool:
    """Say whether a line is an entry of a copied menu: • 机构设置."""
    return bool(_BULLET.match(text))
