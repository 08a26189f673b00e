// Do the tag (GITHUB_REF_NAME), the version, the changelog and the repository (GITHUB_REPOSITORY) of
// a release agree?
import { readFileSync } from 'node:fs';

const read = (/** @type {string} */ file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n');

const tag = process.env['GITHUB_REF_NAME'] ?? '';
const repository = process.env['GITHUB_REPOSITORY'] ?? '';
const manifest = JSON.parse(read('package.json'));
const lock = JSON.parse(read('package-lock.json'));
const sections = read('CHANGELOG.md').split(/^## /m).slice(1);

function changelogMistakes() {
  const [first = '', second = ''] = sections;
  const unreleased = first.startsWith('Unreleased');
  const latest = unreleased ? second : first;
  const [heading = '', ...text] = latest.split('\n');
  const mistakes = [];
  if (unreleased && first.split('\n').slice(1).join('').trim() !== '') {
    mistakes.push('CHANGELOG.md has changes that are in no release');
  }
  if (
    !/^\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}$/.test(heading) ||
    !heading.startsWith(`${manifest.version} `)
  ) {
    mistakes.push(`CHANGELOG.md begins with "${heading}" in place of "${manifest.version} - DATE"`);
  } else if (text.join('').trim() === '') {
    mistakes.push(`CHANGELOG.md says nothing of ${manifest.version}`);
  }
  return mistakes;
}

/** The versions in package-lock.json that are this package's, which npm writes twice. */
function lockMistakes() {
  const versions = [lock.version, lock.packages?.['']?.version];
  return [...new Set(versions)]
    .filter((version) => version !== manifest.version)
    .map((version) => `package-lock.json has version ${version}`);
}

/** npm publish calls "latest" whatever has no tag of its own. */
function prereleaseMistakes() {
  if (/^\d+\.\d+\.\d+$/.test(manifest.version)) return [];
  return [
    `${manifest.version} is a prerelease, which would be published as the latest version: not supported`,
  ];
}

/** npm refuses a provenance that names another repository than the package does. */
function repositoryMistakes() {
  const { url = '' } = manifest.repository ?? {};
  const [, named = ''] = /github\.com[/:](.+?)(?:\.git)?$/.exec(url) ?? [];
  if (repository !== '' && named.toLowerCase() === repository.toLowerCase()) return [];
  return [`package.json names the repository "${named}", this is "${repository}"`];
}

const mistakes = [
  ...(tag === `v${manifest.version}`
    ? []
    : [`the tag is "${tag}", the version ${manifest.version}`]),
  ...prereleaseMistakes(),
  ...lockMistakes(),
  ...(manifest.private ? ['package.json is private'] : []),
  ...changelogMistakes(),
  ...repositoryMistakes(),
];
for (const mistake of mistakes) console.error(mistake);
process.exitCode = mistakes.length > 0 ? 1 : 0;
