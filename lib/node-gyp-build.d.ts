declare module 'node-gyp-build' {
  /** Loads the addon that was built for this process, from `build/` or `prebuilds/` of a package. */
  export default function nodeGypBuild(packageFolder: string): unknown;
}
