"""Fixture for pytest: a sandbox of its own for each test, in an emulator that runs. Copy this file beside your tests.

    TORPEDO_URL=http://127.0.0.1:8080 pytest examples/pytest
"""

import json
import os
import urllib.error
import urllib.request
import uuid

import pytest

TORPEDO = os.environ.get("TORPEDO_URL", "http://127.0.0.1:8080")


class Sandbox:
    """A sandbox: accounts, messages, scenario and clock of its own."""

    def __init__(self, **options):
        self.url = TORPEDO
        self.name = f"pytest-{uuid.uuid4().hex[:12]}"
        created = control("POST", "/sandboxes", {"name": self.name, "clock": "manual", **options})
        self.accounts = {f"{one['provider']}/{one['name']}": one["details"] for one in created["accounts"]}

    def control(self, method, path, body=None):
        """Calls the control API about this sandbox."""
        return control(method, f"/sandboxes/{self.name}{path}", body)

    def advance(self, by):
        """Moves the clock on: `advance("48h")`. Returns once every callback is answered."""
        return self.control("POST", "/clock/advance", {"by": by})

    def activate(self, scenario):
        """Activates a scenario: a dictionary of its keys, or the name of a shipped one."""
        key = "shipped" if isinstance(scenario, str) else "scenario"
        return self.control("PUT", "/scenario", {key: scenario})

    def assert_sent(self, timeout="5s", **where):
        """Waits for a message such as `to="11999990001"`. Returns the first."""
        waited = self.control("POST", "/wait", {"what": "messages", "where": where, "timeout": timeout})
        assert waited["ok"], waited["failure"]
        return waited["found"][0]

    def assert_not_sent(self, **where):
        verified = self.control("POST", "/verify", {"what": "messages", "where": where, "never": True})
        assert verified["ok"], verified["failure"]

    def remove(self):
        control("DELETE", f"/sandboxes/{self.name}")


def control(method, path, body=None):
    """Calls the control API. A mistake fails the test with its sentence."""
    headers = {"Content-Type": "application/json"}
    if os.environ.get("TORPEDO_TOKEN"):
        headers["Authorization"] = f"Bearer {os.environ['TORPEDO_TOKEN']}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{TORPEDO}/torpedo/v1{path}", data=data, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        raise AssertionError(error.read().decode()) from error
    except OSError as error:
        # pytest shows the sentence alone, without the frames of urllib.
        sentence = f"no emulator answers at {TORPEDO} ({error}); start one, or set TORPEDO_URL"
        raise pytest.fail.Exception(sentence, pytrace=False) from None
    return json.loads(text) if text else None


@pytest.fixture
def sandbox():
    created = Sandbox()
    yield created
    created.remove()
