import type { MessageAnswer, MessageRequest } from '#lib/message/buffers-call';
import { BuffersCall } from '#lib/message/buffers-call';
import { MessageCalls } from '#lib/message/calls';
import type { NativeMessages } from '#lib/native';

/** Makes a message call of a native object, on this thread. */
export function runBuffers(native: NativeMessages, request: MessageRequest): MessageAnswer {
  const calls = new MessageCalls(native);
  const operation = new BuffersCall(request, (answer) => answer);
  const words = calls.blockFor(operation.size);
  operation.write(words);
  calls.run(operation.method, words, operation.memories);
  return operation.finish(words);
}
