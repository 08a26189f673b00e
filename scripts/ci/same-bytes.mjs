// same-bytes FILE: is its checksum the one in SHA256? Jobs pass the tarball on to each other.
import { readFileSync } from 'node:fs';
import { sha256 } from './bytes.mjs';

const [file = ''] = process.argv.slice(2);
const [wanted = '', actual] = [process.env['SHA256'], sha256(readFileSync(file))];

console.log(`${actual} ${file}`);
if (!/^[0-9a-f]{64}$/.test(wanted)) {
  console.error('SHA256 holds no checksum');
  process.exitCode = 1;
} else if (actual !== wanted) {
  console.error(`These are other bytes than those of ${wanted}`);
  process.exitCode = 1;
}
