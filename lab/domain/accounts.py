"""Makes the users of accounts.env and the accounts of the services."""

from pathlib import Path

from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

AES = 0x18
RC4 = 0x04

SERVICES = {
    "websvc": (AES, ["HTTP/app.sspi.test"]),
    "pgsvc": (AES, ["postgres/db.sspi.test"]),
    "winrmsvc": (AES, ["WSMAN/app.sspi.test", "HTTP/win.sspi.test"]),
    "rc4svc": (RC4, ["HTTP/rc4.sspi.test"]),
}


def modify(samdb, account, changes):
    found = samdb.search(expression=f"(sAMAccountName={account})", attrs=["dn"])
    lines = [f"dn: {found[0].dn}", "changetype: modify"]
    for attribute, values in changes.items():
        lines += [f"replace: {attribute}", *(f"{attribute}: {value}" for value in values), "-"]
    samdb.modify_ldif("\n".join(lines))


def add_service(samdb, account, enctypes, spns, password):
    samdb.newuser(account, password)
    modify(samdb, account, {"servicePrincipalName": spns, "msDS-SupportedEncryptionTypes": [enctypes]})
    # The keys of the chosen kinds come to be only when the password is set after the choice.
    samdb.setpassword(f"(sAMAccountName={account})", password)


def main():
    text = (Path(__file__).parent / "accounts.env").read_text()
    accounts = dict(line.removeprefix("SECUR32_TEST_").split("=", 1) for line in text.splitlines())
    lp = LoadParm()
    lp.load_default()
    samdb = SamDB(url=lp.samdb_url(), session_info=system_session(lp), lp=lp)

    samdb.newuser(accounts["USER"], accounts["PASSWORD"])
    samdb.newuser(accounts["OTHER_USER"], accounts["OTHER_PASSWORD"])
    for account, (enctypes, spns) in SERVICES.items():
        add_service(samdb, account, enctypes, spns, accounts["SERVICE_PASSWORD"])


main()
