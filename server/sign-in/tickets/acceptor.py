"""Takes Kerberos tickets for the server: asked and answered by lines of JSON on standard input and output.

A process of its own, so that what strangers send is taken apart by the system's Kerberos library away from everything that the server
holds. It knows the keytab and nothing else. It ends with its input.

Asked:    {"id": 1, "token": BASE64, "binding": BASE64 or absent}
Answered: {"id": 1, "name": "ada@CORP.EXAMPLE", "pac": BASE64, "bound": true, "token": BASE64}
      or: {"id": 1, "routine": 4, "detail": "Incorrect channel bindings were supplied"}
First of all: {"ready": true}, or {"ready": false, "detail": ...} and the end.
"""
import base64
import json
import resource
import signal
import sys

import gssapi
import gssapi.raw

SPNEGO = gssapi.OID.from_int_seq("1.3.6.1.5.5.2")
KERBEROS = gssapi.OID.from_int_seq("1.2.840.113554.1.2.2")
CHANNEL_BOUND = 0x800
# The account's own SID, which a domain controller signed (MS-PAC 2.10).
WHO = b"urn:mspac:upn-dns-info"
NO_MECHANISM = 1
DEFECTIVE_TOKEN = 9


def main():
    # Whoever stops the server stops all its processes at once: this one goes on until its input ends, for those that are still served.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # No memory of it on a disk, no program started, no flood of files.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    keytab, principal = sys.argv[1:3]
    try:
        name = gssapi.Name(principal, gssapi.NameType.kerberos_principal)
        credentials = gssapi.Credentials(usage="accept", name=name, mechs=[KERBEROS, SPNEGO], store={"keytab": "FILE:" + keytab})
    except gssapi.exceptions.GSSError as error:
        return say({"ready": False, "detail": words(error)})
    say({"ready": True})
    for line in sys.stdin:
        asked = json.loads(line)
        say({"id": asked["id"], **answer(credentials, asked)})


def answer(credentials, asked):
    binding = asked.get("binding")
    bindings = binding and gssapi.raw.ChannelBindings(application_data=base64.b64decode(binding))
    try:
        context = gssapi.SecurityContext(creds=credentials, usage="accept", channel_bindings=bindings or None)
        token = context.step(base64.b64decode(asked["token"]))
        if not context.complete or context.mech != KERBEROS:
            return {"routine": NO_MECHANISM, "detail": "it does not begin with Kerberos"}
        who = context.initiator_name
        return {
            "name": str(who),
            "pac": text(signed(who)),
            "bound": bool(int(context.actual_flags) & CHANNEL_BOUND),
            "token": text(token),
        }
    except gssapi.exceptions.GSSError as error:
        return {"routine": error.maj_code >> 16 & 0xFF, "detail": words(error)}
    except ValueError:
        # Base64 that ends in the middle, or a name that is no text: whoever sends it must not end this process for all others.
        return {"routine": DEFECTIVE_TOKEN, "detail": "it is no token that can be read"}


def signed(who):
    """What the ticket says of its owner; None unless its signature is the domain's."""
    try:
        found = gssapi.raw.get_name_attribute(who, WHO)
    except gssapi.exceptions.GSSError:
        return None
    return found.values[0] if found.authenticated and found.values else None


def words(error):
    """The library's own: of the mechanism where it has any, else of the call."""
    minor = error.get_all_statuses(error.min_code, False) if error.min_code else []
    said = [one for one in minor if one not in ("Success", "Unknown error")] or error.get_all_statuses(error.maj_code, True)
    return "; ".join(said)[:300]


def text(data):
    return None if data is None else base64.b64encode(data).decode("ascii")


def say(what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


main()
