import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Credentials } from 'secur32';

const credentials = await Credentials.acquire({ package: 'Negotiate', use: 'accept' });
const context = credentials.accept(); // one for each client; here, there is one client

const server = createServer(async (request, response) => {
  const body = await buffer(request);
  if (context.state !== 'established') {
    const { token } = await context.step(body);
    response.end(token);
  } else {
    const { data } = context.unwrap(body);
    response.end(context.wrap(Buffer.from(`You asked: ${data}`)));
  }
});
server.listen(8080, () => console.log('listening'));
