'use strict';

const path = require('node:path');
const { pathToFileURL } = require('node:url');

const { app, BrowserWindow, ipcMain, utilityProcess } = require('electron');

const { Caller } = require('./caller.js');
const { createHandlers } = require('./handlers.js');
const { examine, readOptions } = require('./examine.js');

const PAGE = pathToFileURL(path.join(__dirname, 'index.html')).href;
const options = readOptions(process.argv);

function startWorker() {
  const args = [JSON.stringify(options ?? {})];
  return utilityProcess.fork(path.join(__dirname, 'worker.js'), args, { serviceName: 'SSPI' });
}

function openWindow() {
  const window = new BrowserWindow({
    show: options === undefined,
    webPreferences: {
      preload: path.join(__dirname, 'preload.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      additionalArguments: options === undefined ? [] : ['--self-test'],
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  return window;
}

async function main() {
  await app.whenReady();
  const handlers = createHandlers(new Caller(startWorker()), PAGE);
  for (const [channel, handler] of Object.entries(handlers)) {
    ipcMain.handle(channel, (event, /** @type {unknown[]} */ ...args) => handler(event, ...args));
  }
  const window = openWindow();
  await window.loadURL(PAGE);
  if (options === undefined) return;
  const code = await examine((script) => window.webContents.executeJavaScript(script));
  app.exit(code);
}

app.on('window-all-closed', () => app.quit());
main().catch((/** @type {unknown} */ error) => {
  console.error(error);
  app.exit(1);
});
