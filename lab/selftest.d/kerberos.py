"""Makes contexts between alice and every service of the domain, and seals a message in each."""

import os

import gssapi

FLAGS = [
    gssapi.RequirementFlag.mutual_authentication,
    gssapi.RequirementFlag.confidentiality,
    gssapi.RequirementFlag.integrity,
]


def handshake(spn):
    service = gssapi.Name(f"{spn}@SSPI.TEST", gssapi.NameType.kerberos_principal)
    client = gssapi.SecurityContext(name=service, usage="initiate", flags=FLAGS)
    server = gssapi.SecurityContext(usage="accept")
    token = server.step(client.step())
    client.step(token)
    return client, server


for variable in ("HTTP", "POSTGRES", "WSMAN", "WINRM", "RC4"):
    spn = os.environ[f"SECUR32_TEST_SPN_{variable}"]
    client, server = handshake(spn)
    sealed = client.wrap(b"sealed", True)
    opened = server.unwrap(sealed.message)
    assert sealed.encrypted and opened.encrypted and opened.message == b"sealed", spn
    assert str(server.initiator_name) == "alice@SSPI.TEST", server.initiator_name
    print(spn)
