"""Records with a marker in every place and writing in which a credential may stand, and their near misses."""

from __future__ import annotations

import json

# Random-looking, in the manner of real tokens; the number makes each one unique.
_MARKER = "c4N{:03d}Ry7Xq2Lm9Zt5W"


def marker(number: int) -> str:
    return _MARKER.format(number)


def dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def nested(value: object, times: int) -> str:
    """A JSON document that stands in a string of a JSON document, so many times over."""
    for _ in range(times):
        value = {"level": "info", "body": dump(value), "after": 1}
    return dump(value)


def dot_net(value: object) -> str:
    """JSON in a string as System.Text.Json writes it."""
    return '{"body":"' + dump(value).replace("\\", "\\\\").replace('"', "\\u0022") + '","after":1}'


def nginx(text: str) -> str:
    return (
        '127.0.0.1 - - "POST /scim/v2/Users HTTP/1.1" 201 "' + text.replace("\\", "\\x5C").replace('"', "\\x22") + '"'
    )


def csv(value: object) -> str:
    return '"2026-11-23","POST","' + dump(value).replace('"', '""') + '",201'


USER = "urn:ietf:params:scim:schemas:core:2.0:User"
PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIE{0}\nabc/def+\n-----END RSA PRIVATE KEY-----\n"
DIGEST = 'Digest username="ann", realm="x", nonce="n1", uri="/", response="{0}"'

