'use strict';

// The entry of the utility process. Its last argument is JSON with the options of the self-test.
const { answer, createService } = require('./service.js');
const services = require('./services.js');

/** @type {unknown} */
const options = JSON.parse(process.argv.at(-1) ?? '{}');
const service = createService(services, /** @type {import('./self-test.js').Options} */ (options));
const { parentPort } = process;

parentPort.on('message', (event) => {
  /** @type {unknown} */
  const request = event.data;
  void answer(service, /** @type {import('./caller.js').Request} */ (request)).then((result) =>
    parentPort.postMessage(result),
  );
});
