/** Who runs the commands of a page. */
export interface Runner {
  /** The beginning of the command. */
  readonly command: RegExp;
  /** A file that runs it, with names of its own in place of the example's. */
  readonly file?: string;
  /** Why nobody does. */
  readonly nobody?: string;
}

const NO_NETWORK = 'asks the registry for a release';

/** The first row that fits counts. `docs/commands` itself runs what the lab prints. */
export const RUNNERS: readonly Runner[] = [
  { command: /^lab\/run .*examples\/ldap\//, file: 'test/live/ldap.test.ts' },
  { command: /^lab\/run .*(-p|klist|--version)/, file: 'test/docs/commands.test.ts' },
  { command: /^lab\/run .*jest\.js/, file: 'scripts/lib/lab.mjs' },
  { command: /^lab\/run --shell/, nobody: 'waits for a person' },
  { command: /^lab\/build/, file: 'lab/run' },
  { command: /^lab\/selftest/, nobody: 'takes minutes; whoever changes lab/ runs it' },
  { command: /^\.ci\/run/, file: '.github/workflows/ci.yml' },
  { command: /^npm run demo/, file: '.github/workflows/ci.yml' },
  { command: /^npm test/, file: '.ci/run' },
  { command: /^npm (install|pack) (\.\/)?secur32/, nobody: NO_NETWORK },
  { command: /^npx secur32 /, file: 'test/live/command-line.test.ts' },
  { command: /^node first\.mjs/, file: 'test/live/documents.test.ts' },
  { command: /^node examples\/ldap\//, file: 'test/live/ldap.test.ts' },
  { command: /^node examples\/ssp\//, file: 'test/live/reference-ssp-example.test.ts' },
  { command: /^x86_64-w64-mingw32-g\+\+-posix /, file: 'scripts/native/security-packages.mjs' },
  { command: /^cl /, nobody: 'needs MSVC' },
  { command: /^openssl /, nobody: 'made the files that lie beside its page' },
];
