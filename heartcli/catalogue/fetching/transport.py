"""Sends HTTP requests, limits the time and size of the answers, and explains failures."""

import socket
import ssl
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from threading import Thread
from typing import NamedTuple, Protocol
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
    getproxies,
    proxy_bypass,
)

from heartcli.catalogue.fetching.services import user_agent
from heartcli.catalogue.importing.files import GZIP_WBITS
from heartcli.catalogue.importing.json_documents import MAX_DOCUMENT_SIZE
from heartcli.errors import HeartError
from heartcli.text.display import safe_for_terminal, shorten

_TIMEOUT = 20.0  # seconds to connect, and between two parts of an answer
_MAX_DURATION = 60.0  # seconds for a whole request, with redirects
_BLOCK_SIZE = 1 << 16  # bytes
_MAX_REDIRECTS = 5
_REDIRECTIONS = (301, 302, 303, 307, 308)
_SIGN_IN = "Does this network ask you to sign in?"
_CONTACT = "Set HEART_CONTACT to your e-mail address or website, and try again"


class NotFoundError(HeartError):
    """The service has no such page."""


class TooLargeError(HeartError):
    """The answer is larger than `MAX_DOCUMENT_SIZE`."""


class RefusedError(HeartError):
    """The service doesn't accept this request, but may accept others."""


class BusyError(HeartError):
    """The request may succeed later; `wait` is the number of seconds that the service names."""

    def __init__(self, problem: str, wait: float | None = None) -> None:
        super().__init__(f"{problem}. Try again later")
        self.problem = problem
        self.wait = wait


class Answer(NamedTuple):
    """A JSON document, not yet parsed, and the seconds to wait if it reports an error."""

    body: bytes
    wait: float | None = None


class Transport(Protocol):
    """Gets JSON documents."""

    def get(self, url: str) -> Answer:
        """Returns the document at an address. Raises HeartError or a subclass of it above."""


class HttpTransport:
    """Gets JSON documents over HTTP or HTTPS, through the proxies that the environment names."""

    def __init__(
        self, contact: str, now: Callable[[], datetime], timeout: float = _TIMEOUT
    ) -> None:
        self._contact = contact  # the user's, for the services
        self._now = now
        self._timeout = timeout
        self._headers = {
            "User-Agent": user_agent(contact),
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }  # fmt: skip
        # Without handlers for other schemes, cookies, passwords, errors and redirects.
        self._opener = OpenerDirector()
        self._proxies = getproxies()
        proxies = ProxyHandler(self._proxies)
        for handler in (proxies, HTTPHandler(), HTTPSHandler(), UnknownHandler()):
            self._opener.add_handler(handler)

    def get(self, url: str) -> Answer:
        """Returns the document at an address. Raises HeartError or a subclass of it above."""
        # In a thread, because a server can keep http.client busy without end.
        result: Future[Answer] = Future()
        Thread(target=self._get_into, args=(result, url), daemon=True).start()
        try:
            return result.result(_MAX_DURATION)
        except TimeoutError as error:
            host = safe_for_terminal(urlsplit(url).hostname or "")
            raise HeartError(f"{host} is too slow. Try again later") from error

    def _get_into(self, result: Future[Answer], url: str) -> None:
        try:
            result.set_result(self._get(url))
        except Exception as error:  # noqa: BLE001 - raised again by `get`
            result.set_exception(error)

    def _get(self, url: str) -> Answer:
        host = safe_for_terminal(urlsplit(url).hostname or "")
        peer = self._find_proxy(url) or host
        try:
            for _ in range(_MAX_REDIRECTS + 1):
                request = Request(url, headers=self._headers)  # noqa: S310 - see `services`
                response: HTTPResponse = self._opener.open(request, timeout=self._timeout)
                with response:
                    if response.status not in _REDIRECTIONS:
                        wait = _parse_wait(response.getheader("Retry-After", ""), self._now())
                        self._check_status(host, response, wait)
                        return Answer(self._read(host, response), wait)
                    url = _follow(host, url, response.getheader("Location", ""))
        except (OSError, ValueError, HTTPException, zlib.error) as error:
            raise self._in_words(host, peer, error) from error
        raise HeartError(f"{host} redirects in a circle")

    def _find_proxy(self, url: str) -> str:
        """Returns the proxy's name for messages, or "". Raises HeartError if it is invalid."""
        parts = urlsplit(url)
        proxy = self._proxies.get(parts.scheme, "")
        if not proxy or proxy_bypass(parts.netloc):
            return ""
        try:
            proxy_parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
            is_valid = proxy_parts.hostname and proxy_parts.port != 0
        except ValueError:
            is_valid = False
        if not is_valid or proxy_parts.scheme not in ("http", "https"):
            shown = shorten(proxy.rpartition("@")[2])  # without the password
            raise HeartError(f"the proxy for {parts.scheme} is not an http(s) address: {shown}")
        return f"the proxy {safe_for_terminal(proxy_parts.hostname or '')}"

    def _check_status(self, host: str, response: HTTPResponse, wait: float | None) -> None:
        """Raises HeartError unless the answer is JSON."""
        status = response.status
        if status == HTTPStatus.FORBIDDEN:
            hint = "" if self._contact else f". {_CONTACT}"
            raise HeartError(f"{host} refused the request (403){hint}")
        if status == HTTPStatus.NOT_FOUND:
            raise NotFoundError(f"{host} has no such page (404)")
        if status == HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED:
            raise HeartError(f"something else answered for {host}. {_SIGN_IN}")
        if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            raise HeartError(f"the proxy for {host} asks for a user name and password (407)")
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise BusyError(f"{host} is getting too many requests ({status})", wait)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise BusyError(f"{host} has a problem ({status})", wait)
        if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_URI_TOO_LONG):
            raise RefusedError(f"{host} refused the request ({status})")
        if status != HTTPStatus.OK:
            raise HeartError(f"{host} answered with status {status}")
        media_type = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
        if "json" not in media_type:
            raise _not_json(host, media_type)

    def _read(self, host: str, response: HTTPResponse) -> bytes:
        encoding = response.getheader("Content-Encoding", "identity").lower()
        blocks = _read_blocks(response)
        if encoding in ("gzip", "x-gzip"):
            blocks = _unpack(blocks)
        elif encoding != "identity":
            raise HeartError(f"{host} compressed its answer with {shorten(encoding)}, not gzip")
        answer = bytearray()
        for block in blocks:
            answer += block
            if len(answer) > MAX_DOCUMENT_SIZE:
                raise TooLargeError(f"{host} sent more than {MAX_DOCUMENT_SIZE >> 20} MB")
        if answer.lstrip()[:1] != b"{":
            raise _not_json(host, "text/html" if answer.lstrip()[:1] == b"<" else "")
        return bytes(answer)

    def _in_words(self, host: str, peer: str, error: Exception) -> HeartError:
        """Returns the error to show for a failed request; `peer` is the host or its proxy."""
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, socket.gaierror):
            return HeartError(f"can't find {peer}. Are you online?")
        if isinstance(reason, TimeoutError):
            return HeartError(f"{peer} didn't answer within {self._timeout:g} seconds")
        if isinstance(reason, ssl.SSLCertVerificationError):
            message = shorten(reason.verify_message)
            return HeartError(f"can't trust the certificate of {host}: {message}")
        if isinstance(reason, ssl.SSLError):
            return HeartError(f"no secure connection to {host}: {shorten(str(reason.reason))}")
        if isinstance(reason, HTTPException | zlib.error | ConnectionResetError | BrokenPipeError):
            return BusyError(f"the connection to {peer} broke off")
        words = getattr(reason, "strerror", None) or str(reason)
        hint = ". Are you online?" if peer == host else ""
        return HeartError(f"can't reach {peer}: {shorten(words)}{hint}")


