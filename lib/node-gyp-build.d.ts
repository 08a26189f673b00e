declare module 'node-gyp-build' {
  interface NodeGypBuild {
    /** Finds the addon that was built for this process, in `build/` or `prebuilds/` of a package. */
    resolve(packageFolder: string): string;
  }

  const nodeGypBuild: NodeGypBuild;
  export default nodeGypBuild;
}
