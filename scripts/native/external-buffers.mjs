import { nativeFiles, readTargets } from './gyp.mjs';
import { arches, compilations } from './mingw.mjs';

/**
 * Electron's memory cage does not let JavaScript have memory that C++ allocated. With this define,
 * Node-API's headers lack the functions that would hand it over, so that no call of them compiles.
 * https://www.electronjs.org/blog/v8-memory-cage
 */
export const noExternalBuffers = 'NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED';

/** The files that call Node-API. What else lies beside them calls Windows only. */
const nodeSources = nativeFiles().filter((file) =>
  /^src-native\/(?:addon|node\/\w+)\.cc$/.test(file),
);

/** Where the define is missing, in sentences: in binding.gyp, or in a command line of mingw. */
export function externalBufferMistakes() {
  const targets = readTargets();
  const gyp = targets.flatMap(({ sources, defines }) =>
    defines.includes(noExternalBuffers) ? sources : [],
  );
  const mingw = arches.map((arch) => ({
    where: `the mingw build for ${arch}`,
    sources: compilations(arch, targets)
      .filter(({ command }) => command.includes(`-D${noExternalBuffers}`))
      .map(({ source }) => source),
  }));
  return [{ where: 'binding.gyp', sources: gyp }, ...mingw].flatMap(({ where, sources }) =>
    nodeSources
      .filter((source) => !sources.includes(source))
      .map((source) => `${where}: ${source} is compiled without ${noExternalBuffers}`),
  );
}

/** A source that hands memory of C++ to JavaScript, as no source of the addon may. */
export const offence = `
#include <napi.h>
napi_value Offend(napi_env env, char* bytes) {
  napi_value result = nullptr;
  napi_create_external_buffer(env, 1, bytes, nullptr, nullptr, &result);
  return Napi::Buffer<char>::New(env, bytes, 1);
}
`;

/** The command that checks a source of the addon, without its output and its source. */
export function syntaxCheck() {
  const [model] = compilations('x64', readTargets()).filter(({ source }) =>
    nodeSources.includes(source),
  );
  if (!model) throw new Error('no source of the addon calls Node-API');
  const { command } = model;
  return [...command.slice(0, command.indexOf('-MMD')), '-fsyntax-only', '-x', 'c++', '-'];
}
