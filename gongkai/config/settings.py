"""Django's settings, worked out from the environment (see `environment.py` for the list)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from gongkai.config import environment
from gongkai.config.secret import secret_key

ENV = environment.read()

HOME: Path = ENV["GONGKAI_HOME"]
PUBLIC_ROOT = HOME / "public"  # baked pages and release copies: everything here is public
FILES_ROOT = HOME / "files"  # originals by content hash: never served
SITE_URL: str = ENV["GONGKAI_SITE_URL"]
INDEX_NUMBER_PATTERN: str = ENV["GONGKAI_INDEX_NUMBER"]
UPLOAD_MAX_BYTES: int = ENV["GONGKAI_UPLOAD_MAX_MB"] * 1024 * 1024
LOG_SM3: bool = ENV["GONGKAI_LOG_SM3"]  # commitments in SM3 beside those in SHA-256
WITNESSES: list[tuple[str, str]] = ENV["GONGKAI_WITNESSES"]  # address and key of each
TSA_URL: str = ENV["GONGKAI_TSA_URL"]  # RFC 3161 time stamps of the public checkpoint; empty: none
TSA_CERTIFICATE: Path | None = ENV["GONGKAI_TSA_CERTIFICATE"]
CLAMD: str = ENV["GONGKAI_CLAMD"]  # the virus scanner's socket; empty: none
FOI_CLARIFICATION_DAYS: int = ENV["GONGKAI_FOI_CLARIFICATION_DAYS"]
LOCKOUT_TRIES: int = ENV["GONGKAI_LOCKOUT_TRIES"]
TRUSTED_PROXIES = ENV["GONGKAI_TRUSTED_PROXIES"]
LOCKOUT_FOR = timedelta(minutes=ENV["GONGKAI_LOCKOUT_MINUTES"])

SECRET_KEY: str = ENV["GONGKAI_SECRET_KEY"] or secret_key(HOME)
DEBUG: bool = ENV["GONGKAI_DEBUG"]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ENV["GONGKAI_HOSTS"]]
ALLOWED_HOSTS.append(SITE_URL.split("//", 1)[1].split("/")[0].rsplit(":", 1)[0])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_prose_editor",
    "csp",
    "gongkai.screens",
    "gongkai.journal",
    "gongkai.files",
    "gongkai.reference",
    "gongkai.people",
    "gongkai.publishing",
    "gongkai.search",
    "gongkai.transparency",
    "gongkai.trail",
    "gongkai.intake",
    "gongkai.clocks",
    "gongkai.cases",
    "gongkai.registers",
    "gongkai.disclosure",
    "gongkai.foi",
    "gongkai.annualreports",
    "gongkai.portal",
    "gongkai.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongkai.people.sessions.SlidingSession",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.desk.navigation.workbench",
            ],
        },
    }
]

FORM_RENDERER = "gongkai.screens.forms.FormRenderer"

SQLITE_OPTIONS = {
    # IMMEDIATE: a writer asks for the lock at once and waits its turn, instead of failing when a
    # reader turns writer. WAL + FULL: readers never wait, and an acknowledged commit survives a
    # power cut. secure_delete: what was erased is overwritten, not only forgotten (个人信息保护法
    # 第四十七条).
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON; "
    "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;",
}


def database() -> dict[str, Any]:
    configured: dict[str, Any] | None = ENV["GONGKAI_DATABASE_URL"]
    found = configured or {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(HOME / "gongkai.sqlite3"),
    }
    if found["ENGINE"].endswith("sqlite3"):
        return {**found, "OPTIONS": SQLITE_OPTIONS}
    return {**found, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": database()}
if ENV["GONGKAI_REPLICA_URL"]:  # pages that only read may read from a copy: see replica.py
    DATABASES["replica"] = {
        **ENV["GONGKAI_REPLICA_URL"],
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"MIRROR": "default"},
    }
    DATABASE_ROUTERS = ["gongkai.config.replica.ReadFromReplica"]
    MIDDLEWARE.insert(0, "gongkai.config.replica.SafeRequestsOnly")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
LOGIN_URL = "/desk/sign-in/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/desk/sign-in/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_COOKIE_AGE = ENV["GONGKAI_SESSION_MINUTES"] * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = SITE_URL.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_FAILURE_VIEW = "gongkai.people.access.csrf_failed"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH: list[str] = []

SEARCH_WORDS_KEPT_FOR = 1.0  # seconds in which a process does not look for changed words
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gongkai.publishing.statics.HashedStatics"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

MAIL: dict[str, Any] = ENV["GONGKAI_EMAIL_URL"]
EMAIL_BACKEND = f"django.core.mail.backends.{MAIL['backend']}.EmailBackend"
EMAIL_FILE_PATH = HOME / "outbox"  # without a server: one file for each message
EMAIL_HOST, EMAIL_PORT = MAIL.get("host", ""), MAIL.get("port", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.get("user", ""), MAIL.get("password", "")
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.get("ssl", False), MAIL.get("starttls", False)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL: str = ENV["GONGKAI_EMAIL_FROM"]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": ENV["GONGKAI_LOG_LEVEL"]},
}
