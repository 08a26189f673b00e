/** What to do about NTSTATUS codes. */
export const NTSTATUS_HINTS = {
  STATUS_TIMEOUT: 'Try again; if it stays, the other side is overloaded or cannot be reached.',
  STATUS_PENDING: 'Wait for the operation to end before its result is used.',
  STATUS_BUFFER_OVERFLOW: 'Call again with a buffer of the size that was returned.',
  STATUS_UNSUCCESSFUL:
    'The package gives no reason; Wine answers like this where GSS-API failed, and ' +
    'KRB5_TRACE shows why.',
  STATUS_NOT_IMPLEMENTED: 'The package or this version of Windows lacks the function.',
  STATUS_INVALID_INFO_CLASS: 'The attribute is not known to this version of Windows.',
  STATUS_INFO_LENGTH_MISMATCH: 'The structure has the size of another version of Windows.',
  STATUS_ACCESS_VIOLATION:
    'A library has a defect; the faulting module is in the Application event log.',
  STATUS_INVALID_HANDLE:
    'From SpSealMessage it means that the context is not known or not set up for integrity.',
  STATUS_INVALID_PARAMETER:
    'From SpSealMessage it means that the buffer for the signature is missing or too small.',
  STATUS_INVALID_DEVICE_REQUEST: 'The device or driver does not know the request; update it.',
  STATUS_MORE_PROCESSING_REQUIRED:
    'Go on with the exchange: this is how a package says that it waits for the peer.',
  STATUS_ACCESS_DENIED: 'Run as an account that has the right, or grant it.',
  STATUS_OBJECT_TYPE_MISMATCH: 'A handle of another kind was passed; check which one.',
  STATUS_OBJECT_NAME_NOT_FOUND:
    'Check the name, and whether the object belongs to another session.',
  STATUS_PORT_DISCONNECTED:
    'LSASS has ended or the connection was closed; restart the program, and look at the ' +
    'System event log.',
  STATUS_DATA_ERROR: 'Check the disk or the device that the data comes from.',
  STATUS_QUOTA_EXCEEDED: 'Close handles and contexts that are no longer used, or raise the quota.',
  STATUS_NO_IMPERSONATION_TOKEN: 'Impersonate the client before the call, and revert after it.',
  STATUS_NO_LOGON_SERVERS: 'Check name resolution and the network path to a domain controller.',
  STATUS_NO_SUCH_PRIVILEGE: 'Check the spelling of the privilege.',
  STATUS_PRIVILEGE_NOT_HELD:
    'Run as a service account that has the privilege, SeTcbPrivilege for example, or grant ' +
    'it by policy.',
  STATUS_INVALID_ACCOUNT_NAME: 'Write DOMAIN\\user or user@domain, without forbidden characters.',
  STATUS_ILL_FORMED_PASSWORD: 'Set a password of ordinary characters.',
  STATUS_PASSWORD_RESTRICTION: 'Choose one that is longer, more complex, and not used lately.',
  STATUS_ACCOUNT_RESTRICTION:
    'Empty passwords work at the console only; logon restrictions, Protected Users and ' +
    'authentication policies are other causes.',
  STATUS_INVALID_LOGON_HOURS: 'Change the logon hours of the account, or come back later.',
  STATUS_INVALID_WORKSTATION: 'Add this computer to those that the account may log on to.',
  STATUS_PASSWORD_EXPIRED: 'Change the password: changePassword() can do it.',
  STATUS_ACCOUNT_DISABLED: 'Have an administrator enable the account.',
  STATUS_NONE_MAPPED: 'Check the names, and that the domains they belong to can be reached.',
  STATUS_PROCEDURE_NOT_FOUND: 'The library is not the one that is expected: check its version.',
  STATUS_INVALID_IMAGE_FORMAT: 'Use a library built for the same processor as this Node.js.',
  STATUS_NO_TOKEN: 'Ask for a token only while there is one: on a server, after the handshake.',
  STATUS_BAD_IMPERSONATION_LEVEL:
    'Let the client allow impersonation or delegation: the server was only allowed to ' +
    'identify it.',
  STATUS_BAD_TOKEN_TYPE:
    'A primary token was given where one for impersonation is needed, or the reverse; ' +
    'duplicate it as the other.',
  STATUS_IO_TIMEOUT: 'Check the network and the load of the other side.',
  STATUS_NOT_SUPPORTED:
    'The other side, or this version of Windows, does not have what was asked for.',
  STATUS_INVALID_SERVER_STATE: 'Wait until the service has started, or restart it.',
  STATUS_INTERNAL_ERROR: 'The System event log may tell more.',
  STATUS_NO_SUCH_PACKAGE:
    'List the packages: the name is misspelt, or the package is not installed.',
  STATUS_BAD_LOGON_SESSION_STATE:
    'Log off and on again: the session is ending, or was never complete.',
  STATUS_NAME_TOO_LONG: 'Shorten the name; the domain and the user name have limits of their own.',
  STATUS_CANNOT_IMPERSONATE: 'Finish the handshake first, and read no data before it.',
  STATUS_CANCELLED: 'Whoever started it has given up; run it again.',
  STATUS_TIME_DIFFERENCE_AT_DC: 'Synchronize the clock of this computer with its domain.',
  STATUS_DLL_NOT_FOUND: 'Install what the library depends on: dumpbin /dependents lists it.',
  STATUS_ENTRYPOINT_NOT_FOUND: 'A library that it depends on is too old; update it.',
  STATUS_DLL_INIT_FAILED:
    'Its start-up code refused; restart Windows, and suspect antivirus and libraries that ' +
    'were added.',
  STATUS_LOGON_NOT_GRANTED: 'Grant the account the right to log on in the local security policy.',
  STATUS_LOGON_TYPE_NOT_GRANTED:
    'Grant the right of this kind of logon (network, service, batch), and look for a ' +
    'policy that denies it.',
  STATUS_NO_TRUST_LSA_SECRET:
    'Join the computer to the domain again, or repair it with Test-ComputerSecureChannel ' +
    '-Repair.',
  STATUS_NO_TRUST_SAM_ACCOUNT:
    'The computer account was deleted or renamed; join the domain again.',
  STATUS_TRUSTED_DOMAIN_FAILURE: 'Verify the trust with netdom trust /verify, and reset it.',
  STATUS_TRUSTED_RELATIONSHIP_FAILURE:
    'The machine password is out of step with the domain; repair it with ' +
    'Test-ComputerSecureChannel -Repair.',
  STATUS_TRUST_FAILURE:
    'Verify the trust with netdom trust /verify, and whether it allows this account.',
  STATUS_NETLOGON_NOT_STARTED:
    'Start the Netlogon service; it runs only on computers that have joined a domain.',
  STATUS_ACCOUNT_EXPIRED: 'Have an administrator extend the account.',
  STATUS_DOMAIN_TRUST_INCONSISTENT: 'Remove the trust on both sides and set it up again.',
  STATUS_INVALID_BUFFER_SIZE:
    'The structure has the size of another version of Windows, or was cut.',
  STATUS_ACCOUNT_LOCKED_OUT:
    'Wait for the lockout to end, or have the account unlocked; find out which program ' +
    'still uses an old password.',
  STATUS_LPC_REPLY_LOST: 'LSASS ended during the call; look at the System event log.',
  STATUS_AUTHENTICATION_FIREWALL_FAILED:
    'Grant the account Allowed to Authenticate on the computer account.',
  STATUS_NTLM_BLOCKED: 'Use Kerberos, or have the server excepted from the NTLM restriction.',
  STATUS_INVALID_IMAGE_HASH:
    'Windows demands a signature, under LSA protection for example: use a signed library.',
  STATUS_INVALID_SIGNATURE: 'The message or file was changed; get it again.',
  STATUS_HASH_NOT_SUPPORTED: 'Use SHA-256, or enable the algorithm that the policy forbids.',
} as const satisfies Readonly<Record<string, string>>;
