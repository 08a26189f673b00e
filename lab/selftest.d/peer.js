// A client of lab/peer-server, and the checks of what that file promises.
'use strict';

const assert = require('node:assert');
const net = require('node:net');
const { setTimeout: sleep } = require('node:timers/promises');

function connect(request) {
  const socket = net.connect(Number(process.env.SECUR32_PEER_PORT), '127.0.0.1');
  socket.write(`${JSON.stringify(request)}\n`);
  return socket;
}

async function run(request, input = '') {
  const socket = connect(request);
  socket.end(input);
  const received = Buffer.concat(await socket.toArray());
  const result = { stdout: '', stderr: '', code: undefined };
  for (let at = 0; at < received.length;) {
    const channel = received[at];
    const data = received.subarray(at + 5, at + 5 + received.readUInt32BE(at + 1));
    if (channel === 1) result.stdout += data.toString('latin1');
    if (channel === 2) result.stderr += data.toString('latin1');
    if (channel === 3) result.code = data.readInt32BE();
    at += 5 + data.length;
  }
  return result;
}

async function isRunning(name) {
  return (await run({ command: ['pgrep', '-f', name] })).code === 0;
}

async function main() {
  const echo =
    'import sys; sys.stdout.write(sys.stdin.read()[::-1]); sys.stderr.write("e"); sys.exit(5)';
  assert.deepEqual(await run({ command: ['python3', '-c', echo] }, 'hello'), {
    stdout: 'olleh',
    stderr: 'e',
    code: 5,
  });

  const large = 'x'.repeat(5e6);
  assert.equal((await run({ command: ['cat'] }, large)).stdout === large, true);

  assert.equal((await run({ command: ['sh', '-c', 'kill -9 $$'] })).code, 137);
  assert.equal((await run({ command: ['nonesuch'] })).code, 127);
  assert.equal((await run({ command: [] })).code, 127);
  assert.equal(
    (await run({ command: ['sh', '-c', 'echo $A; pwd'], env: { A: 'b' }, cwd: 'lab' })).stdout,
    'b\n/project/lab\n',
  );
  assert.match((await run({ command: ['klist'] })).stdout, /alice@SSPI\.TEST/);

  const ownCache = { KRB5CCNAME: '/run/lab/own.ccache' };
  const windows = ['/project/lab/runtime/follow', 'wine', process.execPath];
  assert.deepEqual(
    await run({ command: [...windows, '-p', 'process.env.KRB5CCNAME'], env: ownCache }),
    { stdout: '/run/lab/own.ccache\n', stderr: '', code: 0 },
  );

  for (const close of ['destroy', 'resetAndDestroy']) {
    const socket = connect({ command: ['sleep', '4321'] });
    while (!(await isRunning('^sleep 4321'))) await sleep(20);
    socket[close]();
    const deadline = Date.now() + 3000;
    while (await isRunning('^sleep 4321')) {
      assert.ok(Date.now() < deadline, `${close} left the program running`);
      await sleep(50);
    }
  }
}

void main();
