import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inProject, root } from '../lib/project.mjs';

/**
 * What must not be in a committed text: where one machine keeps its files, and which host one
 * machine gets its packages from.
 *
 * @type {[RegExp, string][]}
 */
const forbidden = [
  [/(?<![\w.$})/-])\/(?:root|home|work|Users)\/[\w.]/, 'a path of one machine'],
  [/\b[A-Z]:\\+(?:Users|work)\\+\w/, 'a path of one machine'],
  [/https?:\/\/[^\s/"']*(?:registry|mirror|proxy|artifact|nexus)[^\s/"']*\//i, 'a registry host'],
];

/** @returns {string[]} one line for each finding */
function committedTextMistakes() {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  return files
    .split('\0')
    .filter(Boolean)
    .flatMap((file) => mistakesIn(file));
}

/** @param {string} file */
function mistakesIn(file) {
  const text = readFileSync(inProject(file), 'latin1');
  if (text.includes('\0')) return [];
  const mistakes = text
    .split('\n')
    .flatMap((line, index) =>
      forbidden
        .filter(([pattern]) => pattern.test(line))
        .map(([, what]) => `${file}:${index + 1}: ${what}: ${line.trim()}`),
    );
  if (file === 'package-lock.json' && text.includes('"resolved"')) {
    mistakes.push(`${file}: names the registry of the machine that wrote it ("resolved")`);
  }
  return mistakes;
}

const mistakes = committedTextMistakes();
for (const mistake of mistakes) console.error(mistake);
process.exitCode = mistakes.length > 0 ? 1 : 0;
