"""A contract test with nothing but Python's own library: one SMS through Sophia's JSON door, reports and a reply caught.

    TORPEDO_URL=http://127.0.0.1:8080 python3 -m unittest examples/python/test_order.py
"""

import http.client
import json
import os
import threading
import unittest
import urllib.error
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

TORPEDO = os.environ.get("TORPEDO_URL", "http://127.0.0.1:8080")


class Refused(Exception):
    """The provider refused the message."""


class Unknown(Exception):
    """No answer that can be read came: the message may have been accepted, and is not sent again."""


class Sophia:
    """The client under test, as it stands in production: only its address is another."""

    def __init__(self, address, token, time_limit=10):
        self.address = address
        self.token = token
        self.time_limit = time_limit

    def send(self, to, text):
        body = json.dumps({"token": self.token, "mensagens": [{"destino": to, "msg": text}]}).encode()
        request = urllib.request.Request(
            f"{self.address}/api/envio.php", data=body, headers={"Content-Type": "application/json"}
        )
        try:
            (line,) = json.loads(self._answer(request))["detalhes"]
            status, detail, identifier = line["status"], line["detailDescription"], line["mesageID"]
        except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
            raise Unknown(f"no answer that can be read: {error}") from error
        if status != 200:
            raise Refused(detail)
        return identifier

    def _answer(self, request):
        try:
            with urllib.request.urlopen(request, timeout=self.time_limit) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            # Too many requests: the answer says so in the usual form.
            if error.code == 429:
                return error.read()
            raise


def control(method, path, body=None):
    """One call of the control API."""
    headers = {"Content-Type": "application/json"}
    if "TORPEDO_TOKEN" in os.environ:
        headers["Authorization"] = f"Bearer {os.environ['TORPEDO_TOKEN']}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{TORPEDO}/torpedo/v1{path}", data=data, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        # A problem says what is wrong, where, and what to do.
        raise AssertionError(error.read().decode()) from error
    return json.loads(text) if text else None


class Receiver(BaseHTTPRequestHandler):
    """Where the provider calls back: `/dlr` and `/mo`."""

    def do_GET(self):
        target = urlsplit(self.path)
        self.server.caught.append((target.path, {name: value[0] for name, value in parse_qs(target.query).items()}))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


class OrderTest(unittest.TestCase):
    def setUp(self):
        self.receiver = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        self.receiver.caught = []
        threading.Thread(target=self.receiver.serve_forever, daemon=True).start()
        self.addCleanup(self.receiver.server_close)
        self.addCleanup(self.receiver.shutdown)
        here = f"http://127.0.0.1:{self.receiver.server_port}"
        # A sandbox of this test's own, with credentials of its own: tests run side by side and never meet.
        self.box = f"order-{uuid.uuid4().hex[:12]}"
        callbacks = {"dlr": f"{here}/dlr", "mo": f"{here}/mo"}
        made = control(
            "POST",
            "/sandboxes",
            {"name": self.box, "clock": "manual", "accounts": {"sophia/main": {"callbacks": callbacks}}},
        )
        self.addCleanup(control, "DELETE", f"/sandboxes/{self.box}")
        (account,) = [one for one in made["accounts"] if one["provider"] == "sophia"]
        self.sophia = Sophia(TORPEDO, account["details"]["token"])

    def in_box(self, method, path, body=None):
        return control(method, f"/sandboxes/{self.box}{path}", body)

    def test_the_customer_is_told_and_the_report_comes_back(self):
        sent = self.sophia.send("11999990001", "Pedido 42 confirmado")
        waited = self.in_box("POST", "/wait", {"what": "messages", "where": {"text": {"contains": "Pedido 42"}}, "timeout": "5s"})
        self.assertTrue(waited["ok"], waited["failure"])
        self.assertEqual(waited["found"][0]["id"], sent)
        # Two days pass at once; the answer comes when every callback is answered, so there is nothing to sleep for.
        advanced = self.in_box("POST", "/clock/advance", {"by": "48h"})
        self.assertEqual(advanced["unanswered"], [])
        reports = [query for path, query in self.receiver.caught if path == "/dlr"]
        self.assertEqual({query["id"] for query in reports}, {sent})
        self.in_box("POST", "/inbound", {"from": "11999990001", "text": "OBRIGADO"})
        waited = self.in_box("POST", "/wait", {"what": "callbacks", "where": {"about": "inbound", "state": "delivered"}})
        self.assertTrue(waited["ok"], waited["failure"])
        self.assertEqual(self.receiver.caught[-1][1]["mensagem"], "OBRIGADO")

    def test_an_empty_account_is_told_apart(self):
        self.in_box("PATCH", "/accounts/sophia/main", {"credits": 0})
        with self.assertRaisesRegex(Refused, "SALDO"):
            self.sophia.send("11999990001", "Pedido 43 confirmado")
        verified = self.in_box("POST", "/verify", {"what": "messages", "never": True})
        self.assertTrue(verified["ok"], verified["failure"])

    def test_a_report_that_comes_late_and_twice(self):
        # A scenario says what happens: here the report comes a day late, and twice.
        late = [{"life": [{"delivered": "24h"}]}, {"callbacks": {"copies": 2}}]
        rule = {"rule": "late", "when": {"operation": "envio"}, "then": late}
        self.in_box("PUT", "/scenario", {"scenario": {"scenario": "Late reports", "rules": [rule]}})
        self.sophia.send("11999990001", "Pedido 44 confirmado")
        self.in_box("POST", "/clock/advance", {"by": "23h"})
        self.assertEqual(self.receiver.caught, [])
        self.in_box("POST", "/clock/advance", {"by": "2h"})
        self.assertEqual(len(self.receiver.caught), 2)


if __name__ == "__main__":
    unittest.main()
