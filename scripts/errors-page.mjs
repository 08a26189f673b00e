// npm run docs:errors: writes the tables of statuses in docs/errors.md from the library's own data.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareJavaScript } from './lib/prepare.mjs';
import { inProject } from './lib/project.mjs';
import { runNode } from './lib/run.mjs';

const page = inProject('docs/errors.md');
const mark = /(<!-- statuses:.*-->\n)[^]*$/;

/** The files of lib/status/ that tables are in, and what each has. */
const tables = /** @type {const} */ ([
  ['information', 'INFORMATION', 'Success and information'],
  ['sec', 'SEC', 'Any package'],
  ['kerberos', 'KERBEROS', 'Kerberos'],
  ['certificates', 'CERTIFICATES', 'Certificates'],
  ['keys', 'KEYS', 'Private keys and smart cards'],
  ['win32', 'WIN32', 'HRESULTs and Win32 errors'],
  ['ntstatus', 'NTSTATUS', 'NTSTATUS'],
]);

const cell = (/** @type {string} */ text) => text.replaceAll('|', '\\|');

function writePage() {
  const load = createRequire(inProject('package.json'));
  const { describeStatus, isSuccess } = load('./dist/status.js');
  const { createSspiError } = load('./dist/errors.js');
  const sections = tables.map(([file, name, title]) => {
    /** @type {[number, string, string][]} */
    const rows = load(`./dist/status/${file}.js`)[name];
    const lines = rows.map(([status, code, message]) => {
      const { hint = 'Nothing is to be done.' } = describeStatus(status);
      const thrown = isSuccess(status) ? '' : createSspiError({ status, syscall: '' }).name;
      const value = `0x${status.toString(16).toUpperCase().padStart(8, '0')}`;
      return `| \`${code}\` | ${value} | ${thrown} | ${cell(message)} | ${cell(hint)} |`;
    });
    const head = '| Code | Value | Class | Meaning | Usual cause, and what to do |';
    return [`### ${title}`, '', head, '| - | - | - | - | - |', ...lines].join('\n');
  });
  const text = readFileSync(page, 'utf8').replace(mark, `$1\n${sections.join('\n\n')}\n`);
  writeFileSync(page, text);
}

async function main() {
  const code = await prepareJavaScript();
  if (code !== 0) return code;
  writePage();
  return runNode([inProject('node_modules/prettier/bin/prettier.cjs'), '--write', page]);
}

process.exitCode = await main();
