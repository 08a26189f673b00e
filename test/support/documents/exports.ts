import { compileFunction } from 'node:vm';

import ts from 'typescript';

/** What a block of TypeScript exports; it may import types, and nothing else. */
export function exportsOf(code: string): object {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports = {};
  const run = compileFunction(outputText, ['exports']) as (exports: object) => void;
  run(exports);
  return exports;
}
