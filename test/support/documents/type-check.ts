import { resolve } from 'node:path';

import ts from 'typescript';

import type { Block } from '../markdown.js';

const DECLARATIONS = ['free-variables.d.ts', 'other-packages.d.ts'].map((name) =>
  resolve('test/docs/declarations', name),
);

// A part of a program leaves some of its names unused, and reads variables by their plain names.
const LENIENT: ts.CompilerOptions = {
  noEmit: true,
  composite: false,
  incremental: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  noPropertyAccessFromIndexSignature: false,
  noUncheckedSideEffectImports: true,
};

const FOR_JAVASCRIPT: ts.CompilerOptions = {
  allowJs: true,
  checkJs: true,
  strict: false,
  noImplicitReturns: false,
  exactOptionalPropertyTypes: false,
};

function baseOptions(): ts.CompilerOptions {
  const file = ts.readConfigFile('tsconfig.base.json', (path) => ts.sys.readFile(path));
  return ts.parseJsonConfigFileContent(file.config, ts.sys, process.cwd()).options;
}

function extensionOf({ language, code }: Block): string {
  const script = /\brequire\(/.test(code) && !/^import /m.test(code);
  return `.${script ? 'c' : 'm'}${language}`;
}

/** Names the blocks as files of modules, beside their pages. */
function asFiles(blocks: readonly Block[]): Map<string, Block> {
  const nameOf = (block: Block): string => `${block.page}-${block.line}${extensionOf(block)}`;
  return new Map(blocks.map((block) => [slashed(resolve(nameOf(block))), block]));
}

function slashed(file: string): string {
  return file.replaceAll('\\', '/');
}

/** Reads the blocks where files of their names would be. */
function hostOf(options: ts.CompilerOptions, files: Map<string, Block>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  host.fileExists = (file) => files.has(slashed(file)) || ts.sys.fileExists(file);
  host.readFile = (file) => {
    const block = files.get(slashed(file));
    if (block === undefined) return ts.sys.readFile(file);
    return file.endsWith('.cjs') ? block.code : `${block.code}export {};\n`;
  };
  return host;
}

function describe(diagnostic: ts.Diagnostic, files: Map<string, Block>): string {
  const { file, start = 0, messageText } = diagnostic;
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  if (file === undefined) return message;
  const line = file.getLineAndCharacterOfPosition(start).line + 1;
  const block = files.get(slashed(file.fileName));
  if (block === undefined) return `${file.fileName}:${line}: ${message}`;
  return `${block.page}:${block.line + line}: ${message}`;
}

function check(blocks: readonly Block[], options: ts.CompilerOptions): string[] {
  if (blocks.length === 0) return [];
  const files = asFiles(blocks);
  const all = { ...baseOptions(), ...LENIENT, ...options };
  const program = ts.createProgram([...files.keys(), ...DECLARATIONS], all, hostOf(all, files));
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => describe(diagnostic, files));
}

/** What TypeScript says of blocks of `ts` and `js` against the public types: a line for each error. */
export function typeCheck(blocks: readonly Block[]): string[] {
  const typescript = blocks.filter(({ language }) => language === 'ts');
  const javascript = blocks.filter(({ language }) => language === 'js');
  return [...check(typescript, {}), ...check(javascript, FOR_JAVASCRIPT)];
}
