"""What do the words of an error mean? Patterns for the ways in which servers say the same."""

from __future__ import annotations

# Statuses that decide before anyone looks at the values: access, methods, preconditions, rates, gateways.
UNRELATED = frozenset({401, 403, 405, 407, 408, 412, 415, 429, 502, 503, 504})

ABSENT = (
    r"not[_ ]?found|(?:does|do|did) ?(?:not|n.t) exist|not exist|no such|unknown|un-?recogni[sz]ed|unresolv|"
    r"(?:can ?not|can.t|could ?(?:not|n.t)|unable to) (?:be )?(?:find|found|resolve|locate)|no longer|non-?exist|"
    r"foreign[_ ]?key|invalid (?:member|user|id\b|reference|parameter|principal|identifier)|"
    r"not (?:a )?(?:valid|provisioned|known|registered|present|available)|(?:was|been|is) deleted|"
    r"no (?:user|member|account|resource|entity|record|object)s? (?:with|found|match|exist|for|has)|is invalid"
)
REQUIRED = (
    r"\brequired?s?\b|mandatory|must (?:have|contain|include|provide|be (?:set|provided|present|specified|"
    r"supplied|given))|"
    r"(?:must|can|may|should|could) ?(?:not|n.t) be (?:null|none|empty|blank|removed|deleted|unset|cleared|omitted|"
    r"unassigned)|can.t be (?:null|none|empty|blank|removed|deleted|unset|cleared|omitted|unassigned)|"
    r"\bis (?:missing|null|undefined|empty|blank)|\bmissing|not[-_ ]null|\bundefined\b|should not be null|"
    r"may not be (?:null|blank|removed)|can ?not (?:remove|delete|unset|clear)"
)
TAKEN = (
    r"already[_ ]?(?:exist|in use|taken|registered|used|been (?:taken|used|registered)|claimed|"
    r"(?:assigned|linked|associated|belongs)(?: \w+)? (?:to|with) (?:an(?:other)?|a different) )|exists already|"
    r"(?:must be|is not|not|non-?) ?unique|uniqueness|"
    r"unique[-_ ]?(?:constraint|key|index|violat)|violat\w* .{0,30}unique|is (?:taken|in use)\b|E11000|"
    r"duplicat|(?:conflicts?|conflicting|clash\w*) with (?:an(?:other)? )?(?:existing|other)|ORA-00001|"
    r"another (?:user|group|account|resource) (?:with|has|uses|already)|"
    r"with (?:that|this|the same|the given|same) [\w -]{1,30}? (?:already )?exists"
)
# What the request itself holds twice is no clash with another resource.
TWICE_INSIDE = (
    r"duplicat\w* (?:json |object )?(?:keys?|fields?|propert\w+|attributes?|members?|paths?|operations?|elements?|"
    r"types?|values? in)\b(?! value| error| row| violat| name)|(?:values|types|elements|items|entries|members) must be "
    r"unique|"
    r"within the request|in (?:the )?(?:request|array|list|payload|json)\b|password|\bprimary\b(?! key)"
)
# A member that is there already, which is no clash of names.
MEMBER_TWICE = (
    r"already (?:a |an )?(?:in|member|part|assigned|belongs?|added|joined|contains?|has|exists? in|present|been added)|"
    r"duplicate\w* .{0,40}(?:member|user)|(?:member|user)\w*[^.]{0,60}(?:already|duplicat|unique)|"
    r"exists already in|already exists"
)
READ_ONLY = (
    r"read[-_ ]?only|immutab|mutability|un(?:modifi|chang)eable|unmodifiable|"
    r"(?:not|non-?) ?(?:modifiable|changeable|mutable|editable|updat(?:e)?able|writ(?:e)?able|modified|changed)|"
    r"(?:can ?not|can.t|may not|must not|should not|not allowed to|unable to|not (?:be )?(?:permitted|supported|"
    r"possible|allowed))(?: to)?(?: be)? (?:chang|modif|updat|renam|alter|edit|overwrit)\w*\b"
    r"(?! (?:the |this |a )?(?:user|group|account|resource|record|profile|entity|member)s?\b(?!.?name))|"
    r"(?:chang|modif|updat|renam|alter|edit)\w*.{0,60}(?:not (?:be )?(?:allowed|permitted|supported|possible)|"
    r"forbidden|prohibited|disallowed|disabled)"
)
LIMIT = (
    r"exceed|maxim|\bmax\b|max[_A-Z]|\blimit|too (?:many|large|big|long)|at most|(?:no|not) more than|more than \d|"
    r"up to \d|larger than|entity too large"
)
NESTED = (
    r"nest(?:ed|ing)\b.{0,30}groups?|groups?.{0,30}\bnest|sub-?groups?\b|"
    r"groups?\b[^.]{0,40}(?:can ?not|can.t|may not|must not) (?:be|contain|have|include)[^.]{0,30}(?:member|group)|"
    r"only (?:contain|have|include|accept|support)s? users|users only|circular|cyclic|recursive|hierarch|"
    r"groups? (?:as|is not (?:a|an) (?:allowed|valid|supported)) (?:a )?members?|"
    r"(?:members?|type).{0,30}(?:must be|only|be of type) (?:of type )?users?|only users (?:can|may|are)|"
    r"member type.{0,20}group|type\W{0,3}group\b.{0,40}(?:not|unsupported|invalid)"
)
VERSIONED = r"\bversions?\b|e-?tag|if-?match|precondition|concurren|optimistic|\bstale\b|\block(?:ed|ing)?\b"
UNKNOWN_ATTRIBUTE = (
    r"(?:no|unknown|unsupported|unrecogni[sz]ed|unexpected|invalid) (?:sub-?)?(?:attribute|propert|field|path|key)|"
    r"(?:attribute|propert\w+|field|path)\b.{0,60}(?:unknown|not (?:supported|recogni[sz]ed|known|defined|"
    r"allowed|valid))"
)
