"""What the peers share: one JSON object a line, bytes in base64.

    {"op": "step", "token": "…"}                  {"token": "…" or null, "done": true}
    {"op": "describe"}                            {"initiator": …, "mechanism": …, "flags": […]}
    {"op": "wrap", "data": "…", "encrypt": true}  {"token": "…", "encrypted": true}
    {"op": "unwrap", "token": "…"}                {"data": "…", "encrypted": true}
    {"op": "wrap_parts", "data": "…"}             {"data": "…", "token": "…"}
    {"op": "unwrap_parts", "data": "…", "token": "…"}  {"data": "…", "encrypted": true}
    {"op": "sign", "data": "…"}                   {"token": "…"}
    {"op": "verify", "data": "…", "token": "…"}   {}

The parts may have a "header" beside, which is authenticated only. What fails answers {"error": "…"}, and the peer goes on.
"""

import base64
import json
import sys


def decode(text):
    return None if text is None else base64.b64decode(text)


def encode(data):
    return None if data is None else base64.b64encode(data).decode()


def answer(context, request):
    operation = request["op"]
    if operation == "step":
        token = context.step(decode(request.get("token")))
        return {"token": encode(token), "done": bool(context.done())}
    if operation == "describe":
        return context.describe()
    if operation == "wrap":
        token, encrypted = context.wrap(decode(request["data"]), request["encrypt"])
        return {"token": encode(token), "encrypted": bool(encrypted)}
    if operation == "unwrap":
        data, encrypted = context.unwrap(decode(request["token"]))
        return {"data": encode(data), "encrypted": bool(encrypted)}
    if operation == "wrap_parts":
        header = decode(request.get("header"))
        data, token = context.wrap_parts(decode(request["data"]), header)
        return {"data": encode(data), "token": encode(token)}
    if operation == "unwrap_parts":
        header = decode(request.get("header"))
        data, encrypted = context.unwrap_parts(
            decode(request["data"]), decode(request["token"]), header
        )
        return {"data": encode(data), "encrypted": bool(encrypted)}
    if operation == "sign":
        return {"token": encode(context.sign(decode(request["data"])))}
    if operation == "verify":
        context.verify(decode(request["data"]), decode(request["token"]))
        return {}
    raise ValueError(f"unknown operation {operation}")


def serve(context):
    for line in sys.stdin:
        try:
            result = answer(context, json.loads(line))
        except Exception as error:  # the other end decides what a failure means
            result = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(result), flush=True)