def _follow(host: str, url: str, location: str) -> str:
    """Returns the address that a redirect leads to. Raises HeartError if it is on another site."""
    if not location:
        raise HeartError(f"{host} redirects without an address. {_SIGN_IN}")
    try:
        target = urljoin(url, location)
        old, new = urlsplit(url), urlsplit(target)
        is_valid = new.port != 0 and target.isascii() and target.isprintable() and " " not in target
    except ValueError:
        is_valid = False
    if not is_valid:
        raise HeartError(f"{host} redirects to an invalid address: {shorten(location)}")
    is_same_site = old.hostname == new.hostname and (old.scheme, old.port) == (new.scheme, new.port)
    is_upgrade = old.hostname == new.hostname and (new.scheme, new.port) == ("https", None)
    if not (is_same_site or is_upgrade):
        raise HeartError(f"{host} redirects to {shorten(new.netloc or location)}. {_SIGN_IN}")
    return target


def _read_blocks(response: HTTPResponse) -> Iterator[bytes]:
    """Yields the body as it was sent. Raises HTTPException if it ends too early."""
    length = response.length  # as the server announces it; None if it doesn't
    received = 0
    while length is None or received < length:
        block = response.read1(_BLOCK_SIZE)
        if not block:
            if length is not None:
                raise HTTPException
            return
        received += len(block)
        yield block


def _unpack(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Unpacks gzip into blocks of limited size. Raises zlib.error or HTTPException."""
    archive = zlib.decompressobj(GZIP_WBITS)
    for block in blocks:
        packed = block
        while packed and not archive.eof:
            yield archive.decompress(packed, _BLOCK_SIZE)
            packed = archive.unconsumed_tail
        if archive.eof:
            return
    raise HTTPException


def _not_json(host: str, media_type: str) -> HeartError:
    if media_type in ("text/html", "application/xhtml+xml"):
        return HeartError(f"{host} sent a web page instead of data. {_SIGN_IN}")
    return HeartError(f"{host} sent {shorten(media_type) or 'something'} that isn't JSON")


def _parse_wait(text: str, now: datetime) -> float | None:
    """Returns the seconds that Retry-After asks to wait, as a number or as a date."""
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        date = parsedate_to_datetime(text)
        wait = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, OverflowError):
        return None
    return max(wait.total_seconds(), 0.0)
