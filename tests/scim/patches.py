"""Resources and RFC-clean PATCHes by hypothesis, and what another implementation makes of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError
from scim2_models import Context, EnterpriseUser, Group, PatchOp, SCIMException, User

from scimviewer.scim.schemas import ENTERPRISE_USER, GROUP, PATCH_OP, USER

Json = Any
# Characters that filters must escape, names that differ in case only, text that is not ASCII.
text = st.sampled_from(["a", "B", "b", "Ann Lee", 'x"y', "é", "c\\d"])
mail = st.sampled_from(["a@example.com", "b@example.com", "c@example.com"])
phone_number = st.sampled_from(["tel:+1", "tel:+2", "tel:+3"])
email = st.fixed_dictionaries(
    {"value": mail}, optional={"type": st.sampled_from(["work", "home", "other"]), "display": text}
)
phone = st.fixed_dictionaries({"value": phone_number}, optional={"type": st.sampled_from(["work", "mobile"])})
name = st.fixed_dictionaries({}, optional=dict.fromkeys(("givenName", "familyName", "formatted"), text))
manager = st.fixed_dictionaries({"value": st.sampled_from(["m1", "m2"])})
enterprise = st.fixed_dictionaries({}, optional={"department": text, "employeeNumber": text, "manager": manager})
member = st.fixed_dictionaries({"value": st.sampled_from(["u1", "u2", "u3", "u4"])}, optional={"type": st.just("User")})


def distinct(element: st.SearchStrategy[Json], least: int = 0) -> st.SearchStrategy[list[Json]]:
    return st.lists(element, min_size=least, max_size=3, unique_by=lambda one: (one["value"], one.get("type")))


def with_one_primary(elements: list[Json], at: int) -> list[Json]:
    return [{**one, "primary": True} if index == at else one for index, one in enumerate(elements)]


def several_emails(least: int = 0) -> st.SearchStrategy[list[Json]]:
    return st.builds(with_one_primary, distinct(email, least), st.integers(-3, 2))


def several_members(least: int = 0) -> st.SearchStrategy[list[Json]]:
    return st.lists(member, min_size=least, max_size=3, unique_by=lambda one: one["value"])


emails, members = several_emails(), several_members()


def with_urns(user: Json) -> Json:
    return {**user, "schemas": [USER, ENTERPRISE_USER]} if ENTERPRISE_USER in user else user


users = st.fixed_dictionaries(
    {"schemas": st.just([USER]), "id": st.just("u1"), "userName": text},
    optional={
        "displayName": text,
        "nickName": text,
        "active": st.booleans(),
        "name": name.filter(bool),
        "emails": several_emails(1),
        "phoneNumbers": distinct(phone, 1),
        ENTERPRISE_USER: enterprise.filter(bool),
    },
).map(with_urns)
groups = st.fixed_dictionaries(
    {"schemas": st.just([GROUP]), "id": st.just("g1"), "displayName": text}, optional={"members": several_members(1)}
)


def written(path: st.SearchStrategy[str], value: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    op = st.sampled_from(["add", "replace"])
    return st.builds(lambda op, path, value: {"op": op, "path": path, "value": value}, op, path, value)


def pathless(value: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.builds(lambda op, value: {"op": op, "value": value}, st.sampled_from(["add", "replace"]), value)


def removed(path: st.SearchStrategy[str]) -> st.SearchStrategy[Json]:
    return st.builds(lambda path: {"op": "remove", "path": path}, path)


def chosen(attr: str, *values: str) -> st.SearchStrategy[str]:
    filters = [f'value eq "{value}"' for value in values]
    filters += [f'type eq "{kind}"' for kind in ("work", "HOME", "mobile")]
    filters += [f'type eq "work" and value eq "{values[0]}"', f'value sw "{values[1][:2]}"', "type pr"]
    return st.sampled_from([f"{attr}[{one}]" for one in [*filters, 'not (type eq "work")']])


one_email, one_phone = chosen("emails", "a@example.com", "b@example.com"), chosen("phoneNumbers", "tel:+1", "tel:+2")
user_operations = st.one_of(
    written(
        st.sampled_from(
            ["displayName", "userName", "name.givenName", f"{USER}:title", f"{ENTERPRISE_USER}:department"]
        ),
        text,
    ),
    written(st.just("active"), st.booleans()),
    written(st.just("name"), name),
    written(st.just("emails"), emails | email),
    written(st.just("phoneNumbers"), distinct(phone)),
    written(one_email.map("{}.value".format), mail),
    written(one_email.map("{}.display".format), text),
    written(one_email, email),
    written(one_phone.map("{}.type".format), st.sampled_from(["work", "mobile"])),
    written(st.just('emails[type eq "work"].primary'), st.booleans()),
    written(st.just("emails.display"), text),
    written(st.just(f"{ENTERPRISE_USER}:manager"), manager),
    written(st.just(ENTERPRISE_USER), enterprise.filter(bool)),
    pathless(
        st.fixed_dictionaries(
            {}, optional={"displayName": text, "active": st.booleans(), "name": name, "emails": emails}
        ).filter(bool)
    ),
    removed(st.sampled_from(["displayName", "userName", "active", "name", "name.givenName", "emails", "emails.type"])),
    removed(st.sampled_from([ENTERPRISE_USER, f"{ENTERPRISE_USER}:manager", "id", "meta", "phoneNumbers"])),
    removed(one_email | one_phone | one_email.map("{}.display".format)),
)
one_member = st.sampled_from(
    [f'members[value eq "u{number}"]' for number in range(1, 6)] + ['members[value eq "u1" or value eq "u2"]']
)
group_operations = st.one_of(
    written(st.just("displayName"), text),
    written(st.just("members"), members | member),
    written(one_member, member),
    pathless(st.fixed_dictionaries({}, optional={"displayName": text, "members": members}).filter(bool)),
    removed(st.sampled_from(["members", "displayName"]) | one_member),
)


def patches(operations: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    listed = st.lists(operations, min_size=1, max_size=3)
    return listed.map(lambda several: {"schemas": [PATCH_OP], "Operations": several})


cases = st.tuples(users, patches(user_operations)) | st.tuples(groups, patches(group_operations))
OracleUser = User[EnterpriseUser]
MODELS: dict[str, Any] = {USER: (OracleUser, PatchOp[OracleUser]), GROUP: (Group, PatchOp[Group])}


def by_the_oracle(state: Json, body: Json) -> Json | None:
    """The resource as scim2-models leaves it; None where it refuses."""
    model, patch = MODELS[state["schemas"][0]]
    resource = model.model_validate(state)
    try:
        patch.model_validate(body, scim_ctx=Context.RESOURCE_PATCH_REQUEST).patch(resource)
    except (SCIMException, ValidationError):
        return None
    return resource.model_dump(scim_ctx=Context.DEFAULT)


# Any JSON at all, with the names that the engine looks for among the others.
NAMES = (
    *("value", "Value", "type", "primary", "emails", "members", "name", "userName", "active", "schemas", "id", "meta"),
    *("$ref", "manager", "urn:x:2.0:Y", ENTERPRISE_USER, "givenName", "a/b", ""),
)
PATHS = (
    *("emails", "name", "active", "members", "emails[value eq 1]", "name.givenName", "x", "x.y", "x[y eq 1].z", "id"),
    *("urn:a:b", "urn:a:b:c", "schemas", "emails[", "", "password", ENTERPRISE_USER, f"{ENTERPRISE_USER}:manager"),
    *("active[value eq true]", "emails.value", 'emails[primary eq "True"].value', "userName.x", "manager"),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats() | st.sampled_from(["True", "a", "[{}]", ""]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=12,
)
odd_paths = st.sampled_from(PATHS) | json_values
odd_operations = st.fixed_dictionaries(
    {}, optional={"op": st.sampled_from(["add", "Replace", "remove", "x", 1]), "path": odd_paths, "value": json_values}
)
odd_bodies = st.fixed_dictionaries({"Operations": st.lists(odd_operations, max_size=4)}) | json_values
