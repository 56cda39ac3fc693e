"""Whole words decide, and known compounds are harmless."""

from __future__ import annotations

import pytest

from scimviewer.privacy.secret_words import meaning_of, words_of

SECRET = {
    "password": "password passwd pwd passphrase userPassword user_password PASSWORD password1 newpassword "
    "passwordHash pass db_pass urn.User.password",
    "token": "token access_token accessToken ACCESS-TOKEN refresh_token idToken IDToken X-Auth-Token x-csrf-token "
    "x-ms-foo-token accesstoken sessionToken dpop tokens",
    "secret": "secret client_secret clientSecret clientsecret x-webhook-secret secrets",
    "apikey": "api_key apikey apiKey APIKey X-Api-Key ocp-apim-subscription-key x-functions-key secret_key "
    "secretAccessKey",
    "private-key": "private_key privateKey",
    "credential": "credential credentials X-Amz-Credential",
    "assertion": "assertion client_assertion SAMLResponse samlrequest",
    "otp": "otp totp otpCode",
    "pin": "pin PIN pin_code",
    "answer": "securityQuestion security_answer securityAnswers recovery_question",
    "authorization": "authorization Authorization proxy-authorization http.request.headers.authorization",
    "cookie": "cookie Cookie set-cookie cookies Set-Cookie",
    "code": "code authorization_code authCode code_verifier",
    "signature": "sig signature X-Amz-Signature",
    "state": "state",
}
HARMLESS = (
    "pageToken nextPageToken next_token continuationToken syncToken deltaToken skipToken tokenType token_type "
    "tokenUrl token_endpoint tokenUri tokenExpiresAt tokenCount token_id credentialId credentialType "
    "credentialProvider secretName passwordLastChanged passwordChangedAt passwordPolicy pwdLastSet "
    "passwordExpiryDays shipping mapping opinion typing secretary compass bypass passed keyboard monkey "
    "tokenize Idempotency-Key Sec-WebSocket-Key public-key publicKey accessKeyId private_key_id statusCode "
    "code2 stateful cookie_policy cookieConsent authorizations pass_rate nexttoken x-ratelimit-remaining-tokens "
    " key value name"
)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in SECRET.items() for name in names.split()])
def test_secret(kind: str, name: str) -> None:
    meaning = meaning_of(name.encode())

    assert meaning is not None
    assert meaning.kind == kind


@pytest.mark.parametrize("name", HARMLESS.split())
def test_harmless(name: str) -> None:
    assert meaning_of(name.encode()) is None


def test_names_come_apart_at_capitals_and_signs() -> None:
    assert words_of("X-Api-Key") == ["x", "api", "key"]
    assert words_of("SAMLResponse2") == ["saml", "response"]
    assert words_of("clientSecret_old") == ["client", "secret", "old"]


def test_headers_are_known_as_such() -> None:
    assert meaning_of(b"x-api-key").header  # type: ignore[union-attr]
    assert not meaning_of(b"password").header  # type: ignore[union-attr]


def test_endless_names_are_no_names() -> None:
    assert meaning_of(b"password" * 100) is None
