import { delayLoadHook } from './gyp.mjs';

/**
 * The mingw-w64 command lines for one architecture. Paths are relative to the project, so that no
 * folder name gets into a binary.
 *
 * @typedef {object} Compilation
 * @property {string} source
 * @property {string} object
 * @property {string} depfile
 * @property {string[]} command
 */

const triplets = { x64: 'x86_64-w64-mingw32', ia32: 'i686-w64-mingw32' };

/** @typedef {keyof typeof triplets} Arch */

export const arches = /** @type {Arch[]} */ (Object.keys(triplets));

const warnings = ['-Wall', '-Wextra', '-Wpedantic', '-Werror'];
const codegen = ['-O2', '-ffunction-sections', '-fdata-sections', '-fstack-protector-strong'];
const headers = ['node_modules/node-addon-api', 'node_modules/node-api-headers/include'];

/** @param {Arch} arch */
export const outputFolder = (arch) => `out/native/${arch}`;

/** @type {import('./gyp.mjs').Target} */
const hook = {
  name: 'hook',
  sources: [delayLoadHook],
  defines: [],
  includeDirs: [],
  libraries: [],
};

/**
 * Every source with what both the compiler and clang-tidy need to understand it.
 *
 * @param {import('./gyp.mjs').Target[]} targets
 */
export function frontends(targets) {
  return [...targets, hook].flatMap((target) =>
    target.sources.map((source) => ({ source, flags: frontendFlags(target) })),
  );
}

/**
 * Only a target that asks for node-addon-api gets Node's headers too: src-native/sspi/ is not to
 * know that Node exists.
 *
 * @param {import('./gyp.mjs').Target} target
 */
function frontendFlags({ defines, includeDirs }) {
  const usesNode = includeDirs.some((dir) => headers.includes(dir));
  const own = includeDirs.filter((dir) => !headers.includes(dir));
  return [
    '-std=c++20',
    ...defines.map((define) => `-D${define}`),
    ...own.map((dir) => `-I${dir}`),
    // As system headers: their warnings are not ours to fix.
    ...(usesNode ? headers : []).flatMap((dir) => ['-isystem', dir]),
  ];
}

/**
 * @param {Arch} arch
 * @param {import('./gyp.mjs').Target[]} targets
 * @returns {Compilation[]}
 */
export function compilations(arch, targets) {
  return frontends(targets).map(({ source, flags }) => {
    const base = `${outputFolder(arch)}/${source.replace(/\.cc$/, '')}`;
    return {
      source,
      object: `${base}.o`,
      depfile: `${base}.d`,
      command: [
        `${triplets[arch]}-g++-posix`,
        ...flags,
        ...warnings,
        ...codegen,
        '-ffile-prefix-map=/project=.',
        '-MMD',
        ...['-MF', `${base}.d`],
        ...['-o', `${base}.o`],
        ...['-c', source],
      ],
    };
  });
}

/**
 * @param {Arch} arch
 * @param {import('./gyp.mjs').Target[]} targets
 * @param {string} output
 */
export function linkCommands(arch, targets, output) {
  const folder = outputFolder(arch);
  const [definition, library] = [`${folder}/node.def`, `${folder}/libnode.a`];
  return [
    // -y makes a delay-load library: the host is looked up on first use, by our hook.
    [`${triplets[arch]}-dlltool`, '-d', definition, '-D', 'node.exe', '-y', library],
    [
      `${triplets[arch]}-g++-posix`,
      ...['-shared', '-static', '-s', '-o', output],
      ...compilations(arch, targets).map(({ object }) => object),
      library,
      ...['-Wl,--no-insert-timestamp', '-Wl,--gc-sections', '-Wl,--fatal-warnings'],
      ...['-Wl,--dynamicbase', '-Wl,--nxcompat'],
      // A 32-bit address space has no high entropy to offer: the linker refuses the flag there.
      ...(arch === 'x64' ? ['-Wl,--high-entropy-va'] : []),
      ...new Set(targets.flatMap(({ libraries }) => libraries)),
      '-ldelayimp',
    ],
  ];
}