# Every `{0}` is a marker. What begins with { or [ must be JSON afterwards as well.
TEMPLATES: tuple[object, ...] = (
    # headers
    {"headers": {"authorization": "Bearer {0}", "accept": "*/*"}},
    {"headers": {"Authorization": ["Bearer {0}"], "Accept": ["*/*"]}},
    {"headers": {"AUTHORIZATION": "SSWS {0}"}},
    {"headers": {"authorization": "Basic {0}"}},
    {"headers": {"authorization": "{0}"}},
    {"headers": {"authorization": "Custom {0}"}},
    {"headers": {"authorization": DIGEST}},
    {"headers": {"proxy-authorization": "Negotiate {0}"}},
    {"headers": {"x-api-key": "{0}"}},
    {"headers": {"X-Auth-Token": "{0}", "X-Vault-Token": "{0}"}},
    {"headers": {"ocp-apim-subscription-key": "{0}"}},
    {"headers": {"x-ms-client-secret": "{0}"}},
    {"headers": {"x-csrf-token": "{0}", "dpop": "{0}"}},
    {"headers": {"x-amz-security-token": "{0}"}},
    {"headers": {"cookie": "sid={0}; theme={0}"}},
    {"headers": {"set-cookie": ["sid={0}; Path=/; HttpOnly", "b={0}; Expires=Wed, 21 Oct 2026 07:28:00 GMT"]}},
    {"headers": {"set-cookie": "sid={0}; SameSite=Lax\nb={0}; Path=/"}},
    {"http.request.headers.authorization": "Bearer {0}"},
    {"headers": [{"name": "Authorization", "value": "Bearer {0}"}]},
    {"headers": [{"name": "Authorization", "comment": "none", "value": "{0}"}]},
    {"headers": [{"value": "{0}", "name": "Authorization"}]},
    {"headers": [{"value": "{0}", "comment": "a,\"b\": {c}", "name": "X-Api-Key"}]},
    {"headers": [{"value": "sid={0}; b={0}", "comment": {"a": [1, "}"]}, "name": "Cookie"}]},
    {"cookies": [{"name": "sid", "value": "{0}", "path": "/"}, {"value": "{0}", "name": "b"}]},
    {"cookies": {"sid": "{0}", "b": "{0}"}},
    {"headers": [["Authorization", "Bearer {0}"], ["X-Api-Key", "{0}"]]},
    {"rawHeaders": ["Host", "x", "authorization", "{0}", "Cookie", "sid={0}", "Accept", "*/*"]},
    {"attributes": [{"key": "http.request.header.authorization", "value": {"stringValue": "Bearer {0}"}}]},
    {"attributes": [{"key": "x-api-key", "value": {"arrayValue": {"values": [{"stringValue": "{0}"}]}}}]},
    {"raw": "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {0}\r\nX-Api-Key: {0}\r\nAccept: */*\r\n\r\n"},
    {"raw": "GET / HTTP/1.1\r\nCookie: sid={0}; b=\"{0}\"; c={0}\r\nHost: x\r\n"},
    {"raw": "HTTP/1.1 200 OK\r\nSet-Cookie: sid={0}; Path=/; HttpOnly\r\n"},
    {"raw": "Authorization: " + DIGEST + "\r\nHost: x"},
    "GET /scim/v2/Users HTTP/1.1\r\nAuthorization: Bearer {0}\r\nX-Auth-Token: {0}\r\n",
    "> authorization: SSWS {0}",
    "map[Accept:[*/*] Authorization:[Bearer {0}] Cookie:[sid={0}]]",
    "headers=[(b'authorization', b'Bearer {0}'), (b'x-api-key', b'{0}')]",
    "{{'Authorization': 'Bearer {0}', 'Cookie': 'sid={0}; b={0}'}}",
    # bodies
    {"userName": "ann", "password": "{0}"},
    {"client_secret": "{0}", "clientSecret": "{0}", "CLIENT_SECRET": "{0}"},
    {"access_token": "{0}", "refreshToken": "{0}", "id-token": "{0}"},
    {"apiKey": "{0}", "api_key": "{0}", "apikey": "{0}", "APIKey": "{0}"},
    {"passwd": "{0}", "pwd": "{0}", "passphrase": "{0}", "userPassword": "{0}", "newpassword": "{0}"},
    {"privateKey": "{0}", "assertion": "{0}", "client_assertion": "{0}"},
    {"otp": "{0}", "pin": "{0}", "securityAnswer": "{0}", "security_question": "{0}"},
    {"credential": "{0}", "secret": "{0}", "token": "{0}"},
    {"token": "Bearer {0}"},
    {"credentials": {"password": {"value": "{0}"}, "recovery_question": {"question": "q{0}", "answer": "{0}"}}},
    {"tokens": ["{0}", "{0}"], "secrets": [{"a": "{0}"}, ["{0}"]]},
    {"Operations": [{"op": "replace", "path": "password", "value": "{0}"}]},
    {"Operations": [{"value": "{0}", "path": "password", "op": "replace"}]},
    {"Operations": [{"op": "add", "path": USER + ":password", "value": "{0}"}]},
    {"Operations": [{"op": "replace", "value": {"password": "{0}", "active": True}}]},
    {"Operations": [{"op": "replace", "path": "password", "value": {"x": ["{0}"]}}]},
    {"Operations": [{"method": "POST", "path": "/Users", "data": {"userName": "a", "password": "{0}"}}]},
    {"modifiedProperties": [{"displayName": "password", "oldValue": None, "newValue": "{0}"}]},
    {"text": "grant_type=password&username=ann&password={0}&client_secret={0}"},
    {"params": [["grant_type", "password"], ["password", "{0}"]]},
    {"postData": {"params": [{"name": "password", "value": "{0}"}, {"value": "{0}", "name": "access_token"}]}},
    {"queryString": [{"name": "SAMLResponse", "value": "{0}"}, {"name": "code", "value": "{0}"}]},
    {"filter": 'password eq "{0}"'},
    "time=2026 level=info password={0} user=ann token={0}",
    "login(username='ann', password='{0}'), pwd={0}, next=1",
    "Server=db;User Id=sa;Password={0};Timeout=5",
    'password: {0}\ntoken: "{0}"',
    "secret = {0}",
    "<soap><wsse:Password Type=\"t\">{0}</wsse:Password><token>{0}</token></soap>",
    "{{'userName': 'ann', 'password': '{0}', 'n': 1}}",
    'Parameters: {{"password"=>"{0}", "token"=>"{0}"}}',
    # URLs
    {"url": "https://x.example/cb?access_token={0}&a=1#id_token={0}&state={0}"},
    {"url": "https://x.example/cb?code={0}&state={0}"},
    {"url": "/scim?token={0}&refresh_token={0}&api_key={0}&apikey={0}"},
    {"url": "https://x.blob.example/a?sv=2020&sig={0}&se=1", "b": "?X-Amz-Signature={0}&x=1"},
    {"url": "https://x.example/?next=https%3A%2F%2Fy.example%2F%3Faccess_token%3D{0}%26a%3D1"},
    {"url": "https://x.example/?SAMLRequest={0}&RelayState=x", "b": "SAMLResponse={0}&RelayState=x"},
    {"url": "https://ann:{0}@host.example/scim"},
    {"url": "https://x.example/?u=https%3A%2F%2Fann%3A{0}%40host.example%2F"},
    {"body": "code={0}&grant_type=authorization_code&code_verifier={0}&redirect_uri=x&signature={0}"},
    "GET /cb?client_secret={0}&assertion={0} HTTP/1.1",
    # by shape
    {"message": "sent Bearer {0} to the server"},
    {"message": "curl -H 'Authorization: Bearer {0}' -H 'x-api-key: {0}'"},
    {"message": "header SSWS {0}"},
    {"x": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI{0}In0.c2lnbmF0dXJl{0}"},
    {"x": "eyJhbGciOiJSU0EtT0FFUCJ9.{0}.{0}.{0}.{0}"},
    {"x": "ghp_{0}{0}", "y": "github_pat_{0}", "z": "xoxb-123-{0}", "w": "glpat-{0}"},
    {"x": PEM},
    {"error": "could not read key " + PEM + "in line 3"},
    PEM,
)  # fmt: skip

FIXED_SECRETS = (
    {"x": "AKIAIOSFODNN7EXAMPLE and ASIAIOSFODNN7EXAMPLE"},
    {"headers": {"authorization": "Basic dXNlcjpwYXNz"}},
    {"message": "sent Basic dXNlcjpwYXNz"},
    {"pin": 1234, "otp": 987654},
    {"headers": {"authorization": "Bearer entra-secret-token"}},
)
FIXED_VALUES = ("IOSFODNN7EXAMPLE", "dXNlcjpwYXNz", "1234", "987654", "entra-secret-token")

HARMLESS: tuple[object, ...] = (
    {"pageToken": "abc", "nextPageToken": "CAUQAA3f9a", "continuationToken": "x1", "syncToken": "x", "deltaToken": "y"},
    {"tokenType": "Bearer", "token_type": "bearer", "expires_in": 3600, "tokenCount": 5, "token_id": "t-1"},
    {"shipping": "free", "mapping": "x", "opinion": "y", "spinner": "z", "secretary": "Ann", "compass": "N"},
    {"passwordLastChanged": "2026-01-01", "passwordChangedAt": "x", "passwordPolicy": "strong", "pwdLastSet": "1"},
    {"tokenUrl": "https://x/t", "token_endpoint": "https://x/t", "tokenUri": "u", "tokenExpiresAt": "2026"},
    {"changePassword": {"supported": False}, "hasPassword": True, "password": None, "token": False},
    {"address": {"state": "active", "region": "CA"}, "state": "CA", "code": "409", "statusCode": 200},
    {"attributes": ["userName", "password", "emails"], "required": ["password", "userName"]},
    {"name": "password", "type": "string", "mutability": "writeOnly", "returned": "never"},
    {"Operations": [{"op": "remove", "path": "password"}, {"op": "replace", "path": "active", "value": True}]},
    {"grant_type": "password", "scope": "token:read", "x": "client_credentials"},
    {"name": "OAuth Bearer Token", "type": "oauthbearertoken", "description": "uses the OAuth Bearer Token Standard"},
    {"name": "HTTP Basic", "description": "Basic authentication, Digest access, negotiate TLS, basic profile"},
    {"www-authenticate": 'Bearer realm="x", error="invalid_token"', "y": 'Digest realm="x", nonce="abc"'},
    {"detail": "token expired", "error": "Invalid token: expired", "m": "password: must not be empty"},
    {"headers": {"vary": "Authorization, Cookie", "access-control-allow-headers": "authorization,x-api-key"}},
    {"redact": ["authorization", "cookie", "set-cookie"], "keep": ["accept", "authorization"]},
    {"headers": {"authorization": "[Redacted]", "cookie": "[FILTERED]", "x-api-key": "***", "dpop": ""}},
    {"authorization": "Bearer [redacted]", "password": "********", "token": "HIDDEN_DUE_TO_SECURITY_REASONS"},
    {"password": "<redacted>", "secret": "⟦secret:secret#12345678⟧", "pin": "XXX", "otp": "…"},
    {"authorization": {"action": "Microsoft.Authorization/x", "scope": "/subscriptions/1"}},
    {"annotations": {"authorization.k8s.io/decision": "allow"}, "authorizations": [{"decision": "allow"}]},
    {"url": "https://x/?state=active&code=409&status=1&pageToken=abc", "u": "http://h:80/a@b", "m": "a@b.example"},
    {"timezone": "Asia/Tokyo", "cursor": "eyJpZCI6MTIzfQ", "keyName": "x", "Idempotency-Key": "abc-1"},
    {"credentialType": "PASSWORD", "credentialProvider": "OKTA", "cookie_policy": "strict"},
    {"displayName": "Password reset", "members": [{"value": "1", "display": "Token admins"}]},
    {"message": "the token was rejected, password reset, secret rotated, api key missing"},
    'time=1 level=info msg="Bearer token missing" token= password="" next="x"',
    '{{"msg":"Bearer token: ","x":"abc"}}',
    "https://x.example/Users?filter=userName%20eq%20%22ann%22&count=10",
)


def writings(template: object) -> list[str]:
    """A record in the ways in which logs write it."""
    if isinstance(template, str):
        return [template.replace("{{", "{").replace("}}", "}").replace("{0}", "MARK")]
    record = json.loads(dump(template).replace("{0}", "MARK"))
    return [
        dump(record),
        json.dumps(record, indent=4),
        nested(record, 1),
        nested(record, 2),
        nested(record, 3),
        json.dumps({"body": json.dumps(record, indent=2)}),
        dot_net(record),
        csv(record),
        nginx(dump(record)),
        "2026-11-23 INFO body=" + dump(record),
    ]


def records() -> list[tuple[str, str]]:
    """Marker and record: every template in all its writings, each with a marker of its own."""
    texts = [text for template in TEMPLATES for text in writings(template)]
    return [(marker(number), text.replace("MARK", marker(number))) for number, text in enumerate(texts)]
