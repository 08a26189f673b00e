'use strict';

module.exports = {
  packagerConfig: { asar: { unpack: '**/node_modules/secur32/prebuilds/**' } },
  rebuildConfig: { onlyModules: [] },
};
