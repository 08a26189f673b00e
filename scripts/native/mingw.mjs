import { mingwFiles } from './gyp.mjs';

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
const codegen = [
  ...['-ffunction-sections', '-fdata-sections', '-fstack-protector-strong'],
  // As node-gyp does everywhere.
  '-fno-rtti',
];
const headers = ['node_modules/node-addon-api', 'node_modules/node-api-headers/include'];

/**
 * What is called for every message is compiled for speed. The rest of the addon waits for LSA or
 * the network, and is compiled for size: of that a 32-bit binary has more for the same code.
 *
 * @type {Record<Arch, RegExp>}
 */
const messagePath = { x64: /\/(?:message|security_context)/, ia32: /\/message/ };

/** @type {(arch: Arch, source: string) => boolean} */
const isHot = (arch, source) => !source.startsWith('src-native/') || messagePath[arch].test(source);

/** Where objects are kept, for the next build. @param {Arch} arch */
export const outputFolder = (arch) => `out/native/${arch}`;

/** @type {import('./gyp.mjs').Target} */
const runtime = {
  name: 'runtime',
  sources: mingwFiles(),
  defines: [],
  includeDirs: [],
  libraries: [],
  resources: [],
};

/**
 * Every source with what both the compiler and clang-tidy need to understand it.
 *
 * @param {import('./gyp.mjs').Target[]} targets
 */
export function frontends(targets) {
  const all = targets.some(usesNode) ? [...targets, runtime] : targets;
  return all.flatMap((target) =>
    target.sources.map((source) => ({ source, flags: frontendFlags(target) })),
  );
}

/** Does a target call Node-API? @param {import('./gyp.mjs').Target} target */
const usesNode = ({ includeDirs }) => includeDirs.some((dir) => headers.includes(dir));

/**
 * Only a target that asks for node-addon-api gets Node's headers too: src-native/sspi/ is not to
 * know that Node exists.
 *
 * @param {import('./gyp.mjs').Target} target
 */
function frontendFlags(target) {
  const { defines, includeDirs } = target;
  const own = includeDirs.filter((dir) => !headers.includes(dir));
  return [
    '-std=c++20',
    ...defines.map((define) => `-D${define}`),
    ...own.map((dir) => `-I${dir}`),
    // As system headers: their warnings are not ours to fix.
    ...(usesNode(target) ? headers : []).flatMap((dir) => ['-isystem', dir]),
  ];
}

/**
 * @param {Arch} arch
 * @param {import('./gyp.mjs').Target[]} targets
 * @param {string} folder for objects
 * @returns {Compilation[]}
 */
export function compilations(arch, targets, folder = outputFolder(arch)) {
  return frontends(targets).map(({ source, flags }) => {
    const base = `${folder}/${source.replace(/\.cc$/, '')}`;
    return {
      source,
      object: `${base}.o`,
      depfile: `${base}.d`,
      command: [
        `${triplets[arch]}-g++-posix`,
        ...flags,
        ...warnings,
        ...codegen,
        isHot(arch, source) ? '-O2' : '-Os',
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
 * Of a template that several sources instantiate, the linker takes the first: the fast ones lead.
 *
 * @param {Arch} arch
 * @param {Compilation[]} all
 */
const objectsOf = (arch, all) => [
  ...all.filter(({ source }) => isHot(arch, source)).map(({ object }) => object),
  ...all.filter(({ source }) => !isHot(arch, source)).map(({ object }) => object),
];

/**
 * @param {Arch} arch
 * @param {import('./gyp.mjs').Target[]} targets
 * @param {string} folder
 */
const resourceCommands = (arch, targets, folder) =>
  targets
    .flatMap(({ resources }) => resources)
    .map(({ source, defines }) => {
      const object = `${folder}/${source}.o`;
      const flags = defines().map((define) => `-D${define}`);
      return { object, command: [`${triplets[arch]}-windres`, ...flags, source, object] };
    });

/**
 * @param {Arch} arch
 * @param {import('./gyp.mjs').Target[]} targets
 * @param {string} output
 * @param {string} folder for objects
 */
export function linkCommands(arch, targets, output, folder = outputFolder(arch)) {
  const resources = resourceCommands(arch, targets, folder);
  const [definition, library] = [`${folder}/node.def`, `${folder}/libnode.a`];
  const node = targets.some(usesNode);
  // -y makes a delay-load library: the host is looked up on first use, by our hook.
  const tool = [`${triplets[arch]}-dlltool`, '-d', definition, '-D', 'node.exe', '-y', library];
  return [
    ...(node ? [tool] : []),
    ...resources.map(({ command }) => command),
    [
      `${triplets[arch]}-g++-posix`,
      ...['-shared', '-static', '-s', '-o', output],
      ...objectsOf(arch, compilations(arch, targets, folder)),
      ...resources.map(({ object }) => object),
      ...(node ? [library] : []),
      ...['-Wl,--no-insert-timestamp', '-Wl,--gc-sections', '-Wl,--fatal-warnings'],
      // By default the address comes from the output's name.
      '-Wl,--disable-auto-image-base',
      ...['-Wl,--dynamicbase', '-Wl,--nxcompat'],
      // A 32-bit address space has no high entropy to offer: the linker refuses the flag there.
      ...(arch === 'x64' ? ['-Wl,--high-entropy-va'] : []),
      ...new Set(targets.flatMap(({ libraries }) => libraries)),
      ...(node ? ['-ldelayimp'] : []),
    ],
  ];
}
