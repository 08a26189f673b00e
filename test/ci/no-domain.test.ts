import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

import { expect, jest, test } from '@jest/globals';

jest.setTimeout(180_000);

// A runner of GitHub has no domain. Here that is the lab without its own, which is told to be nobody's
// lab: there a missing domain is a failure. Its NTLM needs the domain too, which that of Windows does not.

const RESULTS = 'out/results/no-domain.json';
const REASON = '[skipped: no domain: SECUR32_TEST_SPN_HTTP is not set]';

interface Results {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const names = [...readFileSync('lab/domain/accounts.env', 'utf8').matchAll(/^(SECUR32_\w+)=/gm)];
const empty = ['SECUR32_LAB', 'SECUR32_PEER_PORT', ...names.map(([, name = '']) => name)];

test('without a domain Schannel is tested, and what needs one is skipped with its reason', () => {
  mkdirSync('out/results', { recursive: true });
  rmSync(RESULTS, { force: true });
  const options = ['--no-domain', ...empty.flatMap((name) => ['--env', `${name}=`])];
  const command = ['out/test/live/smoke.test', '--runInBand', '--json', `--outputFile=${RESULTS}`];
  const only = ['-t', '^(?:Schannel|Kerberos|the addon)'];
  const program = ['node_modules/jest/bin/jest.js', ...command, ...only];
  const { status } = spawnSync('lab/run', [...options, '--', ...program], { stdio: 'ignore' });
  const { testResults } = JSON.parse(readFileSync(RESULTS, 'utf8')) as Results;
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  const titles = (wanted: string): string[] =>
    all.filter((each) => each.status === wanted).map(({ fullName }) => fullName);
  const skipped = titles('pending').filter((title) => title.startsWith('Kerberos'));
  expect(titles('failed')).toEqual([]);
  expect(titles('passed').filter((title) => title.startsWith('Schannel'))).toHaveLength(3);
  expect(skipped).toHaveLength(3);
  expect(skipped.filter((title) => !title.includes(REASON))).toEqual([]);
  expect(status).toBe(0);
});
