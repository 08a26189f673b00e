'use strict';

// Runs in the sandbox, before the page. The page gets these functions and nothing of Electron.
const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('sspi', {
  packages: () => ipcRenderer.invoke('sspi:packages'),
  connect: (/** @type {string} */ service) => ipcRenderer.invoke('sspi:connect', service),
  ask: (/** @type {number} */ session, /** @type {string} */ text) =>
    ipcRenderer.invoke('sspi:ask', session, text),
  close: (/** @type {number} */ session) => ipcRenderer.invoke('sspi:close', session),
  ...(process.argv.includes('--self-test') && {
    selfTest: () => ipcRenderer.invoke('sspi:selfTest'),
  }),
});
