#!/usr/bin/env node
import { run } from './run.js';

// Who reads may have read enough, and closed: `secur32 explain 5 | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void run(process.argv.slice(2), process).then((code) => {
  process.exitCode = code;
});
