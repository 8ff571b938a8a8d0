"""Tests of a client with pytest: each has a sandbox by the fixture of conftest.py.

    TORPEDO_URL=http://127.0.0.1:8080 pytest examples/pytest
"""

import json
import urllib.parse
import urllib.request

import pytest


def send(sandbox, to, text):
    """The client under test: Sophia's unitario."""
    query = urllib.parse.urlencode({"token": sandbox.accounts["sophia/main"]["token"], "destino": to, "msg": text})
    with urllib.request.urlopen(f"{sandbox.url}/api/unitario.php?{query}", timeout=10) as answer:
        (line,) = json.loads(answer.read())["envio"]
    if line["status"] != 200:
        raise ValueError(line["detailDescription"])
    return line["mesageID"]


def test_the_order_is_confirmed(sandbox):
    identifier = send(sandbox, "11999990001", "Pedido 42 confirmado")
    assert sandbox.assert_sent(to="11999990001", text="Pedido 42 confirmado")["id"] == identifier
    sandbox.advance("48h")
    assert sandbox.assert_sent(status="delivered")["id"] == identifier


def test_an_empty_account_refuses(sandbox):
    sandbox.control("PATCH", "/accounts/sophia/main", {"credits": 0})
    with pytest.raises(ValueError, match="SALDO"):
        send(sandbox, "11999990001", "Pedido 43 confirmado")
    sandbox.assert_not_sent()


def test_a_rule_of_this_test_refuses(sandbox):
    rule = {"rule": "no credit", "when": {"operation": "unitario"}, "then": [{"answer": "no-credit"}]}
    sandbox.activate({"scenario": "No credit", "rules": [rule]})
    with pytest.raises(ValueError, match="SALDO"):
        send(sandbox, "11999990001", "Pedido 44 confirmado")
