import { createDecipheriv, createHmac } from 'node:crypto';
import { Credentials, listPackages, SecBuffer, SspModule } from 'secur32';

const path = process.argv[2] ?? 'secur32-reference.dll';
const identity = { user: 'alice', password: 'a secret that nobody guesses' };

const module = SspModule.load(path);
const [own] = module.packages;
const functions = Object.entries(own.userFunctions).filter(([, isSet]) => isSet);
console.log(`${own.name} has ${functions.map(([name]) => name).join(', ')}`);

/** Three tokens, and two ends have a key that nobody else knows. */
async function shakeHands(client, server) {
  const hello = await client.step();
  const welcome = await server.step(hello.token);
  const finish = await client.step(welcome.token);
  await server.step(finish.token);
}

/** What a reader of the example's README would open a message with. */
function openWithNode(sessionKey, token, data) {
  const label = 'ReferenceSsp client to server';
  const key = createHmac('sha256', sessionKey).update(label).update(Buffer.of(1)).digest();
  const decipher = createDecipheriv('aes-256-gcm', key, token.subarray(0, 12));
  decipher.setAuthTag(token.subarray(12));
  return `${decipher.update(data, undefined, 'utf8')}${decipher.final('utf8')}`;
}

const credentials = await module.acquire({ use: 'both', identity });
const [client, server] = [credentials.initiate(), credentials.accept()];
await shakeHands(client, server);

const message = () => [SecBuffer.token(28), SecBuffer.data(Buffer.from('How are you?'))];
const sealed = client.sealMessage(message(), { sequenceNumber: 7 });
const [token, data] = sealed.buffers.map((buffer) => buffer.data);
console.log(`SpSealMessage: ${token.length} bytes of token, ${data.length} of data`);
console.log(`Node.js opens: ${openWithNode(client.query('sessionKey'), token, data)}`);
const opened = server.unsealMessage(sealed.buffers, { sequenceNumber: 7 });
console.log(`SpUnsealMessage: ${opened.buffers[1].data}`);
try {
  client.sealMessage(message(), { sequenceNumber: 7 });
} catch (error) {
  console.log(`The same number again: ${error.code}`);
}

// Where Windows has the package too, Secur32 leads to the same function.
if (listPackages().some(({ name }) => name === own.name)) {
  const installed = await Credentials.acquire({ package: own.name, identity });
  const [other, peer] = [installed.initiate({ target: 'HTTP/app' }), credentials.accept()];
  await shakeHands(other, peer);
  const { buffers } = other.encryptMessage(message());
  console.log(
    `EncryptMessage, then SpUnsealMessage: ${peer.unsealMessage(buffers).buffers[1].data}`,
  );
}
