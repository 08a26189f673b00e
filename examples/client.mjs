import { Credentials } from 'secur32';

async function post(body) {
  const response = await fetch('http://app.example.com:8080/', { method: 'POST', body });
  return Buffer.from(await response.arrayBuffer());
}

const credentials = await Credentials.acquire({ package: 'Negotiate' });
const context = credentials.initiate({ target: 'HTTP/app.example.com' });

let { token } = await context.step();
while (token) {
  const answer = await post(token);
  token = answer.length > 0 ? (await context.step(answer)).token : undefined;
}

const sealed = context.wrap(Buffer.from('How are you?'));
const { data } = context.unwrap(await post(sealed));
console.log(`${context.query('negotiationInfo').package.name}: ${data}`);
