// Programs that are not this project's, with the options that its pages show. None of them can be
// started by a test on every system; the list keeps a page from naming one that does not exist.

/** Programs of a Unix shell. */
export const SHELL_PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  cd: [],
  mkdir: ['-p'],
  rm: ['-rf'],
  klist: [],
  kinit: [],
  // https://docs.openssl.org/3.0/man1/openssl/
  openssl: [
    ...['-newkey', '-x509', '-nodes', '-keyout', '-out', '-days', '-subj', '-addext', '-export'],
    ...['-inkey', '-in', '-passout', '-certpbe', '-keypbe', '-macalg'],
  ],
  'x86_64-w64-mingw32-g++-posix': [
    ...['--version', '-std=c++20', '-O2', '-shared', '-static', '-DUNICODE', '-DSECURITY_WIN32'],
    ...['-DNOMINMAX', '-D_WIN32_WINNT=0x0A00', '-o', '-lbcrypt', '-Wl,--kill-at'],
  ],
  // MSVC takes its options with a slash.
  cl: [],
};

/** Programs and commands of PowerShell. */
export const POWERSHELL_PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  // https://learn.microsoft.com/windows-server/administration/windows-commands/setspn
  setspn: ['-S', '-Q', '-L', '-X'],
  // https://learn.microsoft.com/windows-server/administration/windows-commands/klist
  klist: [],
  // https://learn.microsoft.com/windows-server/administration/windows-commands/certutil
  certutil: ['-importpfx', '-verify', '-store', '-urlfetch'],
  nltest: [],
  w32tm: [],
  whoami: [],
  sc: [],
  'Get-ChildItem': ['-Path'],
  'New-ADServiceAccount': [
    ...['-Name', '-DNSHostName', '-PrincipalsAllowedToRetrieveManagedPassword'],
    ...['-ServicePrincipalNames', '-KerberosEncryptionType'],
  ],
  'Install-ADServiceAccount': ['-Identity'],
  'Test-ADServiceAccount': ['-Identity'],
  'Set-ADComputer': ['-Identity', '-PrincipalsAllowedToDelegateToAccount'],
  'Set-ADUser': ['-Identity', '-KerberosEncryptionType'],
  'Get-WinEvent': ['-LogName', '-MaxEvents'],
  'Test-ComputerSecureChannel': ['-Repair'],
};
