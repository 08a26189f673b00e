// Do the links of the documentation site lead to pages and places that are there?
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../lib/project.mjs';

const site = inProject('out/docs');
const pages = readdirSync(site, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .map((file) => path.join(site, file));

const texts = new Map(pages.map((page) => [page, readFileSync(page, 'utf8')]));

/** @type {Map<string, Set<string>>} */
const places = new Map();
for (const [page, text] of texts) {
  const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);
  places.set(page, new Set(ids));
}

/**
 * @param {string} page
 * @param {string} href
 */
function mistakeOf(page, href) {
  const [file = '', anchor] = href.split('#').map((part) => decodeURIComponent(part));
  const target = file === '' ? page : path.join(path.dirname(page), file);
  if (!existsSync(target)) return `there is no ${file}`;
  const known = places.get(target);
  if (anchor === undefined || anchor === '' || known === undefined) return undefined;
  return known.has(anchor) ? undefined : `${path.basename(target)} has no ${anchor}`;
}

let links = 0;
for (const [page, text] of texts) {
  for (const [, href = ''] of text.matchAll(/<a[^>]*\shref="([^"]+)"/g)) {
    if (/^\w+:/.test(href)) continue;
    links += 1;
    const mistake = mistakeOf(page, href);
    if (mistake === undefined) continue;
    console.error(`${path.relative(site, page)}: ${mistake}`);
    process.exitCode = 1;
  }
}
console.log(`${links} links within ${pages.length} pages`);
