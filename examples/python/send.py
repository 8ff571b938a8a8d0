"""Sends one SMS, for a sweep: exit code 1 when it is refused, 2 when nobody knows.

    npx torpedo-sms sweep --handling examples/torpedo.handling.yaml -- python3 examples/python/send.py
"""

import os
import sys

from test_order import Refused, Sophia, Unknown

try:
    Sophia(os.environ["TORPEDO_URL"], os.environ["TORPEDO_SOPHIA_TOKEN"], 2).send("11999990001", "Pedido 42 confirmado")
except Refused as error:
    print(error, file=sys.stderr)
    sys.exit(1)
except Unknown as error:
    print(error, file=sys.stderr)
    sys.exit(2)
