"""A browser's side of Negotiate: prints the token for a service, in base64. Arguments: host, mechanism's OID, channel binding in base64 or -."""
import base64
import sys

import gssapi
import gssapi.raw

host, mechanism, binding = sys.argv[1:4]
context = gssapi.SecurityContext(
    name=gssapi.Name("HTTP@" + host, gssapi.NameType.hostbased_service),
    usage="initiate",
    mech=gssapi.OID.from_int_seq(mechanism),
    flags=gssapi.RequirementFlag.mutual_authentication,
    channel_bindings=None if binding == "-" else gssapi.raw.ChannelBindings(application_data=base64.b64decode(binding)),
)
print(base64.b64encode(context.step()).decode("ascii"))
