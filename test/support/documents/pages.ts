import { execFileSync } from 'node:child_process';

/** Files that are committed, or will be. */
function projectFiles(...patterns: string[]): string[] {
  const command = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...patterns];
  const files = execFileSync('git', command, { encoding: 'utf8' }).split('\0');
  return [...new Set(files.filter(Boolean))].sort();
}

/** Every Markdown file of the project. */
export const MARKDOWN_PAGES = projectFiles('*.md');

/** The sources whose comments have examples: those of the public API. */
export const COMMENT_PAGES = projectFiles('lib/*.ts');
